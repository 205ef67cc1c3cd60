// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.ServiceTrouble;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.MissingFlowFileException;
import org.apache.nifi.processor.exception.TerminatedTaskException;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What all processors share: records in, records out, and one policy for everything that can go wrong.
 * <ul>
 * <li>bad data: the FlowFile as it came, with {@code record.error.message}, to failure</li>
 * <li>a service in trouble: the FlowFile is penalised and stays in its queue</li>
 * <li>stopped while working: the FlowFile stays in its queue</li>
 * <li>faults of NiFi's repositories: left to the framework</li>
 * </ul>
 * Neither the log nor the attribute repeats a message of another library: it may quote what customers wrote.
 */
public abstract class AbstractSegmentationProcessor extends AbstractProcessor {

    static final PropertyDescriptor RECORD_READER = new PropertyDescriptor.Builder()
            .name("Record Reader")
            .description("Reads the records of incoming FlowFiles.")
            .required(true)
            .identifiesControllerService(RecordReaderFactory.class)
            .build();

    static final PropertyDescriptor RECORD_WRITER = new PropertyDescriptor.Builder()
            .name("Record Writer")
            .description("""
                    Writes the outgoing records. With the Schema Access Strategy 'Inherit Record Schema' it writes all fields; \
                    a writer with a schema of its own silently drops the fields that its schema lacks, the added ones too.""")
            .required(true)
            .identifiesControllerService(RecordSetWriterFactory.class)
            .build();

    static final Relationship REL_SUCCESS = new Relationship.Builder()
            .name("success")
            .description("The records with the new fields")
            .build();

    static final Relationship REL_FAILURE = new Relationship.Builder()
            .name("failure")
            .description("The FlowFile as it came, when it cannot be processed; the attribute record.error.message says why")
            .build();

    @Override
    public final void onTrigger(final ProcessContext context, final ProcessSession session) {
        final FlowFile flowFile = session.get();
        if (flowFile == null) {
            return;
        }

        final Outputs outputs = new Outputs(session, flowFile);
        try {
            process(context, session, flowFile, outputs);
        } catch (final FlowFileAccessException | MissingFlowFileException | TerminatedTaskException e) {
            throw e;
        } catch (final TrainingCancelledException e) {
            getLogger().info("Stopped while working on {}: it stays in the queue", flowFile);
            session.rollback();
            return;
        } catch (final ServiceTrouble e) {
            getLogger().error("{}: {} is penalised and tried again", e.getMessage(), flowFile);
            session.rollback(true);
            context.yield();
            return;
        } catch (final Exception e) {
            final String reason = describe(e);
            getLogger().error("Cannot process {}: {}", flowFile, reason);
            outputs.discard();
            session.transfer(session.putAttribute(flowFile, SegmentationAttributes.ERROR, reason), REL_FAILURE);
            return;
        }
        outputs.transfer();
    }

    /**
     * Processes one FlowFile. Whatever is thrown, the FlowFile's content must be as it came: its content is replaced last.
     *
     * @param outputs where children are created and everything is routed
     * @throws RecordProblem for bad data
     * @throws InvalidModelException for a model that must not be used
     * @throws ServiceTrouble for a service that may work again later
     */
    protected abstract void process(ProcessContext context, ProcessSession session, FlowFile flowFile, Outputs outputs) throws IOException;

    /**
     * @return record streams over the configured reader and writer
     */
    protected final RecordFlow recordFlow(final ProcessContext context, final ProcessSession session) {
        return new RecordFlow(session, context.getProperty(RECORD_READER).asControllerService(RecordReaderFactory.class),
                context.getProperty(RECORD_WRITER).asControllerService(RecordSetWriterFactory.class));
    }

    /**
     * @return cancels when this processor is stopped, reports to its log
     */
    protected final TrainingMonitor monitor() {
        return new ProcessorMonitor(this::isScheduled, getLogger());
    }

    /** The order that {@code Set.of} gives changes with every JVM, and with it the NAR's manifest and the canvas' menus. */
    static Set<Relationship> inOrder(final Relationship... relationships) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(relationships)));
    }

    private static String describe(final Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordProblem || cause instanceof InvalidModelException) {
                return cause.getMessage();
            }
        }
        final StackTraceElement[] trace = failure.getStackTrace();
        return failure.getClass().getSimpleName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
