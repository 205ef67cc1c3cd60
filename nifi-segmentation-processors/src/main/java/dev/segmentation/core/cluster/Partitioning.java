// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.PackedVectors;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.List;

/**
 * Rows in segments, as the algorithms without centroids find them.
 *
 * @param labels for each of the n rows its segment, by descending size, or -1 for noise
 * @param segments k, 0 when all is noise
 * @param tree over the segments, whose leaf s is segment s; or null
 * @param notes what the user should know about how it was made, in plain sentences without customer data
 */
public record Partitioning(int[] labels, int segments, Dendrogram tree, List<String> notes) {

    public Partitioning {
        notes = List.copyOf(notes);
    }

    /**
     * Numbers segments by descending size, those of equal size by their first row.
     *
     * @param labels n labels, -1..clusters-1, each cluster with at least one row
     * @param tree over the clusters, or null
     */
    static Partitioning of(final int[] labels, final int clusters, final Dendrogram tree, final List<String> notes) {
        final int[] order = Members.bySize(labels, clusters);
        final int[] segmentOf = new int[clusters];
        for (int segment = 0; segment < clusters; segment++) {
            segmentOf[order[segment]] = segment;
        }
        final int[] segments = Arrays.stream(labels).map(label -> label == Members.NOISE ? Members.NOISE : segmentOf[label]).toArray();
        return new Partitioning(segments, clusters, tree == null ? null : tree.renumbered(segmentOf), notes);
    }

    /**
     * @return the same rows in the same segments as a clustering has them
     */
    static Partitioning of(final Clustering clustering) {
        final int[] labels = Arrays.stream(clustering.assignments()).mapToInt(Nearest::segment).toArray();
        return new Partitioning(labels, clustering.sizes().length, null, List.of());
    }

    /**
     * Gives the segments centroids, the means of their rows, and every row its place relative to its own segment. O(n d k).
     *
     * @param table the n x d rows that were clustered
     * @param requested segments that were wanted
     * @throws IllegalStateException when there are no segments
     */
    public Clustering toClustering(final VectorTable table, final int requested, final Workers workers, final TrainingMonitor monitor) {
        if (segments == 0) {
            throw new IllegalStateException("there are no segments, all rows are noise");
        }
        final float[][] centroids = Members.means(table, labels, new float[segments][table.dimension()]);
        final PackedVectors packed = PackedVectors.of(table, workers, monitor);
        final Nearest[] nearest = Assigner.once(packed, workers, monitor).own(centroids, labels);
        double inertia = 0;
        for (final Nearest row : nearest) {
            inertia += row.segment() == Members.NOISE ? 0 : (double) row.distance() * row.distance();
        }
        return new Clustering(new Centroids(centroids), nearest, Members.counts(labels, segments), inertia, 1, requested);
    }
}
