// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * HDBSCAN* as it is defined: a cluster is a connected part of the graph of mutual reachability, and becomes several when all edges of its greatest necessary length go.
 */
final class NaiveHdbscan {

    private final int minimumSize;
    private final double[][] reach;
    private final int[] labels;
    private int clusters;

    NaiveHdbscan(final VectorTable table, final int minimumSize, final int minimumSamples) {
        this.minimumSize = minimumSize;
        reach = new double[table.size()][table.size()];
        labels = new int[table.size()];
        final double[] core = new double[table.size()];
        for (int i = 0; i < core.length; i++) {
            final int row = i;
            Arrays.setAll(reach[i], j -> Math.sqrt(Vectors.squaredDistance(table.row(row), table.row(j))));
            core[i] = Arrays.stream(reach[i]).sorted().toArray()[minimumSamples - 1];
        }
        for (int i = 0; i < core.length; i++) {
            for (int j = 0; j < core.length; j++) {
                reach[i][j] = Math.max(reach[i][j], Math.max(core[i], core[j]));
            }
        }
    }

    int[] labels() {
        Arrays.fill(labels, -1);
        final List<Integer> all = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            all.add(i);
        }
        new Cluster(all, 0).parts.forEach(Cluster::label);
        return labels;
    }

    private final class Cluster {

        private final List<Integer> rows;
        private final List<Cluster> parts = new ArrayList<>();
        private double mass;
        private double massBelow;

        private Cluster(final List<Integer> rows, final double birth) {
            this.rows = rows;
            List<Integer> left = rows;
            while (!left.isEmpty() && parts.isEmpty()) {
                final double length = necessary(left);
                final List<List<Integer>> large = components(left, length).stream().filter(component -> component.size() >= minimumSize).toList();
                final int staying = large.size() == 1 ? large.getFirst().size() : 0;
                mass += (left.size() - staying) * (1 / length - birth);
                if (large.size() > 1) {
                    large.forEach(component -> parts.add(new Cluster(component, 1 / length)));
                }
                left = staying > 0 ? large.getFirst() : List.of();
            }
            massBelow = parts.stream().mapToDouble(part -> Math.max(part.mass, part.massBelow)).sum();
        }

        private void label() {
            if (mass >= massBelow) {
                rows.forEach(row -> labels[row] = clusters);
                clusters++;
            } else {
                parts.forEach(Cluster::label);
            }
        }
    }

    /** The least length at which the rows hang together by edges no longer than it. */
    private double necessary(final List<Integer> rows) {
        final double[] lengths = rows.stream().flatMapToDouble(i -> rows.stream().filter(j -> j < i).mapToDouble(j -> reach[i][j])).sorted().distinct().toArray();
        int connected = lengths.length - 1;
        int apart = -1;
        while (connected - apart > 1) {
            final int middle = (connected + apart) >>> 1;
            if (components(rows, Math.nextUp(lengths[middle])).size() == 1) {
                connected = middle;
            } else {
                apart = middle;
            }
        }
        return lengths[connected];
    }

    /** By edges shorter than the length. */
    private List<List<Integer>> components(final List<Integer> rows, final double length) {
        final List<Integer> unseen = new ArrayList<>(rows);
        final List<List<Integer>> components = new ArrayList<>();
        while (!unseen.isEmpty()) {
            final List<Integer> component = new ArrayList<>();
            final Deque<Integer> open = new ArrayDeque<>();
            open.add(unseen.removeFirst());
            while (!open.isEmpty()) {
                final int row = open.remove();
                component.add(row);
                for (final Integer other : List.copyOf(unseen)) {
                    if (reach[row][other] < length) {
                        unseen.remove(other);
                        open.add(other);
                    }
                }
            }
            components.add(component);
        }
        return components;
    }
}
