// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.cluster.StreamingKMeans;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.ServiceTrouble;
import org.apache.nifi.serialization.record.MockRecordWriter;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * AssignSegments that takes customers out of a model again.
 */
class AssignErasureTest {

    private static final String RECORDS = SegmentRunner.records(300, 1);

    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner training;
    private TestRunner runner;
    private boolean started;

    @BeforeEach
    void setUp() throws Exception {
        training = SegmentRunner.create(new ClusterCustomers(), store);
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
        training.setProperty(AlgorithmProperties.NEIGHBOUR_SMOOTHING, "0");
        runner = SegmentRunner.create(new AssignSegments(), store);
        runner.setProperty(OnlineUpdate.MODE, OnlineMode.ERASE);
    }

    /** What remains is what a training without the erased ones finds. */
    @Test
    void theModelIsThatOfTheRest() throws IOException {
        final SegmentModel before = train(RECORDS);
        final String erased = lines(line -> line.contains("\"id\":\"1"));
        run(erased, false);
        final SegmentModel after = newest();
        assertNotEquals(before.version(), after.version());
        final MockFlowFile written = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS);
        written.assertAttributeEquals(SegmentationAttributes.ERASURE, "erased");
        written.assertAttributeEquals(SegmentationAttributes.ERASURE_VERSION, after.version());
        written.assertAttributeEquals(SegmentationAttributes.MODEL_VERSION, before.version());
        written.assertAttributeNotExists("segmentation.drift.count");
        final int count = SegmentRunner.parse(written).size();
        assertEquals(erased.lines().count(), count);

        assertArrayEquals(before.ids().toArray(), after.ids().toArray());
        assertEquals(300 - count, after.members());
        assertEquals(300 - count, after.manifest().path("training_rows").asInt());
        assertEquals(300 - count, after.manifest().path("vectors").asInt());
        assertEquals(before.version(), after.manifest().path("parent_version").asText());
        assertEquals(after.size(0), after.manifest().path("segment_statistics").path(0).path("size").asInt());
        assertEquals(before.size(0), after.lineage().segments().getFirst().sizeBefore());
        assertEquals(0, after.noiseShare());

        final SegmentModel anew = train(lines(line -> !line.contains("\"id\":\"1")));
        for (int s = 0; s < 3; s++) {
            final int row = anew.centroids().nearest(after.centroids().toArray()[s]).segment();
            assertArrayEquals(anew.centroids().toArray()[row], after.centroids().toArray()[s], 1e-5f);
            assertEquals(anew.size(row), after.size(s));
        }
    }

    @Test
    void customersArePooledAsAtTheTraining() throws IOException {
        training.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
        training.setProperty(CustomerProperties.MINIMUM_TEXTS, "2");
        final String once = "{\"id\":\"once\",\"customer\":7,\"embedding\":[1,0,0]}\n";
        train(RECORDS + once);
        runner.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
        run(lines(line -> line.contains("\"customer\":1,")) + once, false);
        final SegmentModel after = newest();
        assertEquals(5, after.members());
        assertEquals(1, after.manifest().path("erasures").path("vectors").asInt());

        final SegmentModel anew = train(lines(line -> !line.contains("\"customer\":1,")) + once);
        for (final float[] centroid : after.centroids().toArray()) {
            assertEquals(0, anew.centroids().nearest(centroid).distance(), 1e-6);
        }
    }

    /** Numbers, categories and purchases are scaled, and recency counted back, as they were. */
    @Test
    void customersOfSeveralFeatures() throws IOException {
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "2");
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
        training.setProperty(CustomerProperties.DATE_FIELD, "day");
        training.setProperty(FeatureProperties.AMOUNT_FIELD, "paid");
        final StringBuilder records = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            records.append("{\"customer\":\"c%d\",\"day\":\"2026-01-%02d\",\"paid\":%d}%n".formatted(i, i % 2 == 0 ? 1 + i / 2 : 20 + i / 2, i % 2 == 0 ? 10 + i : 500 + i));
        }
        final SegmentModel before = train(records.toString());
        runner.setProperty(AssignSegments.REFERENCE_DATE, "2030-01-01");
        run(records.toString().lines().filter(line -> line.contains("\"c4\"")).collect(Collectors.joining()), false);
        assertEquals("erased", SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS).getAttribute(SegmentationAttributes.ERASURE));
        final SegmentModel after = newest();
        assertEquals(19, after.members());
        for (int s = 0; s < 2; s++) {
            assertEquals(0, before.centroids().nearest(after.centroids().toArray()[s]).distance(), 0.1);
        }
    }

    @Test
    void aFlowFileThatComesAgainCountsOnce() throws IOException {
        train(RECORDS);
        run(lines(line -> line.contains("\"id\":\"1\"")), false);
        final SegmentModel once = newest();
        run(lines(line -> line.contains("\"id\":\"2\"")), false);
        final SegmentModel twice = newest();
        assertEquals(once.members() - 1, twice.members());
        run(lines(line -> line.contains("\"id\":\"1\"")), true);
        final List<MockFlowFile> written = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_SUCCESS);
        assertEquals(List.of("erased", "erased", "repeated"), written.stream().map(flowFile -> flowFile.getAttribute(SegmentationAttributes.ERASURE)).toList());
        written.getLast().assertAttributeEquals(SegmentationAttributes.ERASURE_VERSION, twice.version());
        assertEquals(3, store.models().size());
        final JsonNode erasures = twice.manifest().path("erasures");
        assertEquals(2, erasures.path("vectors").asInt());
        assertEquals(2, erasures.path("flowfile_sha256").size());
    }

    @Test
    void nothingWithoutAVector() throws IOException {
        train(RECORDS);
        run("{\"id\":\"1\",\"embedding\":null}", false);
        SegmentRunner.only(runner, AssignSegments.REL_UNKNOWN).assertAttributeEquals(SegmentationAttributes.ERASURE, "nothing");
        assertEquals(1, store.models().size());
    }

    /** Who was trained on was so however far he lay. */
    @Test
    void whatIsFarIsErasedToo() throws IOException {
        train(RECORDS);
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, "0.90");
        run("{\"embedding\":[9,9,10]}", false);
        assertEquals(299, newest().members());
    }

    @Test
    void oneMemberMustRemain() throws IOException {
        final SegmentModel before = train(RECORDS);
        run(lines(line -> true), false);
        final String error = SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR);
        assertEquals("segment " + before.ids().of(0) + " has 100 members, of which the FlowFile would take 100 away, and at least 1 must remain: train anew with an Erasure List", error);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 0);
        assertEquals(1, store.models().size());
    }

    @Test
    void whatFailsErasesNothing() throws Exception {
        train(RECORDS);
        final MockRecordWriter writer = new MockRecordWriter("", false, 1);
        runner.addControllerService("failing", writer);
        runner.enableControllerService(writer);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "failing");
        run(lines(line -> line.contains("\"id\":\"1")), true);
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 1);
        assertEquals(1, store.models().size());
        runner.clearTransferState();
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
        store.failWith(new IOException("share is gone"));
        run(lines(line -> line.contains("\"id\":\"1")), false);
        assertEquals(1, runner.getQueueSize().getObjectCount());
        store.failWith(null);
        runner.run(1, true, false);
        SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS).assertAttributeEquals(SegmentationAttributes.ERASURE, "erased");
        assertEquals(2, store.models().size());
    }

    /** Of another node, or a training. */
    @Test
    void aNewerModelMeanwhile() throws IOException {
        final SegmentErasure erasure = new SegmentErasure(store, train(RECORDS), "digest");
        final StreamingKMeans.Batch erased = new StreamingKMeans.Batch(3, 3);
        erased.add(0, new float[]{1, 0, 0});
        train(RECORDS);
        assertThrows(ServiceTrouble.class, () -> erasure.publish(erased));
        assertEquals(2, store.models().size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "mini-batch-k-means | Distance | euclidean | are no means",
            "k-means | Distance | cosine | mean directions",
            "hdbscan | Minimum Segment Size | 20 | noise"})
    void centroidsThatAreNoMeans(final String algorithm, final String property, final String value, final String cause) throws IOException {
        training.setProperty(AlgorithmProperties.ALGORITHM, algorithm);
        training.setProperty(property, value);
        train(RECORDS + "{\"embedding\":[-0.6,0,-0.8]}\n");
        assertRefused(cause);
    }

    @Test
    void segmentsOfSmoothedNeighbours() throws IOException {
        training.setProperty(AlgorithmProperties.NEIGHBOUR_SMOOTHING, "15");
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "4");
        final SegmentModel model = train(RECORDS);
        assertTrue(model.manifest().path("nearest_centroid_agreement").asDouble() < 1);
        assertRefused("without Neighbour Smoothing");
    }

    @Test
    void segmentsThatMoved() throws IOException {
        train(RECORDS);
        runner.setProperty(OnlineUpdate.MODE, OnlineMode.HALF_LIFE);
        run(RECORDS, true);
        runner.clearTransferState();
        runner.setProperty(OnlineUpdate.MODE, OnlineMode.ERASE);
        assertRefused("an Online Update has moved its centroids");
    }

    @Test
    void samples() throws IOException {
        training.setProperty(ClusterCustomers.TRAINING_MEMORY_LIMIT, "1 MB");
        train(SegmentRunner.records(60_000, 1));
        assertRefused("it was trained on a sample");
    }

    @Test
    void othersThanThoseOfTheTraining() throws IOException {
        train(RECORDS);
        runner.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
        assertFails("the model was trained by single records, and the Customer ID Field is set");
        training.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
        train(RECORDS);
        runner.removeProperty(CustomerProperties.CUSTOMER_ID_FIELD);
        assertFails("the model was trained by customers, and the Customer ID Field is empty");
        runner.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
        runner.setProperty(CustomerProperties.DATE_FIELD, "id");
        runner.setProperty(CustomerProperties.CUSTOMER_POOLING, PoolingMethod.RECENCY_WEIGHTED_MEAN);
        assertFails("the model was trained with another Customer Pooling or Half-Life");
    }

    @Test
    void needsTheLatestVersionAndNoList() {
        runner.assertValid();
        runner.setProperty(SegmentProperties.MODEL_NAME, "segments-${country}");
        runner.setProperty(CustomerProperties.CUSTOMER_ID_FIELD, "customer");
        runner.assertValid();
        runner.setProperty(ErasureList.PROPERTY, "a");
        runner.assertNotValid();
        runner.removeProperty(ErasureList.PROPERTY);
        runner.setProperty(AssignSegments.MODEL_VERSION, "v1");
        runner.assertNotValid();
    }

    private void assertRefused(final String cause) {
        assertFails(cause);
        final String error = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_FAILURE).getLast().getAttribute(SegmentationAttributes.ERROR);
        assertTrue(error.startsWith("nothing can be taken out of version "), error);
    }

    private void assertFails(final String cause) {
        final int models = store.models().size();
        run(lines(line -> line.contains("\"id\":\"1\"")), true);
        final String error = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_FAILURE).getLast().getAttribute(SegmentationAttributes.ERROR);
        assertTrue(error.contains(cause), error);
        assertEquals(models, store.models().size());
    }

    private SegmentModel train(final String records) throws IOException {
        training.clearTransferState();
        training.enqueue(records);
        training.run();
        training.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        assertFalse(store.models().isEmpty());
        return newest();
    }

    private SegmentModel newest() throws IOException {
        return SegmentModel.read(store.models().entrySet().stream().reduce((first, second) -> second).orElseThrow().getValue());
    }

    private static String lines(final Predicate<String> wanted) {
        return Arrays.stream(RECORDS.split("\n")).filter(wanted).collect(Collectors.joining("\n", "", "\n"));
    }

    private void run(final String input, final boolean stop) {
        runner.enqueue(input);
        runner.run(1, stop, !started);
        started = !stop;
    }
}
