// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.Map;

/**
 * {@link KMeans} as one method among others.
 *
 * @param options of the algorithm
 * @param start first centroids, or null for seeds
 */
public record KMeansMethod(KMeansOptions options, Centroids start) implements ClusteringMethod {

    /** From seeds. */
    public KMeansMethod(final KMeansOptions options) {
        this(options, null);
    }

    @Override
    public String algorithm() {
        return options.algorithm();
    }

    @Override
    public Map<String, Object> values() {
        return options.values();
    }

    @Override
    public int segments() {
        return options.segments();
    }

    @Override
    public ClusteringMethod withSegments(final int wanted) {
        return new KMeansMethod(options.withSegments(wanted));
    }

    @Override
    public ClusteringMethod startingAt(final Centroids centroids) {
        return new KMeansMethod(options, centroids);
    }

    @Override
    public boolean byCentroids() {
        return true;
    }

    @Override
    public long bytes(final long rows, final int dimension) {
        return KMeans.bytes(rows, dimension, options.segments());
    }

    @Override
    public String thriftier() {
        return "fewer segments";
    }

    @Override
    public Partitioning partition(final VectorTable table, final long memoryLimit, final Workers workers, final TrainingMonitor monitor) {
        return Partitioning.of(fit(table, workers, monitor));
    }

    @Override
    public Segmentation segment(final VectorTable table, final long memoryLimit, final Workers workers, final TrainingMonitor monitor) {
        return Segmentation.of(fit(table, workers, monitor));
    }

    private Clustering fit(final VectorTable table, final Workers workers, final TrainingMonitor monitor) {
        final KMeans algorithm = new KMeans(options, workers, monitor);
        return start == null ? algorithm.fit(table) : algorithm.fit(table, start.toArray());
    }
}
