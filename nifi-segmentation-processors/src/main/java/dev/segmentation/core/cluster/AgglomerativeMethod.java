// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@link Agglomerative} as one method among others. It does with less memory than it would like, down to the least summaries.
 *
 * @param linkage how far two clusters are from each other
 * @param segments wanted, at least 1
 * @param seed of the summaries
 */
public record AgglomerativeMethod(Linkage linkage, int segments, long seed) implements ClusteringMethod {

    @Override
    public String algorithm() {
        return "agglomerative";
    }

    @Override
    public Map<String, Object> values() {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("segments", segments);
        values.put("linkage", linkage.name().toLowerCase(Locale.ROOT));
        return values;
    }

    @Override
    public ClusteringMethod withSegments(final int wanted) {
        return new AgglomerativeMethod(linkage, wanted, seed);
    }

    @Override
    public boolean byCentroids() {
        return false;
    }

    @Override
    public long bytes(final long rows, final int dimension) {
        return Agglomerative.leastBytes(linkage, rows, dimension, segments);
    }

    @Override
    public String thriftier() {
        return "k-means";
    }

    @Override
    public Partitioning partition(final VectorTable table, final long memoryLimit, final Workers workers, final TrainingMonitor monitor) {
        return new Agglomerative(new AgglomerativeOptions(linkage, segments, memoryLimit, seed), workers, monitor).fit(table);
    }
}
