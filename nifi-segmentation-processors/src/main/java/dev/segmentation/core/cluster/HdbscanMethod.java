// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@link Hdbscan} as one method among others.
 *
 * @param options of the algorithm
 */
public record HdbscanMethod(HdbscanOptions options) implements ClusteringMethod {

    @Override
    public String algorithm() {
        return "hdbscan";
    }

    @Override
    public Map<String, Object> values() {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("minimum_segment_size", options.minimumClusterSize());
        values.put("minimum_samples", options.minimumSamples());
        return values;
    }

    @Override
    public int segments() {
        return 0;
    }

    @Override
    public boolean byCentroids() {
        return false;
    }

    @Override
    public long bytes(final long rows, final int dimension) {
        return Hdbscan.bytes(rows, dimension);
    }

    @Override
    public String thriftier() {
        return "k-means, which trains on a sample";
    }

    @Override
    public Partitioning partition(final VectorTable table, final long memoryLimit, final Workers workers, final TrainingMonitor monitor) {
        return new Hdbscan(options, workers, monitor).fit(table);
    }
}
