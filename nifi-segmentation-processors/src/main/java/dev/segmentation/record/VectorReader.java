// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.record.Record;

/**
 * Reads the vectors of one FlowFile's records: the first vector sets the dimension, every other must agree.
 */
public final class VectorReader {

    private final FieldPath field;
    private int dimension;

    /**
     * @param field where the vector stands
     */
    public VectorReader(final FieldPath field) {
        this.field = field;
    }

    /**
     * @param expectedDimension dimension that every vector must have
     */
    public VectorReader(final FieldPath field, final int expectedDimension) {
        this.field = field;
        this.dimension = expectedDimension;
    }

    /**
     * @param index 0-based position of the record, for the message
     * @return d finite values, or null when the record has no vector
     * @throws RecordProblem when it is no vector, not finite, or of another dimension
     */
    public float[] read(final Record record, final long index) {
        final float[] vector;
        try {
            vector = VectorCodec.read(field.read(record));
        } catch (final IllegalArgumentException e) {
            throw new RecordProblem(index, field.name(), e.getMessage());
        }
        if (vector == null) {
            return null;
        }
        if (dimension == 0) {
            dimension = vector.length;
        }
        if (vector.length != dimension) {
            throw new RecordProblem(index, field.name(), "has " + vector.length + " values, expected " + dimension);
        }
        return vector;
    }

    /**
     * @return true when {@link #read} would give null
     */
    public boolean isMissing(final Record record) {
        return field.read(record) == null;
    }

    /**
     * @return the field that is read
     */
    public String field() {
        return field.name();
    }

    /**
     * @return values per vector, or 0 before the first vector
     */
    public int dimension() {
        return dimension;
    }
}
