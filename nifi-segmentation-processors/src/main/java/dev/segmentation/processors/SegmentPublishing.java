// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.ResampledStability;
import dev.segmentation.core.cluster.lineage.Promotion;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.Retraining;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;

import java.util.Optional;

/**
 * What a new clustering is held against: the model that is in use, and by how much the scores may fall.
 *
 * @param previous the newest model of the name, or null when there is none or ids are not kept
 * @param margin by which silhouette and stability may fall, or null when every model is published
 */
record SegmentPublishing(SegmentModel previous, Double margin) {

    /** Scores are -1..1. */
    private static final double LARGEST_MARGIN = 2;

    private static final Validator MARGIN_VALIDATOR = (subject, input, context) -> new ValidationResult.Builder()
            .subject(subject)
            .input(input)
            .valid(isMargin(input))
            .explanation("it takes a number from 0 to 2, for example 0.05")
            .build();

    static final PropertyDescriptor KEEP_SEGMENT_IDS = new PropertyDescriptor.Builder()
            .name("Keep Segment Ids")
            .description("""
                    Whether segments that the newest model of this name in the Model Store has too keep their ids, so that a segment has one id from training to training and no id is given twice. \
                    Otherwise ids run from 0 in the order of size at every training.""")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("true")
            .build();

    static final PropertyDescriptor PROMOTION_MARGIN = new PropertyDescriptor.Builder()
            .name("Promotion Margin")
            .description("""
                    By how much the silhouette or the stability may be below the newest model's: 0.05 for example. The silhouettes of both are measured on the same vectors. The stability, \
                    how surely other vectors of the same kind would give the same segments, is measured at each training that has a margin, and takes some time. \
                    A model that is worse is not published and goes to rejected, and the records get the segments of the model that stays in use. Empty: every model is published.""")
            .required(false)
            .dependsOn(KEEP_SEGMENT_IDS, "true")
            .addValidator(MARGIN_VALIDATOR)
            .build();

    /**
     * Looks for the model in use, before hours of work. One that cannot be read is no reason to start anew: ids that it gave would be given again.
     *
     * @throws InvalidModelException when the newest model of the name is damaged or of another kind
     * @throws dev.segmentation.record.ServiceTrouble when the store does not answer
     */
    static SegmentPublishing of(final PropertyContext context, final ModelStore store, final String name) throws InvalidModelException {
        if (!context.getProperty(KEEP_SEGMENT_IDS).asBoolean()) {
            return new SegmentPublishing(null, null);
        }
        final String margin = context.getProperty(PROMOTION_MARGIN).getValue();
        return new SegmentPublishing(newest(store, name), margin == null || margin.isBlank() ? null : Double.valueOf(margin));
    }

    /**
     * Compares the clustering with the model in use. O(n k d), and the silhouettes of a sample of the rows. With a margin its stability is measured too, also
     * when there is nothing to compare it with yet: the next training will.
     *
     * @param embedder id of what made the vectors, or null when it is not known
     * @param choice of the vectors
     * @param trained on the training's table, with at least one segment
     * @param training what was clustered, at least one row
     * @param bytes that the table and everything derived from it may take
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    PublishingDecision decide(final String embedder, final TrainingChoice choice, final Trained trained, final TrainingVectors training, final long bytes, final Workers workers,
            final TrainingMonitor monitor) {
        final Clustering clustering = trained.clustering();
        final VectorTable table = training.table();
        final Double stability = margin == null ? null : ResampledStability.of(trained.search(), table, bytes, workers, monitor);
        final VectorTable asBefore = previous == null || !choice.mayFit(previous, embedder) ? null : training.tableOf(previous);
        final Retraining retraining = Retraining.of(previous, embedder, clustering, table, asBefore, stability, trained.search().seed(), workers, monitor);
        final Promotion promotion = margin == null || previous == null ? null : retraining.promotion(margin);
        if (promotion == null || promotion.granted()) {
            return new PublishingDecision(retraining, promotion, clustering, retraining.lineage().ids());
        }
        return new PublishingDecision(retraining, promotion, Clustering.by(previous.centroids(), asBefore, workers, monitor), previous.ids());
    }

    private static SegmentModel newest(final ModelStore store, final String name) throws InvalidModelException {
        final Optional<String> version = StoredModels.newestVersion(store, name);
        if (version.isEmpty()) {
            return null;
        }
        try {
            return SegmentModel.read(StoredModels.load(store, name, version.get()));
        } catch (final InvalidModelException e) {
            throw new InvalidModelException("the newest model, version '" + version.get() + "', cannot be used, and its segment ids must not be given again: " + e.getMessage()
                    + "; restore or remove its file, choose another Model Name, or set Keep Segment Ids to false", e);
        }
    }

    private static boolean isMargin(final String input) {
        if (input == null || input.isBlank()) {
            return true;
        }
        try {
            final double margin = Double.parseDouble(input);
            return margin >= 0 && margin <= LARGEST_MARGIN;
        } catch (final NumberFormatException e) {
            return false;
        }
    }
}
