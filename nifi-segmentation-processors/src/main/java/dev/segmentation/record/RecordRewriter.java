// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;

/**
 * What happens to the records of a FlowFile on their way from the reader to the writer.
 */
public interface RecordRewriter {

    /**
     * @param readerSchema as the reader gives it
     * @return the schema of the records that will be written
     */
    RecordSchema outputSchema(RecordSchema readerSchema);

    /**
     * Reads all records and writes each once, in order.
     *
     * @param source the records
     * @param outputSchema what {@link #outputSchema} returned
     * @param sink where they go
     */
    void rewrite(RecordSource source, RecordSchema outputSchema, RecordSink sink) throws IOException;
}
