// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.List;

/**
 * A table's rows in segments, and what is to be known about them.
 *
 * @param clustering the segments, or null when all rows are noise
 * @param tree over the segments, whose leaf s is segment s; or null
 * @param centroidAgreement share of the rows in segments that lie nearest to their own segment's centroid, which is what new rows get; null without segments
 * @param notes what the user should know about how it was made, in plain sentences without customer data
 */
public record Segmentation(Clustering clustering, Dendrogram tree, Double centroidAgreement, List<String> notes) {

    public Segmentation {
        notes = List.copyOf(notes);
    }

    /**
     * @param clustering in which every row belongs to the nearest centroid
     */
    public static Segmentation of(final Clustering clustering) {
        return new Segmentation(clustering, null, 1.0, List.of());
    }

    /**
     * Gives segments centroids, the means of their rows, and measures how far these stand for them. O(n d k).
     *
     * @param table the n x d rows whose means the centroids are to be
     * @param wanted segments that were wanted, or 0 when the algorithm found their number
     */
    static Segmentation of(final Partitioning partitioning, final VectorTable table, final int wanted, final Workers workers, final TrainingMonitor monitor) {
        if (partitioning.segments() == 0) {
            return new Segmentation(null, null, null, partitioning.notes());
        }
        final Clustering clustering = partitioning.toClustering(table, wanted == 0 ? partitioning.segments() : wanted, workers, monitor);
        final Nearest[] nearest = clustering.centroids().nearest(table, workers, monitor);
        int inSegments = 0;
        int agreeing = 0;
        for (int row = 0; row < nearest.length; row++) {
            final Nearest own = clustering.assignments()[row];
            if (!own.isNoise()) {
                inSegments++;
                agreeing += own.segment() == nearest[row].segment() ? 1 : 0;
            }
        }
        return new Segmentation(clustering, partitioning.tree(), (double) agreeing / inSegments, partitioning.notes());
    }
}
