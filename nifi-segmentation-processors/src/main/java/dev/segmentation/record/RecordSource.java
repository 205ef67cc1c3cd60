// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.exception.FlowFileAccessException;
import org.apache.nifi.processor.exception.ProcessException;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordReaderFactory;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.io.InputStream;

/**
 * The records of one FlowFile, one at a time. What a Record Reader cannot read becomes a {@link RecordProblem} that names
 * the record's index; the reader's own message is dropped, because it quotes the content.
 */
public final class RecordSource implements AutoCloseable {

    private final RecordReader reader;
    private final RecordSchema schema;
    private long index = -1;

    /**
     * @throws RecordProblem when the reader cannot make sense of the content
     */
    public RecordSource(final RecordReaderFactory factory, final FlowFile flowFile, final InputStream in) {
        try {
            reader = factory.createRecordReader(flowFile, in, SilentLog.INSTANCE);
            schema = reader.getSchema();
        } catch (final FlowFileAccessException | ProcessException e) {
            throw e;
        } catch (final MalformedRecordException | SchemaNotFoundException | IOException | RuntimeException e) {
            throw new RecordProblem("the Record Reader cannot read the FlowFile" + reason(e), e);
        }
    }

    public RecordSchema schema() {
        return schema;
    }

    /**
     * @return the next record, or null after the last
     * @throws RecordProblem when the next record cannot be read
     */
    public Record next() {
        try {
            final Record record = reader.nextRecord();
            index++;
            return record;
        } catch (final FlowFileAccessException | ProcessException e) {
            throw e;
        } catch (final MalformedRecordException | IOException | RuntimeException e) {
            throw new RecordProblem("record " + (index + 1) + ": the Record Reader cannot read it" + reason(e), e);
        }
    }

    /**
     * @return 0-based position of the record that {@link #next()} gave last
     */
    public long index() {
        return index;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static String reason(final Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof JsonProcessingException)) {
            cause = cause.getCause();
        }
        final JsonLocation location = cause instanceof final JsonProcessingException json ? json.getLocation() : null;
        final String place = location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        return " (" + cause.getClass().getSimpleName() + place + ")";
    }
}
