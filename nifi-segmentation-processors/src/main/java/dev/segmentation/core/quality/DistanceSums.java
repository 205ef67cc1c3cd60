// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.DotBlocks;

import java.util.stream.IntStream;

/**
 * For every row the sum of its distances to the rows of every segment, with every pair of rows multiplied once: blocks are compared in pairs, and a distance
 * counts for both of its rows.
 *
 * <p>Two pairs that share a block would write to the same sums. So the pairs are played like a tournament: in round r meet the blocks whose numbers add up to r
 * modulo the number of blocks. That brings every pair together once and no block twice in a round, and the rounds, one after the other, fix the order in which
 * a block's sums grow: any number of threads gives the same bits.</p>
 */
final class DistanceSums {

    private static final int POINTS = DotBlocks.POINTS;
    private static final int CHUNK = 64;

    private final CentredRows rows;
    private final int[] segments;
    private final int blocks;
    /** For every row the first one behind it that is of another segment. */
    private final int[] ends;
    /** By block, segment, and point of the block. */
    private final double[][][] euclidean;
    private final double[][][] cosine;

    private DistanceSums(final CentredRows rows, final int[] segments, final int segmentCount) {
        this.rows = rows;
        this.segments = segments;
        blocks = (rows.size() + POINTS - 1) / POINTS;
        ends = new int[segments.length];
        for (int i = ends.length - 1; i >= 0; i--) {
            ends[i] = i + 1 < ends.length && segments[i + 1] == segments[i] ? ends[i + 1] : i + 1;
        }
        euclidean = new double[blocks][segmentCount][POINTS];
        cosine = new double[blocks][segmentCount][POINTS];
    }

    /**
     * @return bytes that the sums take
     */
    static long bytes(final long rows, final long segments) {
        return 2 * Double.BYTES * segments * ((rows + POINTS - 1) / POINTS * POINTS);
    }

    /**
     * @param segments of the rows, 0 up to segmentCount exclusive, in ascending order
     */
    static DistanceSums of(final CentredRows rows, final int[] segments, final int segmentCount, final Workers workers, final TrainingMonitor monitor) {
        final DistanceSums sums = new DistanceSums(rows, segments, segmentCount);
        for (int round = 0; round < sums.blocks; round++) {
            final int number = round;
            final int[] first = IntStream.range(0, sums.blocks).filter(block -> block <= sums.opponent(block, number)).toArray();
            workers.forEach(first.length, pair -> sums.compare(first[pair], sums.opponent(first[pair], number), monitor));
        }
        return sums;
    }

    private int opponent(final int block, final int round) {
        return Math.floorMod(round - block, blocks);
    }

    double[] euclidean(final int block, final int segment) {
        return euclidean[block][segment];
    }

    double[] cosine(final int block, final int segment) {
        return cosine[block][segment];
    }

    private void compare(final int block, final int opponent, final TrainingMonitor monitor) {
        final int start = block * POINTS;
        final int count = Math.min(POINTS, rows.size() - start);
        final int end = Math.min(rows.size(), (opponent + 1) * POINTS);
        final BlockDistances distances = new BlockDistances(rows, start, count);
        final double[][] others = new double[CHUNK][rows.paddedDimension()];
        final double[] byLength = new double[POINTS];
        final double[] byAngle = new double[POINTS];
        for (int from = opponent * POINTS; from < end; from += CHUNK) {
            monitor.checkCancelled();
            final int size = Math.min(CHUNK, end - from);
            rows.copy(from, size, others);
            distances.multiply(others, size);
            for (int j = 0; j < size; j++) {
                final int other = from + j;
                if (block == opponent) {
                    distances.add(j, other, euclidean[block][segments[other]], cosine[block][segments[other]]);
                } else {
                    distances.put(j, other, byLength, byAngle);
                    add(byLength, euclidean[block][segments[other]]);
                    add(byAngle, cosine[block][segments[other]]);
                    addBySegment(byLength, start, count, euclidean[opponent], other - opponent * POINTS);
                    addBySegment(byAngle, start, count, cosine[opponent], other - opponent * POINTS);
                }
            }
        }
    }

    private static void add(final double[] distances, final double[] sums) {
        for (int b = 0; b < POINTS; b++) {
            sums[b] += distances[b];
        }
    }

    /** The block's rows are ordered by segment. */
    private void addBySegment(final double[] distances, final int start, final int count, final double[][] sums, final int point) {
        int from = 0;
        while (from < count) {
            final int to = Math.min(count, ends[start + from] - start);
            sums[segments[start + from]][point] += sum(distances, from, to);
            from = to;
        }
    }

    /** Eight sums side by side: one alone would wait for every addition. */
    private static double sum(final double[] values, final int from, final int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = from;
        for (; i + 8 <= to; i += 8) {
            s0 += values[i];
            s1 += values[i + 1];
            s2 += values[i + 2];
            s3 += values[i + 3];
            s4 += values[i + 4];
            s5 += values[i + 5];
            s6 += values[i + 6];
            s7 += values[i + 7];
        }
        for (; i < to; i++) {
            s0 += values[i];
        }
        return s0 + s1 + (s2 + s3) + (s4 + s5 + (s6 + s7));
    }
}
