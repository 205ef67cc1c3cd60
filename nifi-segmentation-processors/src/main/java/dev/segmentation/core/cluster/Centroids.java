// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

/**
 * k centroids of d values to which single vectors are assigned. Immutable; safe for several threads.
 */
public final class Centroids {

    /** So few are compared one after the other in less time. */
    private static final int FEW = 12;

    private final float[][] rows;
    /** Null when there are few. */
    private final CentroidColumns columns;

    /**
     * @param rows k x d finite values, k and d at least 1; copied
     */
    public Centroids(final float[][] rows) {
        if (rows.length == 0 || rows[0].length == 0) {
            throw new IllegalArgumentException("there are no centroids");
        }
        this.rows = new float[rows.length][];
        for (int c = 0; c < rows.length; c++) {
            if (rows[c].length != rows[0].length) {
                throw new IllegalArgumentException("centroid " + c + " has " + rows[c].length + " values, expected " + rows[0].length);
            }
            this.rows[c] = rows[c].clone();
        }
        columns = rows.length <= FEW ? null : new CentroidColumns(this.rows);
    }

    public int size() {
        return rows.length;
    }

    public int dimension() {
        return rows[0].length;
    }

    /**
     * @return a k x d copy
     */
    public float[][] toArray() {
        final float[][] copy = new float[rows.length][];
        for (int c = 0; c < rows.length; c++) {
            copy[c] = rows[c].clone();
        }
        return copy;
    }

    /**
     * Finds what a comparison with every centroid finds, distances summed in double from the differences: scores in float32 leave a few of them to be compared so. O(k d).
     *
     * @param vector d finite values
     * @throws IllegalArgumentException when the dimension differs
     */
    public Nearest nearest(final float[] vector) {
        if (vector.length != dimension()) {
            throw new IllegalArgumentException("the vector has " + vector.length + " values, expected " + dimension());
        }
        final float[] scores = columns == null ? new float[rows.length] : columns.scores(vector);
        final double limit = columns == null ? Double.NEGATIVE_INFINITY : columns.limit(scores, vector);
        int best = 0;
        double bestDistance = Double.POSITIVE_INFINITY;
        double secondDistance = Double.POSITIVE_INFINITY;
        for (int c = 0; c < rows.length; c++) {
            final double distance = scores[c] < limit ? Double.POSITIVE_INFINITY : Vectors.squaredDistance(vector, rows[c]);
            if (distance < bestDistance) {
                secondDistance = bestDistance;
                bestDistance = distance;
                best = c;
            } else if (distance < secondDistance) {
                secondDistance = distance;
            }
        }
        return Nearest.of(best, bestDistance, secondDistance);
    }

    /**
     * Finds for every row of a table what {@link #nearest(float[])} finds, with the blocked kernel. O(n k d); a packed copy of the table in memory.
     *
     * @param table n x d finite values, n at least 1
     * @throws IllegalArgumentException when the dimension differs
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Nearest[] nearest(final VectorTable table, final Workers workers, final TrainingMonitor monitor) {
        if (table.dimension() != dimension()) {
            throw new IllegalArgumentException("rows have " + table.dimension() + " values, expected " + dimension());
        }
        return Assigner.once(PackedVectors.of(table, workers, monitor), workers, monitor).nearest(rows);
    }
}
