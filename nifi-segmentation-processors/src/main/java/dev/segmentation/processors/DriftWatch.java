// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.drift.AssignmentTally;
import dev.segmentation.core.drift.TallyWindow;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.util.StandardValidators;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What this node's last FlowFiles were assigned to, for each of the models used last. In memory: it starts anew with the processor, and with every newly trained model. Safe for several threads.
 */
final class DriftWatch {

    static final PropertyDescriptor MINIMUM_RECORDS = new PropertyDescriptor.Builder()
            .name("Minimum Records for Drift")
            .description("""
                    FlowFiles with fewer records that have a vector get no drift attributes: without any change the index of so few is far from 0. \
                    The window's attributes come from so many records on, in whatever FlowFiles.""")
            .required(true)
            .defaultValue("200")
            .addValidator(StandardValidators.POSITIVE_INTEGER_VALIDATOR)
            .build();

    static final PropertyDescriptor WINDOW = new PropertyDescriptor.Builder()
            .name("Drift Window")
            .description("""
                    Records that the drift over several FlowFiles is told of: the last ones of this node, at least so many and less than twice as many once they have come. \
                    Counted in memory, anew when the processor is started and for a newly trained model.""")
            .required(true)
            .defaultValue("10000")
            .addValidator(StandardValidators.POSITIVE_INTEGER_VALIDATOR)
            .build();

    /** A FlowFile may have them from another assignment in the flow. */
    private static final Pattern ATTRIBUTES = Pattern.compile(Pattern.quote(SegmentationAttributes.DRIFT) + ".*");
    private static final int CAPACITY = 16;

    private final Map<String, TallyWindow> windows = new LinkedHashMap<>(CAPACITY, 0.75f, true) {

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, TallyWindow> eldest) {
            return size() > CAPACITY;
        }
    };

    /**
     * @param drift of one FlowFile
     * @return its attributes, and those of the window with this FlowFile
     */
    Map<String, String> attributes(final PropertyContext context, final SegmentModel model, final SegmentDrift drift) {
        final long least = context.getProperty(MINIMUM_RECORDS).asLong();
        final AssignmentTally covered = with(context, model, drift).covered();
        final Map<String, String> attributes = drift.attributes(drift.tally(), least, SegmentationAttributes.DRIFT);
        attributes.putAll(drift.attributes(covered, least, SegmentationAttributes.DRIFT_WINDOW));
        return attributes;
    }

    /**
     * Adds a FlowFile that is done with.
     */
    synchronized void add(final PropertyContext context, final SegmentModel model, final SegmentDrift drift) {
        windows.put(key(model, drift), with(context, model, drift));
    }

    synchronized void clear() {
        windows.clear();
    }

    static FlowFile withoutAttributes(final ProcessSession session, final FlowFile flowFile) {
        return session.removeAllAttributes(flowFile, ATTRIBUTES);
    }

    private synchronized TallyWindow with(final PropertyContext context, final SegmentModel model, final SegmentDrift drift) {
        final TallyWindow before = windows.get(key(model, drift));
        return (before == null ? new TallyWindow(context.getProperty(WINDOW).asLong(), null, null) : before).plus(drift.tally());
    }

    private static String key(final SegmentModel model, final SegmentDrift drift) {
        return model.name() + "/" + drift.comparable();
    }
}
