// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.RecordSetWriterFactory;
import org.apache.nifi.serialization.WriteResult;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes records to one FlowFile. A record that the Record Writer refuses becomes a {@link RecordProblem} that names its
 * index; the writer's own message is dropped, because it may quote values.
 */
public final class RecordSink implements AutoCloseable {

    private final RecordSetWriter writer;
    private final OutputStream out;
    private long written;

    /**
     * @param schema of the records to come; the writer's Schema Access Strategy may narrow it
     * @throws RecordProblem when the writer finds no schema
     */
    public RecordSink(final RecordSetWriterFactory factory, final FlowFile flowFile, final RecordSchema schema, final OutputStream out) throws IOException {
        this.out = out;
        try {
            final RecordSchema writeSchema = factory.getSchema(flowFile.getAttributes(), schema);
            writer = factory.createWriter(SilentLog.INSTANCE, writeSchema, out, flowFile);
            writer.beginRecordSet();
        } catch (final SchemaNotFoundException e) {
            throw new RecordProblem("the Record Writer finds no schema to write with", e);
        }
    }

    public void write(final Record record) {
        try {
            writer.write(record);
        } catch (final IOException | IllegalArgumentException | IllegalStateException | NullPointerException | ClassCastException e) {
            throw new RecordProblem("record " + written + ": the Record Writer cannot write it (" + e.getClass().getSimpleName() + ")", e);
        }
        written++;
    }

    /**
     * @return MIME type of what is written
     */
    String mimeType() {
        return writer.getMimeType();
    }

    /**
     * @return records written so far
     */
    public long count() {
        return written;
    }

    /**
     * Ends the record set.
     *
     * @return the attributes for the FlowFile: record.count, mime.type and the writer's own
     */
    public Map<String, String> finish() throws IOException {
        final WriteResult result = writer.finishRecordSet();
        final Map<String, String> attributes = new HashMap<>(result.getAttributes());
        attributes.put(SegmentationAttributes.RECORD_COUNT, Integer.toString(result.getRecordCount()));
        attributes.put(CoreAttributes.MIME_TYPE.key(), writer.getMimeType());
        writer.flush();
        out.flush();
        return attributes;
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
