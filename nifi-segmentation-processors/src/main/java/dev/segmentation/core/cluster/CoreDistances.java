// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.DotBlocks;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How far the m-th nearest row is, for every row. O(n^2 d).
 */
final class CoreDistances {

    private static final String STAGE = "core distances";

    private final RowDistances distances;
    private final int neighbours;
    private final Workers workers;
    private final TrainingMonitor monitor;

    /**
     * @param neighbours m, the row itself included, at least 1
     */
    CoreDistances(final RowDistances distances, final int neighbours, final Workers workers, final TrainingMonitor monitor) {
        this.distances = distances;
        this.neighbours = Math.min(neighbours, distances.size());
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @return n squared distances
     */
    double[] squared() {
        final double[] core = new double[distances.size()];
        if (neighbours == 1) {
            return core;
        }
        final AtomicInteger done = new AtomicInteger();
        workers.forEach(distances.blocks(), block -> {
            final int points = distances.pointsIn(block);
            final double[][] least = new double[points][neighbours];
            for (final double[] ascending : least) {
                Arrays.fill(ascending, Double.POSITIVE_INFINITY);
            }
            distances.forEachOther(block, distances.size(), monitor, (from, count, squared) -> {
                for (int j = 0; j < count; j++) {
                    for (int b = 0; b < points; b++) {
                        if (squared[j][b] < least[b][neighbours - 1]) {
                            insert(least[b], squared[j][b]);
                        }
                    }
                }
            });
            for (int b = 0; b < points; b++) {
                core[block * DotBlocks.POINTS + b] = least[b][neighbours - 1];
            }
            monitor.progress(STAGE, done.incrementAndGet(), distances.blocks());
        });
        return core;
    }

    private static void insert(final double[] ascending, final double value) {
        int place = ascending.length - 1;
        while (place > 0 && ascending[place - 1] > value) {
            ascending[place] = ascending[place - 1];
            place--;
        }
        ascending[place] = value;
    }
}
