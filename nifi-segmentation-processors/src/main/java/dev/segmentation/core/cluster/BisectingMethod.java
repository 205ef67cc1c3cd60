// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@link BisectingKMeans} as one method among others.
 *
 * @param options of the algorithm
 */
public record BisectingMethod(BisectingOptions options) implements ClusteringMethod {

    @Override
    public String algorithm() {
        return "bisecting-k-means";
    }

    @Override
    public Map<String, Object> values() {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("segments", segments());
        values.put("split_by", options.criterion().name().toLowerCase(Locale.ROOT));
        values.put("restarts", options.kMeans().restarts());
        values.put("maximum_iterations", options.kMeans().maximumIterations());
        values.put("tolerance", options.kMeans().tolerance());
        return values;
    }

    @Override
    public int segments() {
        return options.kMeans().segments();
    }

    @Override
    public ClusteringMethod withSegments(final int wanted) {
        return new BisectingMethod(new BisectingOptions(options.criterion(), options.kMeans().withSegments(wanted)));
    }

    @Override
    public boolean byCentroids() {
        return false;
    }

    @Override
    public long bytes(final long rows, final int dimension) {
        return BisectingKMeans.bytes(rows, dimension);
    }

    @Override
    public String thriftier() {
        return "k-means, which trains on a sample";
    }

    @Override
    public Partitioning partition(final VectorTable table, final long memoryLimit, final Workers workers, final TrainingMonitor monitor) {
        return new BisectingKMeans(options, workers, monitor).fit(table);
    }
}
