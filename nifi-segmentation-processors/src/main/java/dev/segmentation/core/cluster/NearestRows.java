// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedCentroids;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * The nearest of some candidate rows for every row of a table, by euclidean distance to float32 precision, with the blocked kernel:
 * 2 n c d floating-point operations for c candidates. Of equally near candidates the earlier one counts as nearer, so the result is the same
 * for any number of threads.
 */
final class NearestRows {

    /** Candidates scored at once: their scores for a block of points, 256 KB, stay in the second-level cache. */
    private static final int CHUNK = 128;
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
        final PackedCentroids[] chunks = new PackedCentroids[(candidates.length + CHUNK - 1) / CHUNK];
        workers.forEach(chunks.length, chunk -> {
            monitor.checkCancelled();
            chunks[chunk] = packed.pack(Arrays.stream(candidates, chunk * CHUNK, Math.min(candidates.length, (chunk + 1) * CHUNK)).mapToObj(table::row).toArray(float[][]::new));
        });
        final int[][] neighbours = new int[packed.blocks()][];
        final ThreadLocal<Search> searches = ThreadLocal.withInitial(() -> new Search(count));
        workers.forEach(packed.blocks(), block -> {
            monitor.progress(STAGE, block, packed.blocks());
            final Search search = searches.get();
            search.start();
            for (int chunk = 0; chunk < chunks.length; chunk++) {
                monitor.checkCancelled();
                packed.score(block, chunks[chunk], search.scores);
                search.take(chunks[chunk].size(), chunk * CHUNK);
            }
            neighbours[block] = new int[packed.pointsIn(block) * count];
            for (int b = 0; b < packed.pointsIn(block); b++) {
                for (int rank = 0; rank < count; rank++) {
                    neighbours[block][b * count + rank] = candidates[search.found[rank][b]];
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

        private void take(final int size, final int firstCandidate) {
            final float[] worst = best[best.length - 1];
            for (int c = 0; c < size; c++) {
                final float[] score = scores[c];
                for (int b = 0; b < PackedVectors.BLOCK; b++) {
                    if (score[b] > worst[b]) {
                        insert(b, score[b], firstCandidate + c);
                    }
                }
            }
        }

        private void insert(final int b, final float score, final int candidate) {
            int rank = best.length - 1;
            while (rank > 0 && best[rank - 1][b] < score) {
                best[rank][b] = best[rank - 1][b];
                found[rank][b] = found[rank - 1][b];
                rank--;
            }
            best[rank][b] = score;
            found[rank][b] = candidate;
        }
    }
}
