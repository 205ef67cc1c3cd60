// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.embedding.UntrainableException;
import dev.segmentation.core.vector.VectorTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divisive analysis, for small data: the cluster of the greatest diameter is divided. The row with the greatest mean distance from the others founds a splinter group, and
 * rows that are nearer to it than to what remains follow, the most decided first. The height of a division is the diameter of what is divided: the parts have no greater one.
 * O(k n^2) for k segments; needs the distances of all pairs. Nothing is random.
 *
 * @see <a href="https://doi.org/10.1002/9780470316801.ch6">Kaufman, Rousseeuw: Finding groups in data, 1990, chapter 6</a>
 */
public final class Diana {

    private static final String STAGE = "divisions";
    private static final long MEBIBYTE = 1 << 20;

    private final DianaOptions options;
    private final Workers workers;
    private final TrainingMonitor monitor;

    public Diana(final DianaOptions options, final Workers workers, final TrainingMonitor monitor) {
        this.options = options;
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @return bytes that the table and everything derived from it take, beside some megabytes per thread
     */
    public static long bytes(final long rows, final int dimension) {
        final int rowArrays = 8;
        return VectorTable.bytes(rows, dimension) + DistanceMatrix.bytes(rows) + rowArrays * rows * Double.BYTES;
    }

    /**
     * @param table n x d finite values, n at least 1
     * @return the segments wanted, fewer when there are fewer different rows
     * @throws UntrainableException when the distances of all pairs need more than the memory limit
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Partitioning fit(final VectorTable table) {
        return hierarchy(table).cut(options.segments());
    }

    /**
     * @param table n x d finite values, n at least 1
     * @return a tree whose leaves are the segments wanted: to be cut into fewer
     * @throws UntrainableException when the distances of all pairs need more than the memory limit
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Hierarchy hierarchy(final VectorTable table) {
        final long bytes = bytes(table.size(), table.dimension());
        if (bytes > options.memoryLimit()) {
            throw new UntrainableException("dividing " + table.size() + " vectors of " + table.dimension() + " values needs " + Math.ceilDiv(bytes, MEBIBYTE)
                    + " MB, more than the Training Memory Limit of " + options.memoryLimit() / MEBIBYTE + " MB: raise it, or choose bisecting k-means");
        }
        final int[] ones = new int[table.size()];
        Arrays.fill(ones, 1);
        return hierarchy(DistanceMatrix.of(new RowDistances(table), Linkage.AVERAGE, ones, workers, monitor));
    }

    /**
     * @param matrix distances, not squared, of the n rows
     */
    Hierarchy hierarchy(final DistanceMatrix matrix) {
        final int size = matrix.size();
        final Division division = new Division(size);
        final List<int[]> parts = new ArrayList<>();
        final List<Float> diameters = new ArrayList<>();
        final int[] all = new int[size];
        Arrays.setAll(all, i -> i);
        parts.add(all);
        diameters.add(diameter(matrix, all));
        while (parts.size() < Math.min(options.segments(), size)) {
            monitor.progress(STAGE, parts.size(), options.segments());
            int widest = 0;
            for (int part = 1; part < parts.size(); part++) {
                widest = diameters.get(part) > diameters.get(widest) ? part : widest;
            }
            if (diameters.get(widest) == 0) {
                break;
            }
            final int[] rows = parts.get(widest);
            final boolean[] leaving = splinter(matrix, rows);
            final int[] splinter = select(rows, leaving, true);
            final int[] rest = select(rows, leaving, false);
            division.divide(widest, splinter, diameters.get(widest) * matrix.unit());
            parts.set(widest, rest);
            diameters.set(widest, diameter(matrix, rest));
            parts.add(splinter);
            diameters.add(diameter(matrix, splinter));
        }
        return division.hierarchy();
    }

    private float diameter(final DistanceMatrix matrix, final int[] rows) {
        float diameter = 0;
        for (int i = 1; i < rows.length; i++) {
            monitor.checkCancelled();
            final float[] row = matrix.block(rows[i]);
            final int offset = matrix.offset(rows[i]);
            for (int j = 0; j < i; j++) {
                diameter = Math.max(diameter, row[offset + rows[j]]);
            }
        }
        return diameter;
    }

    /** At least one leaves and one stays: the last one that could leave has nothing to be far from. */
    private boolean[] splinter(final DistanceMatrix matrix, final int[] rows) {
        final double[] toStaying = new double[rows.length];
        final double[] toLeaving = new double[rows.length];
        for (int i = 1; i < rows.length; i++) {
            monitor.checkCancelled();
            final float[] row = matrix.block(rows[i]);
            final int offset = matrix.offset(rows[i]);
            for (int j = 0; j < i; j++) {
                toStaying[i] += row[offset + rows[j]];
                toStaying[j] += row[offset + rows[j]];
            }
        }
        final boolean[] leaving = new boolean[rows.length];
        int left = 0;
        int next = farthest(toStaying);
        while (next >= 0) {
            monitor.checkCancelled();
            leaving[next] = true;
            left++;
            for (int i = 0; i < rows.length; i++) {
                if (i != next) {
                    final double distance = matrix.get(rows[i], rows[next]);
                    toStaying[i] -= distance;
                    toLeaving[i] += distance;
                }
            }
            next = mostDecided(toStaying, toLeaving, leaving, left);
        }
        return leaving;
    }

    private static int farthest(final double[] sums) {
        int farthest = 0;
        for (int i = 1; i < sums.length; i++) {
            farthest = sums[i] > sums[farthest] ? i : farthest;
        }
        return farthest;
    }

    /** The first of those that gain most by leaving, or -1 when none gains anything. */
    private static int mostDecided(final double[] toStaying, final double[] toLeaving, final boolean[] leaving, final int left) {
        final int others = toStaying.length - left - 1;
        int most = -1;
        double greatest = 0;
        for (int i = 0; i < toStaying.length && others > 0; i++) {
            final double gain = leaving[i] ? 0 : toStaying[i] / others - toLeaving[i] / left;
            if (gain > greatest) {
                greatest = gain;
                most = i;
            }
        }
        return most;
    }

    private static int[] select(final int[] rows, final boolean[] leaving, final boolean wanted) {
        int count = 0;
        final int[] selected = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (leaving[i] == wanted) {
                selected[count++] = rows[i];
            }
        }
        return Arrays.copyOf(selected, count);
    }
}
