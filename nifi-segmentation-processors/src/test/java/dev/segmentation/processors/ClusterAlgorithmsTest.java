// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.LogMessage;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ClusterAlgorithmsTest {

    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = SegmentRunner.create(new ClusterCustomers(), new FaultyModelStore());
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void everyAlgorithmFindsTheSegments(final Algorithm algorithm) throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, algorithm);
        run(SegmentRunner.records(300, 1));
        final List<JsonNode> records = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        final Set<String> pairs = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            if (records.get(i).path("segment").asInt() >= 0) {
                pairs.add(i % 3 + "-" + records.get(i).path("segment").asInt());
            }
        }
        assertEquals(3, pairs.size(), pairs::toString);
        final SegmentModel model = model();
        assertEquals(algorithm.getValue(), model.manifest().path("options").path("algorithm").asText());
        assertEquals(3, model.manifest().path("segments").asInt());
        final boolean hierarchical = Set.of(Algorithm.AGGLOMERATIVE, Algorithm.BISECTING_K_MEANS, Algorithm.DIANA).contains(algorithm);
        if (hierarchical) {
            assertEquals(2, model.dendrogram().merges());
            assertEquals(300, model.dendrogram().size(4));
        } else {
            assertNull(model.dendrogram());
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void threadsDoNotChangeWhatIsFound(final Algorithm algorithm) throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, algorithm);
        runner.setProperty(ClusterCustomers.THREADS, "1");
        run(SegmentRunner.records(1200, 1));
        runner.setProperty(ClusterCustomers.THREADS, "3");
        run(SegmentRunner.records(1200, 1));
        final List<MockFlowFile> records = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS);
        records.get(1).assertContentEquals(records.get(0).toByteArray());
        final List<MockFlowFile> models = runner.getFlowFilesForRelationship(ClusterCustomers.REL_MODEL);
        final SegmentModel first = SegmentModel.read(models.get(0).toByteArray());
        final SegmentModel second = SegmentModel.read(models.get(1).toByteArray());
        assertEquals(first.manifest().path("segments"), second.manifest().path("segments"));
        for (int s = 0; s < first.ids().toArray().length; s++) {
            assertArrayEquals(first.centroids().toArray()[s], second.centroids().toArray()[s]);
        }
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void everyAlgorithmTakesCustomers(final Algorithm algorithm) throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, algorithm);
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "customer");
        runner.setProperty(AlgorithmProperties.MINIMUM_SEGMENT_SIZE, "2");
        run(SegmentRunner.records(60, 1));
        final List<JsonNode> customers = SegmentRunner.parse(SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS));
        assertEquals(6, customers.size());
        for (int customer = 0; customer < 3; customer++) {
            assertEquals(customers.get(customer).path("segment"), customers.get(customer + 3).path("segment"));
        }
        assertEquals(3, model().manifest().path("segments").asInt());
    }

    /** A chain of points that lie ever farther apart: only single linkage leaves the last one alone. */
    @ParameterizedTest
    @CsvSource({"single,7", "complete,4", "ward,4", "average,4"})
    void linkageDecides(final String linkage, final int largest) throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, Algorithm.AGGLOMERATIVE);
        runner.setProperty(AlgorithmProperties.LINKAGE, linkage);
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        run("""
                {"embedding":[0,0]}
                {"embedding":[1,0]}
                {"embedding":[2.05,0]}
                {"embedding":[3.15,0]}
                {"embedding":[4.3,0]}
                {"embedding":[5.5,0]}
                {"embedding":[6.75,0]}
                {"embedding":[8.75,0]}
                """);
        final JsonNode manifest = model().manifest();
        assertEquals(linkage, manifest.path("options").path("linkage").asText());
        assertEquals(largest, manifest.path("segment_statistics").path(0).path("size").asInt());
    }

    @ParameterizedTest
    @CsvSource({"inertia,30", "size,20"})
    void splitByDecides(final String splitBy, final int largest) throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, Algorithm.BISECTING_K_MEANS);
        runner.setProperty(AlgorithmProperties.SPLIT_BY, splitBy);
        runner.setProperty(AlgorithmProperties.NEIGHBOUR_SMOOTHING, "0");
        final StringBuilder lines = new StringBuilder();
        // Thirty near each other in two places, far from six that lie wide apart.
        for (int i = 0; i < 30; i++) {
            lines.append("{\"embedding\":[").append(i < 20 ? 0 : 1).append(",0]}\n");
        }
        for (int i = 0; i < 6; i++) {
            lines.append("{\"embedding\":[100,").append(i < 3 ? 0 : 40).append("]}\n");
        }
        run(lines.toString());
        assertEquals(largest, model().manifest().path("segment_statistics").path(0).path("size").asInt());
    }

    @Test
    void cosineTakesVectorsOfLengthOne() throws IOException {
        runner.setProperty(AlgorithmProperties.DISTANCE, "cosine");
        run(SegmentRunner.records(90, 1));
        for (final float[] centroid : model().centroids().toArray()) {
            assertEquals(1, Math.hypot(Math.hypot(centroid[0], centroid[1]), centroid[2]), 1e-2);
        }
        runner.clearTransferState();
        run("{\"embedding\":[1,0]}\n{\"embedding\":[3,4]}");
        final MockFlowFile failed = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE);
        assertTrue(failed.getAttribute(SegmentationAttributes.ERROR).contains("cosine takes rows of length 1"), failed.getAttribute(SegmentationAttributes.ERROR));
    }

    @ParameterizedTest
    @CsvSource({"diana,bisecting-k-means", "hdbscan,k-means", "bisecting-k-means,k-means", "agglomerative,k-means"})
    void refusesWhatDoesNotFit(final String algorithm, final String instead) {
        runner.setProperty(AlgorithmProperties.ALGORITHM, algorithm);
        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "100 KB");
        final String input = SegmentRunner.records(6000, 1);
        for (final String customerField : new String[]{"", "id"}) {
            runner.clearTransferState();
            runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, customerField);
            run(input);
            final MockFlowFile failed = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE);
            failed.assertContentEquals(input);
            final String error = failed.getAttribute(SegmentationAttributes.ERROR);
            assertTrue(error.contains("Training Memory Limit") && error.contains("raise it, or choose " + instead), error);
        }
    }

    @Test
    void agglomerativeClustersSummariesAndSaysSo() throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, Algorithm.AGGLOMERATIVE);
        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "2 MB");
        run(SegmentRunner.records(6000, 1));
        final List<JsonNode> records = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        final Set<String> pairs = new HashSet<>();
        for (int i = 0; i < records.size(); i++) {
            pairs.add(i % 3 + "-" + records.get(i).path("segment").asInt());
        }
        assertEquals(3, pairs.size());
        assertEquals(6000, model().manifest().path("training_rows").asInt());
        assertTrue(model().manifest().path("notes").path(0).asText().contains("were summarised to"), model().manifest().path("notes")::toString);
        assertTrue(warnings().stream().anyMatch(message -> message.contains("were summarised to")));
    }

    @ParameterizedTest
    @CsvSource({"k-means", "mini-batch-k-means"})
    void samplesWhatDoesNotFit(final String algorithm) throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, algorithm);
        runner.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "700 KB");
        run(SegmentRunner.records(30_000, 1));
        final JsonNode manifest = model().manifest();
        assertTrue(manifest.path("training_rows").asInt() < 30_000);
        assertEquals(30_000, manifest.path("vectors").asInt());
        assertTrue(warnings().stream().anyMatch(message -> message.contains("random sample")));
        assertEquals(30_000, SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)).size());
    }

    @Test
    void noiseIsInNoSegment() throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, Algorithm.HDBSCAN);
        runner.setProperty(AlgorithmProperties.MINIMUM_SAMPLES, "3");
        run(SegmentRunner.records(300, 1) + "{\"id\":\"far\",\"customer\":7,\"embedding\":[-9,-9,-9]}");
        final JsonNode far = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)).getLast();
        assertEquals(-1, far.path("segment").asInt());
        assertTrue(far.path("segment_distance").asDouble() > 9);
        assertTrue(far.path("segment_confidence").isNull());
        final SegmentModel model = model();
        assertEquals(3, model.manifest().path("segments").asInt());
        assertEquals(3, model.manifest().path("requested_segments").asInt());
        assertEquals(301, model.manifest().path("training_rows").asInt());
        assertTrue(model.distanceQuantile(0, 1) < 1);
        assertTrue(model.manifest().path("notes").path(0).asText().contains("of 301 vectors lie in no dense region"), model.manifest().path("notes")::toString);
        assertFalse(model.manifest().path("options").has("segments"));
        assertEquals(10, model.manifest().path("options").path("minimum_segment_size").asInt());
    }

    @Test
    void noisyCustomersCountInNoQuantile() throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, Algorithm.HDBSCAN);
        runner.setProperty(AlgorithmProperties.MINIMUM_SEGMENT_SIZE, "5");
        runner.setProperty(AlgorithmProperties.MINIMUM_SAMPLES, "3");
        runner.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "id");
        run(SegmentRunner.records(60, 1) + "{\"id\":\"far\",\"customer\":7,\"embedding\":[-9,-9,-9]}");
        final JsonNode far = SegmentRunner.parse(SegmentRunner.only(runner, ClusterCustomers.REL_CUSTOMERS)).getLast();
        assertEquals(-1, far.path("segment").asInt());
        assertTrue(far.path("segment_confidence").isNull());
        assertTrue(model().distanceQuantile(0, 1) < 1 && model().distanceQuantile(2, 1) < 1);
    }

    @Test
    void nothingButNoise() throws IOException {
        runner.setProperty(AlgorithmProperties.ALGORITHM, Algorithm.HDBSCAN);
        runner.setProperty(AlgorithmProperties.MINIMUM_SEGMENT_SIZE, "100");
        run(SegmentRunner.records(30, 1));
        final MockFlowFile success = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        success.assertAttributeEquals(SegmentationAttributes.SEGMENTS, "0");
        for (final JsonNode record : SegmentRunner.parse(success)) {
            assertEquals(-1, record.path("segment").asInt());
            assertTrue(record.path("segment_distance").isNull());
        }
        runner.assertTransferCount(ClusterCustomers.REL_MODEL, 0);
        assertTrue(warnings().stream().anyMatch(message -> message.contains("lower the Minimum Segment Size")));
    }

    /** A row of directions that runs out towards another segment: its last one is nearer to that one's centroid, but its neighbours are the row's. */
    @Test
    void smoothedRecordsGoWithTheirNeighbours() throws IOException {
        final StringBuilder lines = new StringBuilder();
        IntStream.range(0, 60).forEach(i -> lines.append(direction(i * 40 / 60.0)));
        IntStream.of(46, 50, 54, 58).forEach(degrees -> lines.append(direction(degrees)));
        IntStream.range(0, 60).forEach(i -> lines.append(direction(88 + i * 4 / 60.0)));
        runner.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        final JsonNode smoothed = lastOfTheRow(lines.toString());
        assertEquals(0, smoothed.path("segment").asInt());
        assertEquals(0, smoothed.path("segment_confidence").asDouble());
        final JsonNode manifest = model().manifest();
        assertEquals(10, manifest.path("options").path("neighbour_smoothing").asInt());
        assertEquals(123 / 124.0, manifest.path("nearest_centroid_agreement").asDouble());
        assertTrue(manifest.path("notes").path(0).asText().startsWith("99.2 % of the vectors in segments lie nearest to the centroid of their own"), manifest.path("notes")::toString);

        runner.clearTransferState();
        runner.setProperty(AlgorithmProperties.NEIGHBOUR_SMOOTHING, "0");
        final JsonNode plain = lastOfTheRow(lines.toString());
        assertNotEquals(0, plain.path("segment_confidence").asDouble());
        assertEquals(1, model().manifest().path("nearest_centroid_agreement").asDouble());
        assertEquals(0, model().manifest().path("notes").size());
    }

    private JsonNode lastOfTheRow(final String lines) throws IOException {
        run(lines);
        return SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)).get(63);
    }

    private static String direction(final double degrees) {
        return "{\"embedding\":[" + (float) Math.cos(Math.toRadians(degrees)) + "," + (float) Math.sin(Math.toRadians(degrees)) + "]}\n";
    }

    private SegmentModel model() throws IOException {
        return SegmentModel.read(SegmentRunner.only(runner, ClusterCustomers.REL_MODEL).toByteArray());
    }

    private List<String> warnings() {
        return runner.getLogger().getWarnMessages().stream().map(LogMessage::getMsg).toList();
    }

    private void run(final String input) {
        runner.enqueue(input);
        runner.run();
    }
}
