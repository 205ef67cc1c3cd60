// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.RecordFieldType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * How a vector stands in a record. {@link VectorCodec} reads all of them.
 */
public enum VectorEncoding implements DescribedValue {

    /** An array of float. */
    FLOATS("floats", "An array of float, which every reader and database understands",
            RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.FLOAT.getDataType())) {
        @Override
        Object encode(final float[] vector) {
            return VectorCodec.box(vector);
        }
    },

    /** Bytes: float32, little-endian. */
    BYTES("bytes", """
            float32 little-endian as bytes, for Avro. Not for JSON, whose writer turns bytes into small numbers that cannot be told from a vector: use base64 there""",
            RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.BYTE.getDataType())) {
        @Override
        Object encode(final float[] vector) {
            final byte[] bytes = toBytes(vector);
            final Byte[] boxed = new Byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                boxed[i] = bytes[i];
            }
            return boxed;
        }

        @Override
        boolean isReadableFrom(final String mimeType) {
            return !TEXT_FORMAT.matcher(mimeType).find();
        }
    },

    /** The same bytes as a base64 text. */
    BASE64("base64", "The same bytes as a base64 text: for JSON and CSV", RecordFieldType.STRING.getDataType()) {
        @Override
        Object encode(final float[] vector) {
            return Base64.getEncoder().encodeToString(toBytes(vector));
        }
    };

    private static final Pattern TEXT_FORMAT = Pattern.compile("^text/|json|xml");

    private final String value;
    private final String description;
    private final DataType dataType;

    VectorEncoding(final String value, final String description, final DataType dataType) {
        this.value = value;
        this.description = description;
        this.dataType = dataType;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }

    DataType dataType() {
        return dataType;
    }

    abstract Object encode(float[] vector);

    /**
     * @param mimeType of what a Record Writer writes
     */
    boolean isReadableFrom(final String mimeType) {
        return true;
    }

    private static byte[] toBytes(final float[] vector) {
        final ByteBuffer buffer = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }
}
