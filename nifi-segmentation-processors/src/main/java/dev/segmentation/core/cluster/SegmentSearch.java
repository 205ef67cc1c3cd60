// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * The way from vectors to segments: smoothing, if wanted, then an algorithm. Smoothed rows decide which rows belong together and nothing else:
 * centroids and distances are those of the rows themselves.
 *
 * @param method the algorithm
 * @param smoothing neighbours wanted in {@link NeighbourSmoothing}, 0 for none; for algorithms that are told the number of segments
 * @param seed of all that is random
 * @param start centroids of rows, not smoothed, that the algorithm starts from; or null
 */
public record SegmentSearch(ClusteringMethod method, int smoothing, long seed, Centroids start) implements TrainingOptions {

    private static final int NEAREST_BYTES = 32;

    /** From where the algorithm itself begins. */
    public SegmentSearch(final ClusteringMethod method, final int smoothing, final long seed) {
        this(method, smoothing, seed, null);
    }

    @Override
    public String algorithm() {
        return method.algorithm();
    }

    @Override
    public Map<String, Object> values() {
        final Map<String, Object> values = new LinkedHashMap<>(method.values());
        values.put("neighbour_smoothing", smoothing);
        if (start != null) {
            values.put("start", "from-model-in-use");
        }
        return values;
    }

    /**
     * @return bytes that the table and everything derived from it take at most; of an algorithm that can do with less, the least
     */
    public long bytes(final long rows, final int dimension) {
        final long table = VectorTable.bytes(rows, dimension);
        final int neighbours = neighbours(rows);
        if (neighbours == 0 && method.byCentroids()) {
            return method.bytes(rows, dimension);
        }
        // The rows are compared with the means of their segments, twice.
        final long afterwards = table + PackedVectors.bytes(rows, dimension) + rows * (2 * NEAREST_BYTES + Integer.BYTES);
        final long before = neighbours == 0 ? 0 : table + NeighbourSmoothing.bytes(rows, dimension, neighbours);
        return Math.max(Math.max(before, afterwards), method.bytes(rows, dimension) + (neighbours == 0 ? 0 : table));
    }

    /**
     * @param segments wanted, at least 1
     * @return the same search for so many segments
     * @throws UnsupportedOperationException when the algorithm finds their number
     */
    public SegmentSearch withSegments(final int segments) {
        return new SegmentSearch(method.withSegments(segments), smoothing, seed);
    }

    /**
     * @param centroids one for each segment wanted
     * @return the same search, starting from them
     * @throws UnsupportedOperationException when the algorithm starts from no centroids
     */
    public SegmentSearch startingAt(final Centroids centroids) {
        return new SegmentSearch(method.startingAt(centroids), smoothing, seed, centroids);
    }

    /**
     * @return the same search, from where the algorithm itself begins
     */
    SegmentSearch anew() {
        return start == null ? this : new SegmentSearch(method.startingAt(null), smoothing, seed);
    }

    /**
     * @return rows of which no more than so many bytes are needed, 0 or more
     */
    public int rowsWithin(final long bytes, final int dimension) {
        return rowsWithin(bytes, rows -> bytes(rows, dimension));
    }

    /**
     * @param bytesOfRows bytes that so many rows need, not falling
     * @return rows of which no more than so many bytes are needed, 0 or more
     */
    public static int rowsWithin(final long bytes, final LongUnaryOperator bytesOfRows) {
        int fit = 0;
        int tooMany = Integer.MAX_VALUE - PackedVectors.BLOCK;
        while (tooMany - fit > 1) {
            final int middle = (fit + tooMany) >>> 1;
            if (bytesOfRows.applyAsLong(middle) <= bytes) {
                fit = middle;
            } else {
                tooMany = middle;
            }
        }
        return fit;
    }

    /**
     * @param table n x d finite values, n at least 1
     * @param memoryLimit bytes that the table and everything derived from it may take, at least {@link #bytes} of it
     * @throws IllegalArgumentException when the rows do not suit the algorithm
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Segmentation run(final VectorTable table, final long memoryLimit, final Workers workers, final TrainingMonitor monitor) {
        final int neighbours = neighbours(table.size());
        if (neighbours == 0) {
            return method.segment(table, memoryLimit, workers, monitor);
        }
        final int[] attracted = start == null ? null : Arrays.stream(start.nearest(table, workers, monitor)).mapToInt(Nearest::segment).toArray();
        final VectorTable smoothed = new NeighbourSmoothing(workers, monitor).smooth(table, neighbours, seed);
        final long left = memoryLimit - VectorTable.bytes(table.size(), table.dimension());
        // The smoothed rows' own means: smoothing moves all rows inwards or together.
        final ClusteringMethod started = start == null ? method : method.startingAt(new Centroids(Members.means(smoothed, attracted, start.toArray())));
        return Segmentation.of(started.partition(smoothed, left, workers, monitor), table, method.segments(), workers, monitor);
    }

    private int neighbours(final long rows) {
        return method.segments() == 0 ? 0 : NeighbourSmoothing.neighbours(smoothing, rows, method.segments());
    }
}
