// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.CandidateCells.Chunk;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The nearest of some candidate rows for every row of a table, by euclidean distance to float32 precision, with the blocked kernel:
 * 2 n c d floating-point operations for c candidates. Of equally near candidates the one compared first counts as nearer, so the result is the same
 * for any number of threads.
 */
final class NearestRows {

    /** Candidates scored at once: their scores for a block of points, 256 KB, stay in the second-level cache. */
    static final int CHUNK = 128;

    /** Cells that a row is compared with at least, of {@value #CHUNK}. */
    static final int NEAR = 2;
    private static final String STAGE = "nearest neighbours, blocks";

    private final VectorTable table;
    private final int[] candidates;
    private final Workers workers;
    private final TrainingMonitor monitor;

    /**
     * @param candidates c row numbers
     */
    NearestRows(final VectorTable table, final int[] candidates, final Workers workers, final TrainingMonitor monitor) {
        this.table = table;
        this.candidates = candidates;
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @param count neighbours wanted of each row, 1..c; a row that is a candidate is its own nearest one
     * @return for every block of {@value PackedVectors#BLOCK} rows its rows x count row numbers, row-major, nearest first: of all rows they may be more than an array holds
     */
    int[][] find(final int count) {
        final PackedVectors packed = PackedVectors.of(table, workers, monitor);
        final List<Chunk> chunks = CandidateCells.chunks(table, packed, candidates, workers, monitor);
        return find(packed, count, block -> chunks);
    }

    /**
     * As {@link #find}, where rows that are alike are compared with the candidates in the {@value #NEAR} of {@value #CHUNK} cells that are nearest to one of them:
     * a seventh of the work for sentence vectors. One neighbour of ten is missed, and the next one takes its place.
     *
     * @param seed of the cells
     */
    int[][] findNear(final int count, final long seed) {
        final PackedVectors packed = PackedVectors.of(table, workers, monitor);
        final CandidateCells cells = CandidateCells.of(table, packed, candidates, seed, workers, monitor);
        final int near = Math.min(NEAR, cells.size());
        final List<Chunk> centroids = List.of(cells.centroids());
        final int[][] nearest = find(packed, near, block -> centroids);
        final int[] keys = new int[packed.size()];
        forEachRow(nearest, near, i -> keys[i] = of(nearest, near, i, 0) * cells.size() + of(nearest, near, i, near > 1 ? 1 : 0));
        final int[] order = CountingSort.indexes(keys, cells.size() * cells.size());
        packed.reorder(order, workers, monitor);
        final int[][] found = find(packed, count, block -> cells.chunks(count, IntStream.range(block * PackedVectors.BLOCK, block * PackedVectors.BLOCK + packed.pointsIn(block))
                .flatMap(i -> IntStream.range(0, near).map(rank -> of(nearest, near, order[i], rank)))));
        return inOrderOfTheTable(found, count, order);
    }

    private static int of(final int[][] neighbours, final int count, final int row, final int rank) {
        return neighbours[row / PackedVectors.BLOCK][row % PackedVectors.BLOCK * count + rank];
    }

    private int[][] inOrderOfTheTable(final int[][] found, final int count, final int[] order) {
        final int[][] rows = new int[found.length][];
        Arrays.setAll(rows, block -> new int[found[block].length]);
        forEachRow(found, count,
                i -> System.arraycopy(found[i / PackedVectors.BLOCK], i % PackedVectors.BLOCK * count, rows[order[i] / PackedVectors.BLOCK], order[i] % PackedVectors.BLOCK * count, count));
        return rows;
    }

    private void forEachRow(final int[][] neighbours, final int count, final IntConsumer work) {
        workers.forEach(neighbours.length, block -> {
            monitor.checkCancelled();
            final int first = block * PackedVectors.BLOCK;
            for (int i = first; i < first + neighbours[block].length / count; i++) {
                work.accept(i);
            }
        });
    }

    private int[][] find(final PackedVectors packed, final int count, final IntFunction<List<Chunk>> chunksFor) {
        final int[][] neighbours = new int[packed.blocks()][];
        final ThreadLocal<Search> searches = ThreadLocal.withInitial(() -> new Search(count));
        workers.forEach(packed.blocks(), block -> {
            monitor.progress(STAGE, block, packed.blocks());
            final Search search = searches.get();
            search.start();
            for (final Chunk chunk : chunksFor.apply(block)) {
                monitor.checkCancelled();
                packed.score(block, chunk.values(), search.scores);
                search.take(chunk.rows());
            }
            neighbours[block] = new int[packed.pointsIn(block) * count];
            for (int b = 0; b < packed.pointsIn(block); b++) {
                for (int rank = 0; rank < count; rank++) {
                    neighbours[block][b * count + rank] = search.found[rank][b];
                }
            }
        });
        return neighbours;
    }

    /** The best candidates so far of the points of a block, best first. Working memory of one thread. */
    private static final class Search {

        private final float[][] scores = new float[CHUNK][PackedVectors.BLOCK];
        private final float[][] best;
        private final int[][] found;

        private Search(final int count) {
            best = new float[count][PackedVectors.BLOCK];
            found = new int[count][PackedVectors.BLOCK];
        }

        private void start() {
            for (final float[] row : best) {
                Arrays.fill(row, Float.NEGATIVE_INFINITY);
            }
        }

        private void take(final int[] rows) {
            final float[] worst = best[best.length - 1];
            for (int c = 0; c < rows.length; c++) {
                final float[] score = scores[c];
                for (int b = 0; b < PackedVectors.BLOCK; b++) {
                    if (score[b] > worst[b]) {
                        insert(b, score[b], rows[c]);
                    }
                }
            }
        }

        private void insert(final int b, final float score, final int row) {
            int rank = best.length - 1;
            while (rank > 0 && best[rank - 1][b] < score) {
                best[rank][b] = best[rank - 1][b];
                found[rank][b] = found[rank - 1][b];
                rank--;
            }
            best[rank][b] = score;
            found[rank][b] = row;
        }
    }
}
