// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.schema.access.SchemaNotFoundException;
import org.apache.nifi.serialization.MalformedRecordException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * A JSON reader that lets something happen before one of the records that it reads.
 */
public final class PausingReader extends JsonTreeReader {

    private final Runnable event;
    private int remaining;

    /**
     * @param records to be read before the event
     */
    PausingReader(final int records, final Runnable event) {
        remaining = records;
        this.event = event;
    }

    /**
     * @return records that were asked for after the one at which the event happened
     */
    int askedForAfterwards() {
        return -1 - remaining;
    }

    @Override
    public RecordReader createRecordReader(final Map<String, String> variables, final InputStream in, final long length, final ComponentLog log)
            throws IOException, MalformedRecordException, SchemaNotFoundException {
        final RecordReader reader = super.createRecordReader(variables, in, length, log);
        return new RecordReader() {

            @Override
            public Record nextRecord(final boolean coerceTypes, final boolean dropUnknownFields) throws IOException, MalformedRecordException {
                if (remaining-- == 0) {
                    event.run();
                }
                return reader.nextRecord(coerceTypes, dropUnknownFields);
            }

            @Override
            public RecordSchema getSchema() throws MalformedRecordException {
                return reader.getSchema();
            }

            @Override
            public void close() throws IOException {
                reader.close();
            }
        };
    }
}
