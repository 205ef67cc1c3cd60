// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WarmStartTest {

    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = SegmentRunner.create(new ClusterCustomers(), new FaultyModelStore());
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
        runner.setProperty(StartOption.PROPERTY, StartOption.MODEL_IN_USE);
    }

    /**
     * Four places in pairs. Seeds divide the wider pair; the model in use knows the two places of the narrower one, and the start from it keeps to them.
     */
    @ParameterizedTest
    @CsvSource({"k-means, 0, euclidean", "k-means, 10, euclidean", "k-means, 0, cosine", "mini-batch-k-means, 0, euclidean", "mini-batch-k-means, 10, euclidean"})
    void startsFromTheModelInUse(final String algorithm, final String smoothing, final String distance) throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, algorithm);
        runner.setProperty(AlgorithmProperties.NEIGHBOUR_SMOOTHING, smoothing);
        runner.setProperty(AlgorithmProperties.DISTANCE, distance);
        train(circle(0, 10, 180), Map.of());
        final SegmentModel warm = train(circle(0, 16, 170, 190), Map.of());
        assertEquals("from-model-in-use", warm.manifest().path("options").path("start").asText());
        assertEquals(List.of(200, 100, 100), sizes(warm));
        assertTrue(warm.centroids().toArray()[0][0] < -0.9);
        assertEquals(1, warnings().size(), warnings()::toString);

        runner.setProperty(StartOption.PROPERTY, StartOption.NEW);
        final SegmentModel anew = train(circle(0, 16, 170, 190), Map.of());
        assertFalse(anew.manifest().path("options").has("start"));
        assertEquals(List.of(200, 100, 100), sizes(anew));
        assertTrue(anew.centroids().toArray()[0][0] > 0.9);
    }

    @Test
    void aFirstModelStartsAnewAndABulletinSaysSo() throws IOException {
        final JsonNode manifest = train(SegmentRunner.records(60, 1), Map.of()).manifest();
        assertFalse(manifest.path("options").has("start"));
        assertTrue(warnings().getFirst().endsWith("started anew: there is no model yet"), warnings()::toString);
    }

    @Test
    void whyAModelIsNoStart() throws IOException {
        final String spatial = SegmentRunner.records(60, 1);
        train(spatial, Map.of(SegmentationAttributes.EMBEDDER, "minilm"));
        train(circle(0, 120, 240), Map.of(SegmentationAttributes.EMBEDDER, "minilm"));
        assertTrue(warnings().stream().anyMatch(warning -> warning.endsWith("the model in use is of vectors of 3 values, not 2")), warnings()::toString);
        train(circle(0, 120, 240), Map.of(SegmentationAttributes.EMBEDDER, "bge"));
        assertTrue(warnings().stream().anyMatch(warning -> warning.endsWith("the model in use is of another embedder")), warnings()::toString);
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        final SegmentModel model = train(circle(0, 180), Map.of(SegmentationAttributes.EMBEDDER, "bge"));
        assertTrue(warnings().stream().anyMatch(warning -> warning.endsWith("the model in use has 3 segments, not 2")), warnings()::toString);
        assertEquals(List.of(100, 100), sizes(model));
        assertFalse(model.manifest().path("options").has("start"));
    }

    @Test
    void textsAreNoStartForFeaturesBesideTexts() throws IOException {
        train(SegmentRunner.records(60, 1), Map.of());
        runner.setProperty(FeatureProperties.NUMERIC_FIELDS, "n");
        final SegmentModel model = train(circle(0, 120, 240).replace("{", "{\"n\":1,") + "{\"embedding\":[1,0],\"n\":2}", Map.of());
        assertEquals(3, model.centroids().dimension());
        assertTrue(warnings().stream().anyMatch(warning -> warning.endsWith("the model in use goes by texts alone")), warnings()::toString);
        assertFalse(model.manifest().path("options").has("start"));
    }

    @Test
    void otherAlgorithmsAndIdsThatAreNotKeptHaveNoSuchStart() throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, Algorithm.AGGLOMERATIVE);
        train(SegmentRunner.records(60, 1), Map.of());
        runner.setProperty(AlgorithmProperties.ALGORITHM, Algorithm.K_MEANS);
        runner.setProperty(SegmentPublishing.KEEP_SEGMENT_IDS, "false");
        assertFalse(train(SegmentRunner.records(60, 1), Map.of()).manifest().path("options").has("start"));
        assertEquals(List.of(), warnings());
    }

    @Test
    void aChosenNumberStartsFromTheModelToo() throws IOException {
        train(SegmentRunner.records(300, 1), Map.of());
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, SegmentCountProperties.AUTOMATIC);
        runner.setProperty(SegmentCountProperties.MAXIMUM_SEGMENTS, "6");
        final SegmentModel model = train(SegmentRunner.records(300, 2), Map.of());
        assertEquals(3, model.segmentCount().chosen());
        assertEquals("from-model-in-use", model.manifest().path("options").path("start").asText());
    }

    /** A hundred vectors of length 1 near each direction. */
    private static String circle(final int... degrees) {
        final StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            for (final int direction : degrees) {
                final double angle = Math.toRadians(direction + 4 * Math.sin(i));
                lines.append("{\"embedding\":[").append((float) Math.cos(angle)).append(',').append((float) Math.sin(angle)).append("]}\n");
            }
        }
        return lines.toString();
    }

    private static List<Integer> sizes(final SegmentModel model) {
        return IntStream.range(0, model.centroids().size()).map(model::size).boxed().toList();
    }

    private List<String> warnings() {
        return runner.getLogger().getWarnMessages().stream().map(LogMessage::getMsg).toList();
    }

    private SegmentModel train(final String input, final Map<String, String> attributes) throws IOException {
        runner.clearTransferState();
        runner.enqueue(input, attributes);
        runner.run();
        return SegmentModel.read(SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).toByteArray());
    }
}
