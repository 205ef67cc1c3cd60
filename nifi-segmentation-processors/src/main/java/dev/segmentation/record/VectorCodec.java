// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.vector.Vectors;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Collection;

/**
 * Vectors as they stand in records: an array of numbers, or float32 little-endian as bytes or base64.
 */
public final class VectorCodec {

    private static final DataType ARRAY_OF_FLOAT = RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.FLOAT.getDataType());

    private VectorCodec() {
    }

    /**
     * @return a nullable field that holds an array of float
     */
    public static RecordField field(final String name) {
        return new RecordField(name, ARRAY_OF_FLOAT);
    }

    /**
     * @return the vector boxed, as a record's array must be: writers refuse a {@code float[]}
     */
    public static Float[] box(final float[] vector) {
        final Float[] boxed = new Float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            boxed[i] = vector[i];
        }
        return boxed;
    }

    /**
     * @param value a field's value as any reader gives it
     * @return finite values, at least one, or null for null
     * @throws IllegalArgumentException saying what is wrong, without the value
     */
    public static float[] read(final Object value) {
        final float[] vector = switch (value) {
            case null -> null;
            case final float[] floats -> floats.clone();
            case final byte[] bytes -> fromBytes(bytes);
            case final Byte[] bytes -> fromBytes(unbox(bytes));
            case final Object[] array -> array.length > 0 && array[0] instanceof Byte ? fromBytes(unbox(array)) : fromNumbers(array);
            case final Collection<?> collection -> fromNumbers(collection.toArray());
            case final String text -> fromBytes(decode(text));
            default -> throw new IllegalArgumentException("is neither an array of numbers nor bytes");
        };
        if (vector != null) {
            requireUsable(vector);
        }
        return vector;
    }

    private static void requireUsable(final float[] vector) {
        if (vector.length == 0) {
            throw new IllegalArgumentException("is an empty vector");
        }
        final int nonFinite = Vectors.firstNonFinite(vector);
        if (nonFinite >= 0) {
            throw new IllegalArgumentException("value " + nonFinite + " of the vector is not a finite float32 number");
        }
    }

    private static float[] fromNumbers(final Object[] array) {
        final float[] vector = new float[array.length];
        for (int i = 0; i < array.length; i++) {
            vector[i] = toFloat(array[i], i);
        }
        return vector;
    }

    private static float toFloat(final Object value, final int index) {
        if (value instanceof final Number number) {
            return number.floatValue();
        }
        if (value instanceof final String text) {
            try {
                return Float.parseFloat(text);
            } catch (final NumberFormatException e) {
                throw new IllegalArgumentException("value " + index + " of the vector is not a number", e);
            }
        }
        throw new IllegalArgumentException("value " + index + " of the vector is " + (value == null ? "null" : "not a number"));
    }

    private static float[] fromBytes(final byte[] bytes) {
        if (bytes.length % Float.BYTES != 0) {
            throw new IllegalArgumentException("holds " + bytes.length + " bytes, not a multiple of " + Float.BYTES);
        }
        final float[] vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    private static byte[] unbox(final Object[] boxed) {
        final byte[] bytes = new byte[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            if (!(boxed[i] instanceof final Byte value)) {
                throw new IllegalArgumentException("byte " + i + " of the vector is missing");
            }
            bytes[i] = value;
        }
        return bytes;
    }

    private static byte[] decode(final String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("is a text that is not base64", e);
        }
    }
}
