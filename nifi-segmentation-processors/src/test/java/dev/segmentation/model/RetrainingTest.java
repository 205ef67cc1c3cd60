// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Blobs;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.KMeans;
import dev.segmentation.core.cluster.KMeansOptions;
import dev.segmentation.core.cluster.Segmentation;
import dev.segmentation.core.cluster.lineage.LineageBasis;
import dev.segmentation.core.cluster.lineage.LineageKind;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.cluster.lineage.SegmentationScores;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RetrainingTest {

    private static final int CENTRES = 6;
    private static final VectorTable TABLE = Blobs.table(1200, 8, CENTRES, 0.1, 1);

    @Test
    void aFirstModelHasNothingToBeComparedWith() throws InvalidModelException {
        final Clustering clustering = cluster(TABLE, CENTRES);
        final Retraining retraining = retrain(null, clustering, TABLE, "minilm", 0.8);
        assertNull(retraining.parentVersion());
        assertEquals(LineageBasis.FIRST, retraining.lineage().basis());
        assertTrue(retraining.promotion(0).granted());
        final SegmentModel model = model("v1", clustering, retraining);
        assertEquals(0.8, model.stability());
        assertFalse(model.manifest().has("parent_version"));
        assertArrayEquals(new int[]{0, 1, 2, 3, 4, 5}, model.ids().toArray());
        assertEquals(6, model.ids().next());
    }

    /** A third of the second night's segments is not there any more, the sizes are in another order: ids and rows differ. */
    @Test
    void idsGoFromFileToFile() throws InvalidModelException {
        final Clustering before = cluster(TABLE, CENTRES);
        final SegmentModel first = model("v1", before, Retraining.first(before, 0.9));
        final VectorTable fewer = new VectorTable(8);
        for (int row = 0; row < TABLE.size(); row++) {
            final int centre = row % CENTRES;
            if (centre > 1 && row / CENTRES < 100 + 10 * centre) {
                fewer.add(TABLE.row(row));
            }
        }
        final Clustering after = cluster(fewer, 4);
        final Retraining retraining = retrain(first, after, fewer, "minilm", 0.85);
        final SegmentModel second = model("v2", after, retraining);

        assertEquals("v1", second.manifest().path("parent_version").asText());
        assertEquals(6, second.ids().next());
        for (int row = 0; row < fewer.size(); row++) {
            final float[] vector = fewer.row(row);
            assertEquals(first.ids().of(first.centroids().nearest(vector).segment()), second.ids().of(second.centroids().nearest(vector).segment()));
        }
        // Equal sizes are numbered by their first row: centre c had the id c. Now centre 5 is the largest.
        assertArrayEquals(new int[]{5, 4, 3, 2}, second.ids().toArray());
        assertEquals(5, second.manifest().path("segment_statistics").path(0).path("segment").asInt());

        final JsonNode lineage = second.manifest().path("lineage");
        assertEquals("compared", lineage.path("basis").asText());
        final JsonNode largest = lineage.path("segments").path(0);
        assertEquals(5, largest.path("id").asInt());
        assertEquals("grew", largest.path("kind").asText());
        assertEquals(5, largest.path("parents").path(0).path("id").asInt());
        // One in a hundred lies beyond the reach.
        assertEquals(1, largest.path("parents").path(0).path("share").asDouble(), 0.02);
        assertEquals(200, largest.path("size_before").asInt());
        assertEquals(1 / 6.0, largest.path("share_before").asDouble());
        assertEquals(150, largest.path("size").asInt());
        assertEquals(150 / 540.0, largest.path("share").asDouble());
        final JsonNode gone = lineage.path("gone");
        assertEquals(2, gone.size());
        assertEquals(0, gone.path(0).path("id").asInt());
        assertEquals("gone", gone.path(0).path("kind").asText());
        assertEquals(0, gone.path(0).path("to").size());
        assertEquals(200, gone.path(0).path("size_before").asInt());
        assertEquals(1 / 6.0, gone.path(0).path("share_before").asDouble());
        assertEquals(0, gone.path(0).path("share").asDouble(1));
        assertEquals(1, gone.path(1).path("id").asInt());
    }

    @Test
    void bothModelsAreMeasuredOnTheSameRows() throws InvalidModelException {
        final Clustering before = cluster(TABLE, CENTRES);
        final SegmentModel first = model("v1", before, Retraining.first(before, 0.9));
        final Retraining same = retrain(first, before, TABLE, "minilm", 0.9);
        assertEquals(same.before(), same.after());
        assertTrue(same.promotion(0).granted());

        final Retraining worse = retrain(first, cluster(TABLE, 2), TABLE, "minilm", 0.9);
        assertEquals(same.before(), worse.before());
        assertTrue(worse.after().silhouette() < worse.before().silhouette() - 0.1);
        assertFalse(worse.promotion(0.1).granted());
        final Retraining unstable = retrain(first, before, TABLE, "minilm", 0.7);
        assertFalse(unstable.promotion(0.1).granted());
        assertTrue(unstable.promotion(0.25).granted());
        assertEquals(worse.after().silhouette(), model("v2", cluster(TABLE, 2), worse).manifest().path("metrics").path("silhouette").asDouble());
    }

    @Test
    void vectorsOfAnotherEmbedderOrDimensionAreNotCompared() throws InvalidModelException {
        final Clustering clustering = cluster(TABLE, CENTRES);
        final SegmentModel first = model("v1", clustering, Retraining.first(clustering, 0.9));
        final Retraining other = retrain(first, clustering, TABLE, "word2vec", 0.1);
        assertEquals(LineageBasis.OTHER_EMBEDDER, other.lineage().basis());
        assertArrayEquals(new int[]{6, 7, 8, 9, 10, 11}, other.lineage().ids().toArray());
        assertEquals(CENTRES, other.lineage().gone().size());
        assertEquals(new SegmentationScores(null, null), other.before());
        assertTrue(other.promotion(0).granted());
        assertEquals("v1", other.parentVersion());
        assertEquals("other_embedder", model("v2", clustering, other).manifest().path("lineage").path("basis").asText());

        final VectorTable wider = Blobs.table(300, 9, 3, 0.1, 1);
        final Retraining wide = retrain(first, cluster(wider, 3), wider, "minilm", null);
        assertEquals(LineageBasis.OTHER_DIMENSION, wide.lineage().basis());
        assertArrayEquals(new int[]{6, 7, 8}, wide.lineage().ids().toArray());
        // Who does not know the embedder is trusted, here as in AssignSegments.
        assertEquals(LineageBasis.COMPARED, retrain(first, clustering, TABLE, null, null).lineage().basis());
    }

    @Test
    void threadsDoNotChangeTheLineage() throws InvalidModelException {
        final VectorTable table = Blobs.table(3000, 8, 9, 1.5, 4);
        final Clustering before = cluster(table, 8);
        final SegmentModel first = model("v1", before, Retraining.first(before, null));
        final VectorTable later = Blobs.table(5000, 8, 9, 1.7, 4);
        final Clustering after = cluster(later, 9);
        final byte[][] files = new byte[3][];
        for (int threads = 1; threads <= files.length; threads++) {
            try (Workers workers = new Workers("test", threads)) {
                files[threads - 1] = bytes("v2", after, Retraining.of(first, "minilm", after, later, later, null, 7, workers, TrainingMonitor.NONE));
            }
        }
        assertArrayEquals(files[0], files[1]);
        assertArrayEquals(files[0], files[2]);
    }

    /** Files without ids: the numbers of their rows are what records got, and what they keep. */
    @Test
    void firstModelsWithoutIdsHaveSuccessors() throws InvalidModelException {
        final Clustering clustering = cluster(TABLE, CENTRES);
        final ModelContainer written = ModelContainer.read(bytes("v1", clustering, Retraining.first(clustering, null)));
        final ObjectNode manifest = written.manifest().deepCopy();
        manifest.remove("next_id");
        manifest.remove("lineage");
        manifest.remove("metrics");
        final Map<String, NpyArray> arrays = Map.of("centroids", written.array("centroids"), "distance_quantiles", written.array("distance_quantiles"), "sizes", written.array("sizes"));
        final SegmentModel old = SegmentModel.read(ModelContainer.of(SegmentModel.KIND, manifest, arrays, Map.of()).toBytes());
        assertNull(old.stability());
        final Retraining retraining = retrain(old, clustering, TABLE, "minilm", null);
        assertArrayEquals(SegmentIds.first(CENTRES).toArray(), retraining.lineage().ids().toArray());
        assertTrue(retraining.lineage().segments().stream().allMatch(segment -> segment.kind() == LineageKind.SURVIVED));
    }

    private static Retraining retrain(final SegmentModel previous, final Clustering clustering, final VectorTable table, final String embedder, final Double stability) {
        try (Workers workers = new Workers("test", 2)) {
            return Retraining.of(previous, embedder, clustering, table, table, stability, 7, workers, TrainingMonitor.NONE);
        }
    }

    private static SegmentModel model(final String version, final Clustering clustering, final Retraining retraining) throws InvalidModelException {
        return SegmentModel.read(bytes(version, clustering, retraining));
    }

    private static byte[] bytes(final String version, final Clustering clustering, final Retraining retraining) {
        final SegmentModelOrigin origin = new SegmentModelOrigin("segments", version, Instant.EPOCH, "minilm", options(clustering.requested()), clustering.assignments().length, null);
        return SegmentModel.of(origin, Segmentation.of(clustering), DistanceQuantiles.of(clustering), retraining).toBytes();
    }

    private static Clustering cluster(final VectorTable table, final int segments) {
        try (Workers workers = new Workers("test", 2)) {
            return new KMeans(options(segments), workers, TrainingMonitor.NONE).fit(table);
        }
    }

    private static KMeansOptions options(final int segments) {
        return new KMeansOptions(segments, 10, 100, 1e-4, 3);
    }
}
