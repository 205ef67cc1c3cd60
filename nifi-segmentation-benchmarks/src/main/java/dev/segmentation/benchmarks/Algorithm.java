// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.KMeans;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.processors.ProcessorDefaults;

import java.util.Arrays;
import java.util.List;

/**
 * What can make segments of vectors, each with ClusterCustomers' defaults.
 */
enum Algorithm {

    K_MEANS("k-means") {
        @Override
        int[] cluster(final VectorTable table, final int segments, final long seed, final Workers workers) {
            final Nearest[] assignments = new KMeans(ProcessorDefaults.kMeans(segments, seed), workers, TrainingMonitor.NONE).fit(table).assignments();
            return Arrays.stream(assignments).mapToInt(Nearest::segment).toArray();
        }
    };

    static final List<String> NAMES = Arrays.stream(values()).map(algorithm -> algorithm.option).toList();

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
     * @return the segment of each row, 0 or more
     */
    abstract int[] cluster(VectorTable table, int segments, long seed, Workers workers);

    @Override
    public String toString() {
        return option;
    }
}
