// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Arrays;

/**
 * k-means that goes on with vectors as they come, and forgets: the rule of Apache Spark's StreamingKMeans (MLlib guide, "Streaming k-means"; J. Freeman, "Introducing streaming
 * k-means in Apache Spark 1.2", 2015). With n the weight of a centroid c so far, m new vectors of mean x assigned to it, and a the decay:
 *
 * <pre>{@code
 * c' = (c n a + x m) / (n a + m)
 * n' = n a + m
 * }</pre>
 *
 * <p>The decay is {@code 0.5^(records of the batch / half-life)}, Spark's time unit "points". Spark splits the heaviest centroid when another one dies; here a segment that gets nothing stays where
 * it is, since its id is to last. Sums are in double, in the order of the batches: the same batches give the same centroids. Memory: 8 k d bytes, and as much for a batch.</p>
 */
public final class StreamingKMeans {

    private final double halfLife;
    private final double[][] centroids;
    private final double[] weights;

    /**
     * @param start k centroids of d values
     * @param weights k weights in records, above 0
     * @param halfLife in records, above 0: what came before so many records counts half
     */
    public StreamingKMeans(final Centroids start, final double[] weights, final double halfLife) {
        if (weights.length != start.size() || !(halfLife > 0)) {
            throw new IllegalArgumentException(weights.length + " weights for " + start.size() + " centroids, half-life " + halfLife);
        }
        this.halfLife = halfLife;
        this.weights = weights.clone();
        centroids = new double[start.size()][start.dimension()];
        final float[][] rows = start.toArray();
        for (int c = 0; c < rows.length; c++) {
            for (int j = 0; j < rows[c].length; j++) {
                centroids[c][j] = rows[c][j];
            }
        }
    }

    /** Vectors that are assigned to the centroids, summed up. */
    public static final class Batch {

        private final double[][] sums;
        private final long[] counts;

        /**
         * @param segments k
         * @param dimension d
         */
        public Batch(final int segments, final int dimension) {
            sums = new double[segments][dimension];
            counts = new long[segments];
        }

        /**
         * @param segment 0..k-1
         * @param vector d finite values
         */
        public void add(final int segment, final float[] vector) {
            counts[segment]++;
            for (int j = 0; j < vector.length; j++) {
                sums[segment][j] += vector[j];
            }
        }

        /**
         * @return vectors added
         */
        public long count() {
            return Arrays.stream(counts).sum();
        }

        /**
         * @return vectors added to one segment
         */
        public long count(final int segment) {
            return counts[segment];
        }

        double[] sum(final int segment) {
            return sums[segment];
        }
    }

    /**
     * Moves the centroids. O(k d).
     */
    public void update(final Batch batch) {
        final double decay = Math.pow(0.5, batch.count() / halfLife);
        for (int c = 0; c < centroids.length; c++) {
            final double before = weights[c] * decay;
            weights[c] = before + batch.counts[c];
            if (batch.counts[c] > 0) {
                for (int j = 0; j < centroids[c].length; j++) {
                    centroids[c][j] = (centroids[c][j] * before + batch.sums[c][j]) / weights[c];
                }
            }
        }
    }

    /**
     * @return where the centroids are now
     */
    public Centroids centroids() {
        final float[][] rows = new float[centroids.length][centroids[0].length];
        for (int c = 0; c < rows.length; c++) {
            for (int j = 0; j < rows[c].length; j++) {
                rows[c][j] = (float) centroids[c][j];
            }
        }
        return new Centroids(rows);
    }

    /**
     * @return k weights in records
     */
    public double[] weights() {
        return weights.clone();
    }
}
