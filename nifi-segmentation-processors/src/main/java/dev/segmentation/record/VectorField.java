// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.record.RecordField;

/**
 * A field that vectors are written to.
 *
 * @param name of the field
 * @param encoding how a vector stands in it
 */
public record VectorField(String name, VectorEncoding encoding) {

    /**
     * @return the field of the record schema
     */
    public RecordField recordField() {
        return new RecordField(name, encoding.dataType());
    }

    /**
     * @throws RecordProblem when what the sink writes could not be read back as a vector
     */
    public void requireReadableFrom(final RecordSink sink) {
        if (!encoding.isReadableFrom(sink.mimeType())) {
            throw new RecordProblem("the Record Writer of " + sink.mimeType() + " writes bytes as numbers or text that cannot be told from another vector: choose another Vector Encoding");
        }
    }

    /**
     * @param vector d finite values, or null
     * @return the field's value
     */
    public Object encode(final float[] vector) {
        return vector == null ? null : encoding.encode(vector);
    }
}
