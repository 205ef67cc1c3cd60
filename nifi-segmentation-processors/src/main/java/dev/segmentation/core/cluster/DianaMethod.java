// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.Map;

/**
 * {@link Diana} as one method among others.
 *
 * @param segments wanted, at least 1
 */
public record DianaMethod(int segments) implements ClusteringMethod {

    @Override
    public String algorithm() {
        return "diana";
    }

    @Override
    public Map<String, Object> values() {
        return Map.of("segments", segments);
    }

    @Override
    public ClusteringMethod withSegments(final int wanted) {
        return new DianaMethod(wanted);
    }

    @Override
    public boolean byCentroids() {
        return false;
    }

    @Override
    public long bytes(final long rows, final int dimension) {
        return Diana.bytes(rows, dimension);
    }

    @Override
    public String thriftier() {
        return "bisecting-k-means";
    }

    @Override
    public Partitioning partition(final VectorTable table, final long memoryLimit, final Workers workers, final TrainingMonitor monitor) {
        return new Diana(new DianaOptions(segments, memoryLimit), workers, monitor).fit(table);
    }
}
