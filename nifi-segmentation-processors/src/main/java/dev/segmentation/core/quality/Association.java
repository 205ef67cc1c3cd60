// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The association of two numbers of each row by Cramer's V, which is the root of chi squared over its greatest value, and how often chance gives as much.
 */
final class Association {

    /** Relative rounding of the statistic: random assignments that differ by less count as equal. */
    private static final double ROUNDING = 1e-12;
    private static final int CHECK = 1 << 16;

    private final Contingency table;
    private final int[] rows;
    private final int[] columns;

    /**
     * @param table of both numbers; at least two rows and two columns
     * @param first row id of each of n rows
     * @param second column id of each of n rows
     */
    Association(final Contingency table, final int[] first, final int[] second) {
        this.table = table;
        rows = Arrays.stream(first).map(id -> Arrays.binarySearch(table.rowIds(), id)).toArray();
        columns = Arrays.stream(second).map(id -> Arrays.binarySearch(table.columnIds(), id)).toArray();
    }

    /** @return 0..1 */
    double cramersV() {
        final double chiSquaredPerRow = statistic(table.counts()) - 1;
        return Math.sqrt(Math.clamp(chiSquaredPerRow / (Math.min(table.rowIds().length, table.columnIds().length) - 1), 0, 1));
    }

    /** Chi squared over n, plus 1: what is left of it when the totals are fixed. */
    private double statistic(final int[][] counts) {
        double sum = 0;
        for (int row = 0; row < counts.length; row++) {
            for (int column = 0; column < counts[row].length; column++) {
                final double count = counts[row][column];
                sum += count * count / ((double) table.rowTotals()[row] * table.columnTotals()[column]);
            }
        }
        return sum;
    }

    /**
     * The permutation test: the second numbers are dealt out anew. Each permutation has a random generator of its own.
     *
     * @param permutations B, at least 1
     * @return (1 + permutations with at least this association) / (1 + B)
     * @see <a href="https://doi.org/10.2202/1544-6115.1585">Phipson, Smyth: Permutation p-values should never be zero, 2010</a>
     */
    double pValue(final int permutations, final long seed, final Workers workers, final TrainingMonitor monitor) {
        final double observed = statistic(table.counts()) * (1 - ROUNDING);
        final long[] seeds = new SplittableRandom(seed).longs(permutations).toArray();
        final boolean[] reached = new boolean[permutations];
        workers.forEach(permutations, permutation -> reached[permutation] = statistic(permuted(seeds[permutation], monitor)) >= observed);
        int count = 1;
        for (final boolean each : reached) {
            count += each ? 1 : 0;
        }
        return count / (permutations + 1.0);
    }

    private int[][] permuted(final long seed, final TrainingMonitor monitor) {
        monitor.checkCancelled();
        final SplittableRandom random = new SplittableRandom(seed);
        final int[] dealt = columns.clone();
        final int[][] counts = new int[table.rowIds().length][table.columnIds().length];
        for (int i = dealt.length - 1; i >= 0; i--) {
            final int place = random.nextInt(i + 1);
            counts[rows[i]][dealt[place]]++;
            dealt[place] = dealt[i];
            if (i % CHECK == 0) {
                monitor.checkCancelled();
            }
        }
        return counts;
    }
}
