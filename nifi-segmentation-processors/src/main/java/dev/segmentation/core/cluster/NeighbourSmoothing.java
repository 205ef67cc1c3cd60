// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;

/**
 * Moves every row to the mean of its nearest rows, twice, so that rows of one theme gather and the borders between themes clear before
 * they are clustered. Nearest is measured by the cosine. Every row keeps its length.
 *
 * <p>Means of neighbours are one step of a blurring mean shift and the filter of a simplified graph convolution.
 *
 * <p>O(n c d) for c = min(n, {@value #MAXIMUM_CANDIDATES}) candidates, a seeded sample of the rows when there are more. From {@value #LEAST_ROWS_IN_CELLS} rows on few neighbours
 * are looked for among a part of the candidates, see {@link NearestRows#findNear}. The same table and seed give the same bytes for any number of threads.
 *
 * @see <a href="https://doi.org/10.1109/TIT.1975.1055330">Fukunaga, Hostetler: The estimation of the gradient of a density function, 1975</a>
 * @see <a href="https://proceedings.mlr.press/v97/wu19e.html">Wu and others: Simplifying graph convolutional networks, ICML 2019</a>
 */
public final class NeighbourSmoothing {

    /** Rows among which neighbours are looked for. */
    static final int MAXIMUM_CANDIDATES = 16_384;

    /** Fewer rows are soon compared with all candidates. */
    static final int LEAST_ROWS_IN_CELLS = 2 * MAXIMUM_CANDIDATES;

    /** Two cells have some 250 candidates: more neighbours would lie in others. */
    private static final int MOST_NEIGHBOURS_IN_CELLS = 20;
    private static final int ROUNDS = 2;
    /** A neighbourhood must be small beside a segment: at most this part of an average one. */
    private static final int PART_OF_SEGMENT = 4;
    private static final int LEAST_NEIGHBOURS = 2;
    private static final long STREAM = -2;
    /** Numbers per row by which rows are put side by side: their nearest cells, the key of these, the order. */
    private static final int ORDER = NearestRows.NEAR + 2;

    private final Workers workers;
    private final TrainingMonitor monitor;

    public NeighbourSmoothing(final Workers workers, final TrainingMonitor monitor) {
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @return bytes taken at most beside the table itself; not falling when there are more rows, which may have more neighbours
     */
    public static long bytes(final long rows, final int dimension, final int neighbours) {
        return 2 * VectorTable.bytes(rows, dimension) + VectorTable.bytes(Math.min(rows, MAXIMUM_CANDIDATES), dimension) + rows * neighbours * Integer.BYTES
                + (rows >= LEAST_ROWS_IN_CELLS ? CandidateCells.bytes(MAXIMUM_CANDIDATES, dimension) + rows * (neighbours + ORDER) * Integer.BYTES : 0);
    }

    /**
     * @param wanted neighbours asked for, 0 for none
     * @param segments largest number of segments that the rows will be divided into
     * @return neighbours to average so that a small segment is not blurred into its surroundings; 0 when the rows are too few to smooth
     */
    public static int neighbours(final int wanted, final long rows, final int segments) {
        final long most = Math.min(wanted, rows / ((long) PART_OF_SEGMENT * segments));
        return most < LEAST_NEIGHBOURS ? 0 : (int) most;
    }

    /**
     * @param table n x d
     * @param neighbours rows to average, each row itself among them; 1..n
     * @return n x d
     */
    public VectorTable smooth(final VectorTable table, final int neighbours, final long seed) {
        final int[] candidates = candidates(table.size(), seed);
        final NearestRows rows = new NearestRows(directions(table), candidates, workers, monitor);
        final int count = Math.min(neighbours, candidates.length);
        final int[][] nearest = inCells(table.size(), count) ? rows.findNear(count, seed) : rows.find(count);
        VectorTable smoothed = table;
        for (int round = 0; round < ROUNDS; round++) {
            smoothed = average(table, smoothed, nearest);
        }
        return smoothed;
    }

    private static boolean inCells(final long rows, final int neighbours) {
        return rows >= LEAST_ROWS_IN_CELLS && neighbours <= MOST_NEIGHBOURS_IN_CELLS;
    }

    private static int[] candidates(final int rows, final long seed) {
        final int[] all = new int[rows];
        Arrays.setAll(all, i -> i);
        if (rows <= MAXIMUM_CANDIDATES) {
            return all;
        }
        final RandomStream random = new RandomStream(seed, STREAM);
        for (int i = 0; i < MAXIMUM_CANDIDATES; i++) {
            final int other = i + (int) random.nextLong(rows - i);
            final int swapped = all[i];
            all[i] = all[other];
            all[other] = swapped;
        }
        final int[] sample = Arrays.copyOf(all, MAXIMUM_CANDIDATES);
        Arrays.sort(sample);
        return sample;
    }

    /** The rows scaled to length 1. */
    private static VectorTable directions(final VectorTable table) {
        final float[] row = new float[table.dimension()];
        final VectorTable directions = new VectorTable(table.dimension());
        for (int i = 0; i < table.size(); i++) {
            table.copyRow(i, row, 0);
            Vectors.normalize(row);
            directions.add(row);
        }
        return directions;
    }

    private VectorTable average(final VectorTable original, final VectorTable rows, final int[][] nearest) {
        final int dimension = rows.dimension();
        final VectorTable averaged = new VectorTable(dimension);
        final float[] nothing = new float[dimension];
        for (int i = 0; i < rows.size(); i++) {
            averaged.add(nothing);
        }
        workers.forEach(nearest.length, block -> {
            monitor.checkCancelled();
            final double[] sum = new double[dimension];
            final float[] row = new float[dimension];
            final int first = block * PackedVectors.BLOCK;
            final int points = Math.min(PackedVectors.BLOCK, rows.size() - first);
            final int neighbours = nearest[block].length / points;
            for (int b = 0; b < points; b++) {
                Arrays.fill(sum, 0);
                for (int rank = 0; rank < neighbours; rank++) {
                    rows.copyRow(nearest[block][b * neighbours + rank], row, 0);
                    for (int j = 0; j < dimension; j++) {
                        sum[j] += row[j];
                    }
                }
                original.copyRow(first + b, row, 0);
                rescale(sum, row);
                averaged.set(first + b, row);
            }
        });
        return averaged;
    }

    /**
     * @param row receives the sum, scaled to the row's length; stays when the neighbours cancel out
     */
    private static void rescale(final double[] sum, final float[] row) {
        double squares = 0;
        for (final double value : sum) {
            squares += value * value;
        }
        if (squares > 0) {
            final double scale = Vectors.norm(row) / Math.sqrt(squares);
            for (int j = 0; j < row.length; j++) {
                row[j] = (float) (sum[j] * scale);
            }
        }
    }
}
