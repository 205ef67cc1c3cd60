// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Streams the records of FlowFiles: one record in memory, whatever the FlowFile's size.
 */
public final class RecordFlow {

    private static final int BUFFER_BYTES = 1 << 16;

    private final ProcessSession session;
    private final RecordReaderFactory readerFactory;
    private final RecordSetWriterFactory writerFactory;

    /**
     * @param session of the running trigger
     */
    public RecordFlow(final ProcessSession session, final RecordReaderFactory readerFactory, final RecordSetWriterFactory writerFactory) {
        this.session = session;
        this.readerFactory = readerFactory;
        this.writerFactory = writerFactory;
    }

    /** Consumes the records of a FlowFile. */
    public interface Visitor {

        /**
         * @param source the records, none read yet
         */
        void visit(RecordSource source) throws IOException;
    }

    /**
     * Reads a FlowFile without changing it.
     */
    public void read(final FlowFile flowFile, final Visitor visitor) {
        session.read(flowFile, in -> {
            try (RecordSource source = new RecordSource(readerFactory, flowFile, in)) {
                visitor.visit(source);
            }
        });
    }

    /**
     * Replaces a FlowFile's content by the rewritten records and sets record.count and mime.type. When anything fails the
     * FlowFile keeps its content.
     *
     * @return the FlowFile with its new content and attributes
     */
    public FlowFile rewrite(final FlowFile flowFile, final RecordRewriter rewriter) {
        final Map<String, String> attributes = new HashMap<>();
        final FlowFile rewritten = session.write(flowFile, (in, out) -> {
            try (RecordSource source = new RecordSource(readerFactory, flowFile, in)) {
                final RecordSchema schema = rewriter.outputSchema(source.schema());
                try (RecordSink sink = sink(flowFile, schema, out)) {
                    rewriter.rewrite(source, schema, sink);
                    attributes.putAll(sink.finish());
                }
            }
        });
        return session.putAllAttributes(rewritten, attributes);
    }

    /**
     * @param flowFile whose attributes the writer may use
     * @param out closed with the sink
     */
    public RecordSink sink(final FlowFile flowFile, final RecordSchema schema, final OutputStream out) throws IOException {
        return new RecordSink(writerFactory, flowFile, schema, new BufferedOutputStream(out, BUFFER_BYTES));
    }
}
