// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.SegmentSearch;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.processors.ProcessorDefaults;

import java.util.Arrays;
import java.util.List;

/**
 * What can make segments of vectors, by the names and with the defaults of ClusterCustomers.
 */
enum Algorithm {

    K_MEANS("k-means"),
    MINI_BATCH_K_MEANS("mini-batch-k-means"),
    AGGLOMERATIVE("agglomerative"),
    BISECTING_K_MEANS("bisecting-k-means"),
    DIANA("diana"),
    HDBSCAN("hdbscan");

    static final List<String> NAMES = Arrays.stream(values()).map(algorithm -> algorithm.option).toList();

    private static final long MEBIBYTE = 1 << 20;

    private final String option;

    Algorithm(final String option) {
        this.option = option;
    }

    /**
     * @throws UsageError when there is no such algorithm
     */
    static Algorithm of(final String option) {
        return values()[NAMES.indexOf(Arguments.choice("--algorithm", option, NAMES))];
    }

    /**
     * @param table n x d, n at least 1
     * @param segments wanted; HDBSCAN finds their number itself
     * @param smoothing neighbours, 0 for none, or null for ClusterCustomers' default
     * @return the segment of each row, 0 or more, or -1 for none
     * @throws UsageError when the memory does not suffice, or no segment is found
     */
    int[] cluster(final VectorTable table, final int segments, final Integer smoothing, final long seed, final Workers workers) {
        final SegmentSearch search = ProcessorDefaults.search(option, smoothing, segments, seed);
        final long needed = search.bytes(table.size(), table.dimension());
        final long limit = ProcessorDefaults.trainingMemory();
        if (needed > limit) {
            throw new UsageError(option + " needs " + Math.ceilDiv(needed, MEBIBYTE) + " MB for " + table.size() + " vectors, ClusterCustomers allows " + limit / MEBIBYTE + " MB.");
        }
        final Clustering clustering = search.run(table, limit, workers, TrainingMonitor.NONE).clustering();
        if (clustering == null) {
            throw new UsageError(option + " finds no segments in these " + table.size() + " vectors.");
        }
        return Arrays.stream(clustering.assignments()).mapToInt(Nearest::segment).toArray();
    }

    @Override
    public String toString() {
        return option;
    }
}
