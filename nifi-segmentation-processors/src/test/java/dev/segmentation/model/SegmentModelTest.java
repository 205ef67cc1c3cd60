// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Blobs;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.ComparedCandidate;
import dev.segmentation.core.cluster.Comparison;
import dev.segmentation.core.cluster.Dendrogram;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.KMeans;
import dev.segmentation.core.cluster.KMeansOptions;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.cluster.SegmentCountPoint;
import dev.segmentation.core.cluster.SegmentScore;
import dev.segmentation.core.cluster.Segmentation;
import dev.segmentation.core.cluster.StreamingKMeans;
import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SegmentModelTest {

    private static final KMeansOptions OPTIONS = new KMeansOptions(4, 3, 50, 1e-4, 7);
    private static final Comparison COMPARISON = new Comparison(Comparison.LABELS, List.of(
            new ComparedCandidate("k-means", null, 100, 3, new SegmentScore(0.5, 0.9, 0.01), 0.8, 1.5, null),
            new ComparedCandidate("diana", "b", 100, 3, new SegmentScore(0.123, null, null), null, 2, null),
            ComparedCandidate.failed("hdbscan", "b", 0, "too many")), 1, true, "because");
    private static final SegmentCountCurve CURVE = new SegmentCountCurve("silhouette-and-stability", List.of(
            new SegmentCountPoint(2, 0.1, 0.2, 0.21, 0.9, 0.01, 0.19, 0.02, 0.4, 10, null, 1.5), new SegmentCountPoint(3, 0.15, 0.3, 0.31, 0.8, 0, 0.25, 0, 0.1, 8.5, 12.0, null)),
            400, 3, true, "3 segments are best.");
    private static final Instant CREATED = Instant.parse("2026-11-23T22:14:36.123Z");

    @Test
    void comesBackAsItWent() throws InvalidModelException {
        final Clustering clustering = cluster(Blobs.table(500, 6, 4, 0.3, 1), 2);
        final SegmentModel model = SegmentModel.read(model(clustering, 500).toBytes());
        assertEquals("segments", model.name());
        assertEquals("v1", model.version());
        assertEquals("minilm", model.embedder());
        assertTrue(Arrays.deepEquals(clustering.centroids().toArray(), model.centroids().toArray()));
        final JsonNode manifest = model.manifest();
        assertEquals(4, manifest.path("requested_segments").asInt());
        assertEquals(4, manifest.path("segments").asInt());
        assertEquals(0, manifest.path("notes").size());
        assertEquals(500, manifest.path("training_rows").asInt());
        assertEquals(7, manifest.path("seed").asLong());
        assertEquals(clustering.inertia(), manifest.path("inertia").asDouble());
        assertEquals("2026-11-23T22:14:36.123Z", manifest.path("created").asText());
        for (int s = 0; s < 4; s++) {
            assertEquals(clustering.sizes()[s], model.size(s));
            assertEquals(clustering.sizes()[s], manifest.path("segment_statistics").path(s).path("size").asInt());
        }
    }

    @Test
    void quantilesAreDistancesOfMembers() throws InvalidModelException {
        final Clustering clustering = cluster(Blobs.table(500, 6, 4, 0.3, 1), 2);
        final SegmentModel model = model(clustering, 500);
        for (final double level : new double[]{0.5, 0.9, 0.95, 0.99, 1}) {
            for (int s = 0; s < 4; s++) {
                final int segment = s;
                final float quantile = model.distanceQuantile(s, level);
                final long beyond = Arrays.stream(clustering.assignments()).filter(nearest -> nearest.segment() == segment && nearest.distance() > quantile).count();
                final long at = Arrays.stream(clustering.assignments()).filter(nearest -> nearest.segment() == segment && nearest.distance() == quantile).count();
                assertEquals((int) ((1 - level) * model.size(s) + 1e-9), beyond);
                assertTrue(at > 0);
            }
        }
        assertThrows(InvalidModelException.class, () -> model.distanceQuantile(0, 0.42));
    }

    @Test
    void threadsDoNotChangeAByteOfTheFile() {
        final VectorTable table = Blobs.table(2000, 24, 6, 1, 2);
        final byte[] one = model(cluster(table, 1), 2000).toBytes();
        assertArrayEquals(one, model(cluster(table, 2), 2000).toBytes());
        assertArrayEquals(one, model(cluster(table, 3), 2000).toBytes());
    }

    @Test
    void fewerSegmentsAndSamplesAreNoted() throws InvalidModelException {
        final VectorTable table = new VectorTable(1);
        table.add(new float[]{1});
        table.add(new float[]{2});
        final JsonNode manifest = SegmentModel.read(model(cluster(table, 1), 10).toBytes()).manifest();
        assertEquals(2, manifest.path("segments").asInt());
        assertEquals(4, manifest.path("requested_segments").asInt());
        assertTrue(manifest.path("notes").path(0).asText().contains("only 2 different vectors"), manifest.path("notes")::toString);
        assertTrue(manifest.path("notes").path(1).asText().contains("sample of 2 of 10"), manifest.path("notes")::toString);
    }

    @Test
    void unknownEmbedder() throws InvalidModelException {
        final SegmentModelOrigin origin = new SegmentModelOrigin("segments", "v1", CREATED, null, OPTIONS, 500, null);
        final Clustering clustering = cluster(Blobs.table(500, 6, 4, 0.3, 1), 2);
        assertNull(SegmentModel.read(SegmentModel.of(origin, Segmentation.of(clustering), DistanceQuantiles.of(clustering), Retraining.first(clustering, null)).toBytes()).embedder());
    }

    @Test
    void damageAnywhereIsRefused() {
        final byte[] bytes = model(cluster(Blobs.table(100, 8, 4, 0.3, 1), 1), 100).toBytes();
        for (int i = 0; i < bytes.length; i += 3) {
            final byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << i % 8);
            assertThrows(InvalidModelException.class, () -> SegmentModel.read(flipped));
            final byte[] cut = Arrays.copyOf(bytes, i);
            assertThrows(InvalidModelException.class, () -> SegmentModel.read(cut));
        }
    }

    @Test
    void otherKindsAreRefused() {
        final byte[] other = ModelContainer.of("tf-idf", ModelContainer.newManifest(), Map.of(), Map.of()).toBytes();
        assertTrue(assertThrows(InvalidModelException.class, () -> SegmentModel.read(other)).getMessage().contains("tf-idf"));
    }

    @Test
    void inconsistentModelsAreRefused() throws InvalidModelException {
        SegmentModel.read(forged(manifest -> { }, arrays -> { }));
        assertRefused("no name", manifest -> manifest.remove("name"), arrays -> { });
        assertRefused("no positive segments", manifest -> manifest.put("segments", 0), arrays -> { });
        assertRefused("shape", manifest -> manifest.put("segments", 3), arrays -> { });
        assertRefused("shape", manifest -> manifest.put("dimension", 4), arrays -> { });
        assertRefused("quantile levels", manifest -> manifest.putArray("quantile_levels").add(0.9).add(0.5), arrays -> { });
        assertRefused("quantile levels", manifest -> manifest.remove("quantile_levels"), arrays -> { });
        assertRefused("centroids.npy", manifest -> { }, arrays -> arrays.remove("centroids"));
        assertRefused("not finite", manifest -> { }, arrays -> arrays.put("centroids", NpyArray.of(new float[]{1, 2, Float.NaN, 4, 5, 6}, 2, 3)));
        assertRefused("do not ascend", manifest -> { }, arrays -> arrays.put("distance_quantiles", NpyArray.of(new float[]{2, 1, 1, 2}, 2, 2)));
        assertRefused("not distances", manifest -> { }, arrays -> arrays.put("distance_quantiles", NpyArray.of(new float[]{-1, 1, 1, 2}, 2, 2)));
        assertRefused("no members", manifest -> { }, arrays -> arrays.put("sizes", NpyArray.of(new int[]{3, 0}, 2)));
        assertRefused("<i8", manifest -> { }, arrays -> arrays.put("sizes", NpyArray.of(new long[]{3, 1}, 2)));
        assertRefused("no positive next_id", manifest -> manifest.remove("next_id"), arrays -> { });
        assertRefused("ids", manifest -> manifest.put("next_id", 5), arrays -> { });
        assertRefused("ids", manifest -> { }, arrays -> arrays.put("ids", NpyArray.of(new int[]{3, 3}, 2)));
        assertRefused("ids", manifest -> { }, arrays -> arrays.put("ids", NpyArray.of(new int[]{3, -1}, 2)));
        assertRefused("shape", manifest -> { }, arrays -> arrays.put("ids", NpyArray.of(new int[]{3, 1, 0}, 3)));
        assertRefused("stability", manifest -> manifest.putObject("metrics").put("stability", 1.5), arrays -> { });
        assertRefused("silhouette", manifest -> manifest.putObject("metrics").put("silhouette", "good"), arrays -> { });
    }

    @Test
    void theChoiceOfTheNumberIsKept() throws InvalidModelException {
        final SegmentModel plain = model(cluster(Blobs.table(500, 6, 4, 0.3, 1), 2), 500);
        assertNull(SegmentModel.read(plain.toBytes()).segmentCount());
        final SegmentModel model = plain.withSegmentCount(CURVE);
        assertNull(plain.segmentCount());
        assertEquals(CURVE, model.segmentCount());
        final SegmentModel read = SegmentModel.read(model.toBytes());
        assertEquals(CURVE, read.segmentCount());
        assertTrue(Arrays.deepEquals(plain.centroids().toArray(), read.centroids().toArray()));
        final JsonNode point = read.manifest().path("segment_count").path("points").path(1);
        assertEquals(List.of("segments", "inertia", "silhouette", "simplified_silhouette", "resampled_silhouette", "stability", "stability_error", "score", "score_error",
                "calinski_harabasz", "davies_bouldin", "smallest_share"), point.properties().stream().map(Map.Entry::getKey).toList());
        assertEquals(0.1, point.path("smallest_share").asDouble());
        assertEquals(8.5, point.path("inertia").asDouble());
    }

    @Test
    void choicesThatMakeNoSenseAreRefused() throws InvalidModelException {
        assertEquals(CURVE, SegmentModel.read(forged(manifest -> manifest.set("segment_count", SegmentCountJson.of(CURVE)), arrays -> { })).segmentCount());
        assertChoiceRefused("no number as inertia", count -> ((ObjectNode) count.path("points").path(0)).put("inertia", "small"));
        assertChoiceRefused("no number as calinski_harabasz", count -> ((ObjectNode) count.path("points").path(0)).remove("calinski_harabasz"));
        assertChoiceRefused("no whole number as segments", count -> ((ObjectNode) count.path("points").path(0)).put("segments", 2.5));
        assertChoiceRefused("do not ascend", count -> ((ObjectNode) count.path("points").path(0)).put("segments", 3));
        assertChoiceRefused("none chosen", count -> count.put("chosen", 0));
        assertChoiceRefused("no whole number as rows", count -> count.remove("rows"));
        assertChoiceRefused("lack the method", count -> count.remove("reason"));
        assertChoiceRefused("lack the method", count -> count.put("evident", 1));
    }

    @Test
    void whatWasComparedIsKept() throws InvalidModelException {
        final SegmentModel model = SegmentModel.read(forged(manifest -> manifest.set("comparison", ComparisonJson.of(COMPARISON)), arrays -> { }));
        assertEquals(COMPARISON, model.comparison());
        assertEquals(COMPARISON, SegmentModel.read(model.withComparison(COMPARISON).toBytes()).comparison());
        assertEquals("[{\"algorithm\":\"diana\",\"field\":\"b\",\"segments\":3,\"silhouette\":0.123,\"seconds\":2.0},"
                + "{\"algorithm\":\"k-means\",\"segments\":3,\"silhouette\":0.5,\"stability\":0.9,\"agreement\":0.8,\"seconds\":1.5},"
                + "{\"algorithm\":\"hdbscan\",\"field\":\"b\",\"failed\":true,\"seconds\":0.0}]", ComparisonJson.summary(COMPARISON, 1000));
        assertEquals("[{\"algorithm\":\"diana\",\"field\":\"b\",\"segments\":3,\"silhouette\":0.123,\"seconds\":2.0}]", ComparisonJson.summary(COMPARISON, 100));
    }

    @Test
    void comparisonsThatMakeNoSenseAreRefused() {
        assertComparisonRefused("chosen none", comparison -> comparison.put("chosen", 3));
        assertComparisonRefused("chosen none", comparison -> comparison.put("chosen", 2));
        assertComparisonRefused("chosen none", comparison -> comparison.remove("candidates"));
        assertComparisonRefused("lacks the basis", comparison -> comparison.remove("reason"));
        assertComparisonRefused("without an algorithm", comparison -> ((ObjectNode) comparison.path("candidates").path(0)).remove("algorithm"));
        assertComparisonRefused("no number as silhouette", comparison -> ((ObjectNode) comparison.path("candidates").path(0)).put("silhouette", "high"));
        assertComparisonRefused("no number of segments", comparison -> ((ObjectNode) comparison.path("candidates").path(0)).remove("segments"));
    }

    private static void assertComparisonRefused(final String message, final Consumer<ObjectNode> change) {
        final ObjectNode comparison = ComparisonJson.of(COMPARISON);
        change.accept(comparison);
        assertRefused(message, manifest -> manifest.set("comparison", comparison), arrays -> { });
    }

    private static void assertChoiceRefused(final String message, final Consumer<ObjectNode> change) {
        final ObjectNode count = SegmentCountJson.of(CURVE);
        change.accept(count);
        assertRefused(message, manifest -> manifest.set("segment_count", count), arrays -> { });
    }

    @Test
    void extrasAreKept() throws InvalidModelException {
        final Clustering clustering = cluster(Blobs.table(500, 6, 4, 0.3, 1), 2);
        final SegmentModelOrigin origin = new SegmentModelOrigin("segments", "v1", CREATED, "minilm", OPTIONS, 500, new CustomerPooling(null, 1));
        final DistanceQuantiles ofRecords = new DistanceQuantiles(4);
        ofRecords.add(new Nearest(0, 99, 0));
        final List<List<String>> terms = List.of(List.of("parcel", "late"), List.of(), List.of("colour"), List.of("大小"));
        final SegmentModel trained = SegmentModel.of(origin, Segmentation.of(clustering), ofRecords, Retraining.first(clustering, 0.5)).withTerms(terms, 3);
        final SegmentModel model = SegmentModel.read(trained.toBytes());
        assertEquals(terms, model.terms());
        assertEquals(99, model.distanceQuantile(0, 1, false));
        assertTrue(model.distanceQuantile(0, 1, true) < 10);
        assertEquals(0.5, model.stability());

        final StreamingKMeans online = new StreamingKMeans(model.centroids(), model.weights(), 10);
        final StreamingKMeans.Batch batch = new StreamingKMeans.Batch(4, 6);
        batch.add(2, new float[6]);
        online.update(batch);
        final SegmentModel moved = SegmentModel.read(model.moved("v2", CREATED, online, 1, 10).toBytes());
        assertTrue(Arrays.deepEquals(online.centroids().toArray(), moved.centroids().toArray()));
        assertArrayEquals(online.weights(), moved.weights(), 1e-4);
        assertEquals(terms, moved.terms());
        assertEquals(model.size(2), moved.size(2));
        assertEquals("v1", moved.trainedVersion());
        assertEquals("v1", SegmentModel.read(moved.moved("v3", CREATED, online, 1, 10).toBytes()).trainedVersion());
        assertNull(moved.stability());
    }

    @Test
    void brokenExtrasAreRefused() {
        for (final int[] counts : new int[][]{{1, -1}, {1, 1}, {0, 0}}) {
            final ModelContainer container = ModelContainer.of(SegmentModel.KIND, ModelContainer.newManifest(), Map.of("term_counts", NpyArray.of(counts, 2)), Map.of("terms", List.of("parcel")));
            assertTrue(assertThrows(InvalidModelException.class, () -> SegmentExtras.read(container, 2, 5)).getMessage().contains("do not add up"));
        }
        assertRefused("terms.json", manifest -> { }, arrays -> arrays.put("term_counts", NpyArray.of(new int[]{1, 1}, 2)));
        assertRefused("weights", manifest -> { }, arrays -> arrays.put("online_weights", NpyArray.of(new float[]{1, 0}, 2)));
        assertRefused("do not ascend", manifest -> { }, arrays -> arrays.put("customer_distance_quantiles", NpyArray.of(new float[]{2, 1, 1, 2}, 2, 2)));
        assertRefused("not distances", manifest -> { }, arrays -> arrays.put("customer_distance_quantiles", NpyArray.of(new float[]{-1, 1, 1, 2}, 2, 2)));
    }

    @Test
    void dendrogramsAreKept() throws InvalidModelException {
        final Clustering clustering = cluster(Blobs.table(500, 6, 4, 0.3, 1), 2);
        final Dendrogram tree = new Dendrogram(clustering.sizes(), new int[]{3, 1, 0}, new int[]{2, 4, 5}, new double[]{0.5, 1, 1.5});
        final Segmentation segmentation = new Segmentation(clustering, tree, 0.875, List.of("made of summaries"));
        final SegmentModelOrigin origin = new SegmentModelOrigin("segments", "v1", CREATED, "minilm", OPTIONS, 500, null);
        final SegmentModel model = SegmentModel.read(SegmentModel.of(origin, segmentation, DistanceQuantiles.of(clustering), Retraining.first(clustering, null)).toBytes());
        assertEquals(3, model.dendrogram().merges());
        for (int m = 0; m < 3; m++) {
            assertEquals(tree.left(m), model.dendrogram().left(m));
            assertEquals(tree.right(m), model.dendrogram().right(m));
            assertEquals(tree.height(m), model.dendrogram().height(m));
        }
        assertEquals(500, model.dendrogram().size(6));
        assertEquals(0.875, model.manifest().path("nearest_centroid_agreement").asDouble());
        assertEquals("made of summaries", model.manifest().path("notes").path(0).asText());
        assertTrue(model.manifest().path("notes").path(1).asText().startsWith("87.5 % of the vectors"), model.manifest().path("notes")::toString);
    }

    @Test
    void dendrogramsThatAreNoTreesAreRefused() throws InvalidModelException {
        final NpyArray merges = NpyArray.of(new int[]{0, 1}, 1, 2);
        final NpyArray heights = NpyArray.of(new float[]{2}, 1);
        final SegmentModel good = SegmentModel.read(forged(manifest -> { }, arrays -> arrays.putAll(Map.of("dendrogram_merges", merges, "dendrogram_heights", heights))));
        assertEquals(4, good.dendrogram().size(2));
        assertNull(SegmentModel.read(forged(manifest -> { }, arrays -> { })).dendrogram());
        assertRefused("dendrogram_heights", manifest -> { }, arrays -> arrays.put("dendrogram_merges", merges));
        assertRefused("dendrogram_merges", manifest -> { }, arrays -> arrays.put("dendrogram_heights", heights));
        assertRefused("no tree", manifest -> { }, arrays -> arrays.putAll(Map.of("dendrogram_merges", NpyArray.of(new int[]{0, 2}, 1, 2), "dendrogram_heights", heights)));
        assertRefused("no tree", manifest -> { }, arrays -> arrays.putAll(Map.of("dendrogram_merges", merges, "dendrogram_heights", NpyArray.of(new float[]{Float.NaN}, 1))));
        assertRefused("shape", manifest -> { }, arrays -> arrays.putAll(Map.of("dendrogram_merges", NpyArray.of(new int[]{0, 1, 1, 0}, 2, 2), "dendrogram_heights", heights)));
        assertRefused("agreement", manifest -> manifest.put("nearest_centroid_agreement", 1.5), arrays -> { });
    }

    /** A file that release 0.1.0 wrote: every later release reads it. */
    @ParameterizedTest
    @ValueSource(strings = "/models/segments-format-1.zip")
    void filesOfEarlierReleasesLoad(final String resource) throws IOException {
        final byte[] bytes;
        try (InputStream in = getClass().getResourceAsStream(resource)) {
            assertNotNull(in);
            bytes = in.readAllBytes();
        }
        final SegmentModel model = SegmentModel.read(bytes);
        assertEquals("segments", model.name());
        assertEquals("20261123T221436.123Z-1a2b3c", model.version());
        assertEquals("golden", model.embedder());
        assertTrue(Arrays.deepEquals(new float[][]{{-1, 0, 0.5f}, {1, 0, 0.5f}}, model.centroids().toArray()));
        assertArrayEquals(new int[]{0, 1}, model.ids().toArray());
        assertNull(model.dendrogram());
        assertNull(model.comparison());
        assertEquals(2, model.ids().next());
        assertEquals(0.5f, model.distanceQuantile(0, 0.5));
        assertEquals(1, model.distanceQuantile(1, 1));
        assertEquals(new Nearest(1, 0.25f, 1 - 0.25f / 1.75f), model.centroids().nearest(new float[]{0.75f, 0, 0.5f}));
    }

    /** numpy.load wants: magic, version 1.0, a header that ends with a newline at a multiple of 64, then the values. */
    @Test
    void arraysAreInTheFormatOfNumpy() throws IOException {
        final Clustering clustering = cluster(Blobs.table(100, 8, 4, 0.3, 1), 1);
        final Map<String, byte[]> entries = unzip(model(clustering, 100).toBytes());
        assertEquals(List.of("manifest.json", "centroids.npy", "distance_quantiles.npy", "ids.npy", "sizes.npy"), List.copyOf(entries.keySet()));
        assertArrayEquals(clustering.centroids().toArray()[1], floats(entries.get("centroids.npy"), "{'descr': '<f4', 'fortran_order': False, 'shape': (4, 8), }", 32, 8));
        assertEquals(20 * 4 + 128, entries.get("distance_quantiles.npy").length);
        assertEquals(4 * 4 + 128, entries.get("sizes.npy").length);
        assertEquals(4 * 4 + 128, entries.get("ids.npy").length);
    }

    private static float[] floats(final byte[] npy, final String header, final int values, final int from) {
        assertArrayEquals(new byte[]{(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, Arrays.copyOf(npy, 8));
        final ByteBuffer buffer = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
        final int headerLength = buffer.getShort(8);
        assertEquals(0, (10 + headerLength) % 64);
        final String text = new String(npy, 10, headerLength, StandardCharsets.US_ASCII);
        assertEquals(header, text.strip());
        assertEquals('\n', text.charAt(headerLength - 1));
        assertEquals(10 + headerLength + values * 4, npy.length);
        final float[] row = new float[8];
        buffer.position(10 + headerLength + from * 4).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
        return row;
    }

    private static Map<String, byte[]> unzip(final byte[] bytes) throws IOException {
        final Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static void assertRefused(final String message, final Consumer<ObjectNode> changeManifest, final Consumer<Map<String, NpyArray>> changeArrays) {
        final String actual = assertThrows(InvalidModelException.class, () -> SegmentModel.read(forged(changeManifest, changeArrays))).getMessage();
        assertTrue(actual.contains(message), actual);
    }

    private static byte[] forged(final Consumer<ObjectNode> changeManifest, final Consumer<Map<String, NpyArray>> changeArrays) {
        final ObjectNode manifest = ModelContainer.newManifest();
        manifest.put("name", "segments");
        manifest.put("version", "v1");
        manifest.put("segments", 2);
        manifest.put("dimension", 3);
        manifest.put("next_id", 6);
        manifest.putArray("quantile_levels").add(0.5).add(1.0);
        final Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("centroids", NpyArray.of(new float[]{1, 2, 3, 4, 5, 6}, 2, 3));
        arrays.put("distance_quantiles", NpyArray.of(new float[]{0, 1, 1, 1}, 2, 2));
        arrays.put("sizes", NpyArray.of(new int[]{3, 1}, 2));
        arrays.put("ids", NpyArray.of(new int[]{0, 5}, 2));
        changeManifest.accept(manifest);
        changeArrays.accept(arrays);
        return ModelContainer.of(SegmentModel.KIND, manifest, arrays, Map.of()).toBytes();
    }

    private static SegmentModel model(final Clustering clustering, final long vectors) {
        return SegmentModel.of(new SegmentModelOrigin("segments", "v1", CREATED, "minilm", OPTIONS, vectors, null), Segmentation.of(clustering), DistanceQuantiles.of(clustering),
                Retraining.first(clustering, null));
    }

    private static Clustering cluster(final VectorTable table, final int threads) {
        try (Workers workers = new Workers("test", threads)) {
            return new KMeans(OPTIONS, workers, TrainingMonitor.NONE).fit(table);
        }
    }
}
