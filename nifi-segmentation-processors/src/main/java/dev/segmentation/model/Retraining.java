// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.lineage.Lineage;
import dev.segmentation.core.cluster.lineage.LineageBasis;
import dev.segmentation.core.cluster.lineage.Promotion;
import dev.segmentation.core.cluster.lineage.SegmentationScores;
import dev.segmentation.core.cluster.lineage.SilhouetteComparison;
import dev.segmentation.core.vector.VectorTable;

/**
 * A new clustering beside the model that it follows: which ids its segments get, and whether it may take the model's place.
 *
 * @param parentVersion version of the earlier model, or null without one
 * @param lineage ids of the new segments, and where they come from
 * @param before scores of the earlier model's segments on the rows of the new clustering, null in all that was not or cannot be measured
 * @param after scores of the new segments on the same rows
 */
public record Retraining(String parentVersion, Lineage lineage, SegmentationScores before, SegmentationScores after) {

    /**
     * @param stability of the clustering, -1..1, or null when it was not measured
     * @return the training of a first model
     */
    public static Retraining first(final Clustering clustering, final Double stability) {
        return new Retraining(null, Lineage.first(clustering), new SegmentationScores(null, null), new SegmentationScores(null, stability));
    }

    /**
     * Compares with the earlier model, by the rows just clustered: nothing but the two models and these rows is needed.
     *
     * @param previous the model that is in use, of the same name, or null for a first model
     * @param embedder id of what made the vectors that were clustered, or null when it is not known
     * @param clustering of the table
     * @param table n x d, n at least 1
     * @param asBefore the same rows as vectors of the earlier model's kind, the table itself where nothing but the embedder makes vectors; null when the earlier model goes by other features
     * @param stability of the clustering, -1..1, or null when it was not measured
     * @param seed of the sample that silhouettes are taken of
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public static Retraining of(final SegmentModel previous, final String embedder, final Clustering clustering, final VectorTable table, final VectorTable asBefore, final Double stability,
            final long seed, final Workers workers, final TrainingMonitor monitor) {
        if (previous == null) {
            return first(clustering, stability);
        }
        final LineageBasis basis = basis(previous, embedder, asBefore);
        if (basis != LineageBasis.COMPARED) {
            final Lineage lineage = Lineage.incomparable(basis, previous.earlierSegments(), clustering);
            return new Retraining(previous.version(), lineage, new SegmentationScores(null, null), new SegmentationScores(null, stability));
        }
        final Nearest[] before = previous.centroids().nearest(asBefore, workers, monitor);
        final SilhouetteComparison silhouettes = SilhouetteComparison.of(table, before, clustering.assignments(), seed, workers, monitor);
        // The scaling of features moves with the data: centroids are compared where the earlier ones lie.
        final Clustering comparable = asBefore == table ? clustering : clustering.in(asBefore, workers, monitor);
        return new Retraining(previous.version(), Lineage.of(previous.earlierSegments(), comparable, before),
                new SegmentationScores(silhouettes.before(), previous.stability()), new SegmentationScores(silhouettes.after(), stability));
    }

    private static LineageBasis basis(final SegmentModel previous, final String embedder, final VectorTable asBefore) {
        if (!previous.fits(embedder)) {
            return LineageBasis.OTHER_EMBEDDER;
        }
        if (asBefore == null) {
            return LineageBasis.OTHER_FEATURES;
        }
        return previous.centroids().dimension() == asBefore.dimension() ? LineageBasis.COMPARED : LineageBasis.OTHER_DIMENSION;
    }

    /**
     * @param margin by which silhouette and stability may fall, 0 or more
     * @return whether the new model may take the earlier one's place; a first model, or one whose vectors cannot be compared with the earlier one's, may
     */
    public Promotion promotion(final double margin) {
        return Promotion.of(before, after, margin);
    }
}
