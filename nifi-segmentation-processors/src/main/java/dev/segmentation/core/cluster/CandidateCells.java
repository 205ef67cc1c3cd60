// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedCentroids;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Candidates for neighbours in cells of candidates that are alike, found by k-means: an inverted file. Points need to be compared only with the cells
 * that are near, and miss the neighbours in the others.
 *
 * @param centroids of the cells, numbered from 0
 * @param cells the candidates of each cell, in chunks
 * @see <a href="https://doi.org/10.1109/TPAMI.2010.57">Jégou, Douze, Schmid: Product quantization for nearest neighbor search, 2011, section 4</a>
 */
record CandidateCells(Chunk centroids, List<List<Chunk>> cells) {

    private static final int ITERATIONS = 10;
    /** Their centroids are compared at once. */
    private static final int CELLS = NearestRows.CHUNK;

    /**
     * @param rows numbers of what is compared, at most {@link NearestRows#CHUNK}
     * @param values the rows of these numbers
     */
    record Chunk(int[] rows, PackedCentroids values) {
    }

    /**
     * @return bytes that {@link #of} needs for so many candidates beside them
     */
    static long bytes(final long candidates, final int dimension) {
        return KMeans.bytes(candidates, dimension, CELLS);
    }

    /**
     * @param points of the table, which are to be compared with the candidates
     * @param candidates row numbers, at least 1
     * @param seed the same seed divides the same candidates into the same cells
     */
    static CandidateCells of(final VectorTable table, final PackedVectors points, final int[] candidates, final long seed, final Workers workers, final TrainingMonitor monitor) {
        final Clustering clustering = new KMeans(new KMeansOptions(CELLS, 1, ITERATIONS, 0, seed), workers, monitor).fit(Members.table(table, candidates));
        final int[][] members = Members.of(clustering.labels(), clustering.sizes().length);
        return new CandidateCells(new Chunk(IntStream.range(0, members.length).toArray(), points.pack(clustering.centroids().toArray())), Arrays.stream(members)
                .map(cell -> chunks(table, points, Arrays.stream(cell).map(i -> candidates[i]).toArray(), workers, monitor)).toList());
    }

    /**
     * @param candidates row numbers
     * @return the candidates in their order
     */
    static List<Chunk> chunks(final VectorTable table, final PackedVectors points, final int[] candidates, final Workers workers, final TrainingMonitor monitor) {
        final Chunk[] chunks = new Chunk[Math.ceilDiv(candidates.length, NearestRows.CHUNK)];
        workers.forEach(chunks.length, chunk -> {
            monitor.checkCancelled();
            final int[] rows = Arrays.copyOfRange(candidates, chunk * NearestRows.CHUNK, Math.min(candidates.length, (chunk + 1) * NearestRows.CHUNK));
            chunks[chunk] = new Chunk(rows, points.pack(Arrays.stream(rows).mapToObj(table::row).toArray(float[][]::new)));
        });
        return List.of(chunks);
    }

    int size() {
        return cells.size();
    }

    /**
     * @param count candidates wanted at least
     * @param wanted cells, which may repeat; when they have too few candidates, all cells
     */
    List<Chunk> chunks(final int count, final IntStream wanted) {
        final List<Chunk> chunks = wanted.distinct().sorted().boxed().flatMap(cell -> cells.get(cell).stream()).toList();
        return chunks.stream().mapToInt(chunk -> chunk.rows.length).sum() < count ? cells.stream().flatMap(List::stream).toList() : chunks;
    }
}
