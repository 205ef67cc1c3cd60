// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides the greatest cluster in two by k-means, until there are enough. The height of a division is the square root of the inertia of what is divided:
 * the parts have less. O(n d log k) when clusters split evenly, times starts and iterations. The same table, options and seed give the same bytes for any number of threads.
 *
 * @see <a href="https://www.stat.cmu.edu/~rnugent/PCMI2016/papers/DocClusterComparison.pdf">Steinbach, Karypis, Kumar: A comparison of document clustering techniques, 2000</a>
 */
public final class BisectingKMeans {

    private static final String STAGE = "divisions";
    private static final int HALVES = 2;

    private final BisectingOptions options;
    private final Workers workers;
    private final TrainingMonitor monitor;

    public BisectingKMeans(final BisectingOptions options, final Workers workers, final TrainingMonitor monitor) {
        this.options = options;
        this.workers = workers;
        this.monitor = monitor;
    }

    /**
     * @return bytes that the table and everything derived from it take at most
     */
    public static long bytes(final long rows, final int dimension) {
        return VectorTable.bytes(rows, dimension) + KMeans.bytes(rows, dimension, HALVES) + 2 * rows * Integer.BYTES;
    }

    /**
     * @param table n x d finite values, n at least 1
     * @return the segments wanted, fewer when nothing is left that could be divided
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Partitioning fit(final VectorTable table) {
        return hierarchy(table).cut(options.kMeans().segments());
    }

    /**
     * @param table n x d finite values, n at least 1
     * @return a tree whose leaves are the segments wanted: to be cut into fewer
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public Hierarchy hierarchy(final VectorTable table) {
        final Division division = new Division(table.size());
        final List<Part> parts = new ArrayList<>();
        final int[] all = new int[table.size()];
        Arrays.setAll(all, i -> i);
        parts.add(new Part(all, inertia(table)));
        final int wanted = options.kMeans().segments();
        while (parts.size() < wanted) {
            monitor.progress(STAGE, parts.size(), wanted);
            final int greatest = greatest(parts);
            if (greatest < 0) {
                break;
            }
            final Part part = parts.get(greatest);
            final List<Part> halves = halves(table, part, parts.size());
            if (halves.size() == HALVES) {
                parts.set(greatest, halves.getFirst());
                parts.add(halves.getLast());
                division.divide(greatest, halves.getLast().rows(), Math.sqrt(part.inertia()));
            } else {
                parts.set(greatest, new Part(part.rows(), 0));
            }
        }
        return division.hierarchy();
    }

    private double inertia(final VectorTable table) {
        final KMeansOptions one = new KMeansOptions(1, 1, 1, 0, options.kMeans().seed());
        return new KMeans(one, workers, monitor).fit(table).inertia();
    }

    /** Index of the part to be divided, or -1 when there is none: no inertia means equal rows. */
    private int greatest(final List<Part> parts) {
        int greatest = -1;
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).inertia() > 0 && (greatest < 0 || weight(parts.get(i)) > weight(parts.get(greatest)))) {
                greatest = i;
            }
        }
        return greatest;
    }

    private double weight(final Part part) {
        return switch (options.criterion()) {
            case INERTIA -> part.inertia();
            case SIZE -> part.rows().length;
        };
    }

    /** Two parts, or one when k-means cannot tell the rows apart. */
    private List<Part> halves(final VectorTable table, final Part part, final int number) {
        final KMeansOptions kMeans = options.kMeans();
        final KMeansOptions split = new KMeansOptions(HALVES, kMeans.restarts(), kMeans.maximumIterations(), kMeans.tolerance(), kMeans.seed() + number);
        final Clustering clustering = new KMeans(split, workers, monitor).fit(Members.table(table, part.rows()));
        final int[] labels = new int[part.rows().length];
        final double[] inertias = new double[clustering.sizes().length];
        for (int i = 0; i < labels.length; i++) {
            final Nearest nearest = clustering.assignments()[i];
            labels[i] = nearest.segment();
            inertias[labels[i]] += (double) nearest.distance() * nearest.distance();
        }
        final int[][] members = Members.of(labels, inertias.length);
        final List<Part> halves = new ArrayList<>();
        for (int half = 0; half < members.length; half++) {
            halves.add(new Part(Arrays.stream(members[half]).map(i -> part.rows()[i]).toArray(), inertias[half]));
        }
        return halves;
    }

    /**
     * @param rows in ascending order
     * @param inertia sum of their squared distances from their mean; 0 when they cannot be divided
     */
    private record Part(int[] rows, double inertia) {
    }
}
