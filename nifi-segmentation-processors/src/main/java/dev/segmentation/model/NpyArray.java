// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An array of one or two dimensions in NumPy's .npy format, version 1.0, little-endian, C order, so that
 * {@code numpy.load} opens it. Holds float32 ({@code <f4}), int32 ({@code <i4}) or int64 ({@code <i8}) values.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
public final class NpyArray {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;
    private static final Pattern HEADER = Pattern.compile("\\{'descr': '(<f4|<i4|<i8)', 'fortran_order': False, 'shape': \\((\\d{1,10}),(?: ?(\\d{1,10}))?\\), \\} *\n");

    private final Object values;
    private final int[] shape;

    private NpyArray(final Object values, final int length, final int... shape) {
        if (elements(shape) != length) {
            throw new IllegalArgumentException(length + " values do not fill the shape " + Arrays.toString(shape));
        }
        this.values = values;
        this.shape = shape;
    }

    /**
     * @param values row-major, as many as the shape's product; not copied
     * @param shape one or two dimensions
     */
    public static NpyArray of(final float[] values, final int... shape) {
        return new NpyArray(values, values.length, shape);
    }

    /**
     * @param values row-major, as many as the shape's product; not copied
     * @param shape one or two dimensions
     */
    public static NpyArray of(final int[] values, final int... shape) {
        return new NpyArray(values, values.length, shape);
    }

    /**
     * @param values row-major, as many as the shape's product; not copied
     * @param shape one or two dimensions
     */
    public static NpyArray of(final long[] values, final int... shape) {
        return new NpyArray(values, values.length, shape);
    }

    /**
     * @param rows n rows of equal length d, n and d at least 1
     * @return an n x d array
     */
    public static NpyArray ofRows(final float[][] rows) {
        final int columns = rows[0].length;
        final float[] values = new float[Math.multiplyExact(rows.length, columns)];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, values, i * columns, columns);
        }
        return of(values, rows.length, columns);
    }

    /**
     * @return the sizes of the dimensions
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * @return the float32 values, row-major, not a copy
     * @throws InvalidModelException when the values are of another type or the shape is not the one expected
     */
    public float[] floats(final int... expectedShape) throws InvalidModelException {
        requireShape(expectedShape);
        if (values instanceof final float[] floats) {
            return floats;
        }
        throw new InvalidModelException("array holds " + descr() + ", expected <f4");
    }

    /**
     * @return the int32 values, row-major, not a copy
     * @throws InvalidModelException when the values are of another type or the shape is not the one expected
     */
    public int[] ints(final int... expectedShape) throws InvalidModelException {
        requireShape(expectedShape);
        if (values instanceof final int[] ints) {
            return ints;
        }
        throw new InvalidModelException("array holds " + descr() + ", expected <i4");
    }

    /**
     * @return the int64 values, row-major, not a copy
     * @throws InvalidModelException when the values are of another type or the shape is not the one expected
     */
    public long[] longs(final int... expectedShape) throws InvalidModelException {
        requireShape(expectedShape);
        if (values instanceof final long[] longs) {
            return longs;
        }
        throw new InvalidModelException("array holds " + descr() + ", expected <i8");
    }

    /**
     * @return rows x columns float32 values as one array per row
     * @throws InvalidModelException when the values are of another type or the shape is not the one expected
     */
    public float[][] rows(final int rows, final int columns) throws InvalidModelException {
        final float[] flat = floats(rows, columns);
        final float[][] result = new float[rows][];
        for (int i = 0; i < rows; i++) {
            result[i] = Arrays.copyOfRange(flat, i * columns, (i + 1) * columns);
        }
        return result;
    }

    byte[] toBytes() {
        final String dimensions = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", ", "", shape.length == 1 ? "," : ""));
        final String dictionary = "{'descr': '" + descr() + "', 'fortran_order': False, 'shape': (" + dimensions + "), }";
        final int prefix = MAGIC.length + Short.BYTES;
        final int headerEnd = (prefix + dictionary.length() + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
        final String header = dictionary + " ".repeat(headerEnd - prefix - dictionary.length() - 1) + "\n";

        final ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(headerEnd + elements(shape) * elementBytes(descr()))).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        switch (values) {
            case float[] floats -> buffer.asFloatBuffer().put(floats);
            case int[] ints -> buffer.asIntBuffer().put(ints);
            default -> buffer.asLongBuffer().put((long[]) values);
        }
        return buffer.array();
    }

    static NpyArray fromBytes(final byte[] bytes) throws InvalidModelException {
        final int prefix = MAGIC.length + Short.BYTES;
        if (bytes.length < prefix || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new InvalidModelException("not a .npy array of version 1.0");
        }
        final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        final int headerLength = Short.toUnsignedInt(buffer.getShort(MAGIC.length));
        if (prefix + headerLength > bytes.length) {
            throw new InvalidModelException(".npy header is cut off");
        }
        final Matcher header = HEADER.matcher(new String(bytes, prefix, headerLength, StandardCharsets.US_ASCII));
        if (!header.matches()) {
            throw new InvalidModelException(".npy header is not one of little-endian <f4, <i4 or <i8 with one or two dimensions");
        }
        final String descr = header.group(1);
        final int[] shape = header.group(3) == null ? new int[]{dimension(header.group(2))} : new int[]{dimension(header.group(2)), dimension(header.group(3))};
        final int dataStart = prefix + headerLength;
        if (elements(shape) * elementBytes(descr) != bytes.length - dataStart) {
            throw new InvalidModelException(".npy data does not fill the shape " + Arrays.toString(shape));
        }
        buffer.position(dataStart);
        return read(buffer.slice().order(ByteOrder.LITTLE_ENDIAN), descr, shape);
    }

    private static NpyArray read(final ByteBuffer data, final String descr, final int[] shape) {
        final int length = (int) elements(shape);
        switch (descr) {
            case "<f4" -> {
                final float[] floats = new float[length];
                data.asFloatBuffer().get(floats);
                return of(floats, shape);
            }
            case "<i4" -> {
                final int[] ints = new int[length];
                data.asIntBuffer().get(ints);
                return of(ints, shape);
            }
            default -> {
                final long[] longs = new long[length];
                data.asLongBuffer().get(longs);
                return of(longs, shape);
            }
        }
    }

    private void requireShape(final int... expected) throws InvalidModelException {
        if (!Arrays.equals(shape, expected)) {
            throw new InvalidModelException("array has the shape " + Arrays.toString(shape) + ", expected " + Arrays.toString(expected));
        }
    }

    private String descr() {
        return switch (values) {
            case float[] ignored -> "<f4";
            case int[] ignored -> "<i4";
            default -> "<i8";
        };
    }

    private static int elementBytes(final String descr) {
        return descr.charAt(2) - '0';
    }

    private static long elements(final int... shape) {
        if (shape.length < 1 || shape.length > 2) {
            throw new IllegalArgumentException("one or two dimensions, not " + shape.length);
        }
        return shape.length == 1 ? shape[0] : (long) shape[0] * shape[1];
    }

    private static int dimension(final String digits) throws InvalidModelException {
        try {
            return Integer.parseInt(digits);
        } catch (final NumberFormatException e) {
            throw new InvalidModelException(".npy dimension is too large", e);
        }
    }
}
