// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;

import java.util.ArrayList;
import java.util.List;

/**
 * Agglomeration as it is defined, from the rows of the clusters and without updates, in double: O(n^3) pairs of clusters.
 */
final class NaiveLinkage {

    private final VectorTable table;
    private final int[] weights;
    private final Linkage linkage;

    /**
     * @param weights rows that each row stands for
     */
    NaiveLinkage(final VectorTable table, final int[] weights, final Linkage linkage) {
        this.table = table;
        this.weights = weights;
        this.linkage = linkage;
    }

    Dendrogram tree() {
        final List<Cluster> clusters = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            clusters.add(new Cluster(i, List.of(i), null, null));
        }
        final MergeList merges = new MergeList(table.size());
        while (clusters.size() > 1) {
            Cluster bestOne = null;
            Cluster bestOther = null;
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < clusters.size(); i++) {
                for (int j = 0; j < i; j++) {
                    final double distance = distance(clusters.get(j), clusters.get(i));
                    if (distance < least) {
                        least = distance;
                        bestOne = clusters.get(j);
                        bestOther = clusters.get(i);
                    }
                }
            }
            merges.add(bestOne.leaf, bestOther.leaf, least);
            clusters.remove(bestOne);
            clusters.remove(bestOther);
            final List<Integer> rows = new ArrayList<>(bestOne.rows);
            rows.addAll(bestOther.rows);
            clusters.add(new Cluster(bestOne.leaf, rows, bestOne, bestOther));
        }
        return merges.inOrder(weights);
    }

    private double distance(final Cluster one, final Cluster other) {
        return switch (linkage) {
            case WARD -> {
                final double oneSize = size(one);
                final double otherSize = size(other);
                yield Math.sqrt(2 * oneSize * otherSize / (oneSize + otherSize)) * meanDistance(one, other);
            }
            case CENTROID -> meanDistance(one, other);
            case WEIGHTED -> weighted(one, other);
            case AVERAGE, COMPLETE, SINGLE -> {
                double sum = 0;
                double greatest = 0;
                double least = Double.POSITIVE_INFINITY;
                for (final int i : one.rows) {
                    for (final int j : other.rows) {
                        final double distance = Math.sqrt(Vectors.squaredDistance(table.row(i), table.row(j)));
                        sum += weights[i] * weights[j] * distance;
                        greatest = Math.max(greatest, distance);
                        least = Math.min(least, distance);
                    }
                }
                yield linkage == Linkage.AVERAGE ? sum / size(one) / size(other) : linkage == Linkage.COMPLETE ? greatest : least;
            }
        };
    }

    private double weighted(final Cluster one, final Cluster other) {
        if (other.first == null && one.first == null) {
            return Math.sqrt(Vectors.squaredDistance(table.row(one.leaf), table.row(other.leaf)));
        }
        // The later cluster came last: its halves are what the update averaged.
        final boolean splitOne = one.rows.size() > other.rows.size() || other.first == null;
        return splitOne ? (weighted(one.first, other) + weighted(one.second, other)) / 2 : (weighted(one, other.first) + weighted(one, other.second)) / 2;
    }

    private double meanDistance(final Cluster one, final Cluster other) {
        double sum = 0;
        final double[] oneMean = mean(one);
        final double[] otherMean = mean(other);
        for (int t = 0; t < oneMean.length; t++) {
            sum += (oneMean[t] - otherMean[t]) * (oneMean[t] - otherMean[t]);
        }
        return Math.sqrt(sum);
    }

    private double[] mean(final Cluster cluster) {
        final double[] mean = new double[table.dimension()];
        for (final int row : cluster.rows) {
            for (int t = 0; t < mean.length; t++) {
                mean[t] += weights[row] * (double) table.row(row)[t] / size(cluster);
            }
        }
        return mean;
    }

    private double size(final Cluster cluster) {
        return cluster.rows.stream().mapToInt(row -> weights[row]).sum();
    }

    private record Cluster(int leaf, List<Integer> rows, Cluster first, Cluster second) {
    }
}
