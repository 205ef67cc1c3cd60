// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.KMeans;
import dev.segmentation.core.cluster.KMeansOptions;
import dev.segmentation.core.cluster.Segmentation;
import dev.segmentation.core.cluster.lineage.Lineage;
import dev.segmentation.core.cluster.lineage.LineageBasis;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.cluster.lineage.SegmentationScores;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.model.Retraining;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.model.SegmentModelOrigin;

import java.time.Instant;
import java.util.List;

/**
 * Segment models whose numbers can be told without a calculator.
 */
final class TestModels {

    private TestModels() {
    }

    static byte[] segments(final String version, final String embedder) {
        return segments(version, embedder, SegmentIds.first(2));
    }

    /** Two segments around (0, 0) with 200 members and around (10, 0) with 100, at distances of up to 2 in even steps. */
    static byte[] segments(final String version, final String embedder, final SegmentIds ids) {
        final VectorTable table = new VectorTable(2);
        for (int i = 1; i <= 100; i++) {
            table.add(new float[]{0, i * 0.02f});
            table.add(new float[]{0, i * -0.02f});
        }
        for (int i = 1; i <= 50; i++) {
            table.add(new float[]{10, i * 0.04f});
            table.add(new float[]{10, i * -0.04f});
        }
        final KMeansOptions options = new KMeansOptions(2, 5, 50, 0, 1);
        try (Workers workers = new Workers("test", 1)) {
            final SegmentModelOrigin origin = new SegmentModelOrigin("segments", version, Instant.EPOCH, embedder, options, 300, null);
            final Clustering clustering = new KMeans(options, workers, TrainingMonitor.NONE).fit(table);
            final Lineage lineage = new Lineage(LineageBasis.COMPARED, ids, List.of(), List.of());
            final SegmentationScores scores = new SegmentationScores(null, null);
            return SegmentModel.of(origin, Segmentation.of(clustering), DistanceQuantiles.of(clustering), new Retraining("v0", lineage, scores, scores)).toBytes();
        }
    }
}
