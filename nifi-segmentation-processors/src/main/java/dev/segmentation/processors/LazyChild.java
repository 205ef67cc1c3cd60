// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.RecordSink;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * A child FlowFile that comes into being with its first record.
 */
final class LazyChild implements AutoCloseable {

    private final ProcessSession session;
    private final RecordFlow recordFlow;
    private final Outputs outputs;
    private final Map<String, String> attributes = new HashMap<>();
    private FlowFile flowFile;
    private OutputStream out;
    private RecordSink sink;

    LazyChild(final ProcessSession session, final RecordFlow recordFlow, final Outputs outputs) {
        this.session = session;
        this.recordFlow = recordFlow;
        this.outputs = outputs;
    }

    void write(final Record record, final RecordSchema schema) throws IOException {
        open(schema);
        sink.write(record);
    }

    /** Creates the child even though it has no record yet. */
    void open(final RecordSchema schema) throws IOException {
        if (sink == null) {
            flowFile = outputs.createChild();
            out = session.write(flowFile);
            sink = recordFlow.sink(flowFile, schema, out);
        }
    }

    boolean exists() {
        return sink != null;
    }

    /** Ends the record set. */
    void finish() throws IOException {
        if (sink != null) {
            attributes.putAll(sink.finish());
        }
    }

    /**
     * @return the child with record.count and mime.type
     */
    FlowFile flowFile() {
        return session.putAllAttributes(flowFile, attributes);
    }

    /** Closes the stream in any case: a FlowFile with an open stream can neither be transferred nor removed. */
    @Override
    public void close() throws IOException {
        try {
            if (sink != null) {
                sink.close();
            }
        } finally {
            if (out != null) {
                out.close();
            }
        }
    }
}
