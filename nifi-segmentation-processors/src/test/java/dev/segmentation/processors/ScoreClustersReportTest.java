// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.model.ModelContainer;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.services.DirectoryModelStore;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScoreClustersReportTest {

    private static final int ROWS = 90;

    @TempDir
    private Path directory;
    private TestRunner runner;

    @BeforeEach
    void setUp() throws InitializationException {
        runner = TestRunners.newTestRunner(new ScoreClusters());
        final JsonTreeReader reader = new JsonTreeReader();
        runner.addControllerService("reader", reader);
        runner.enableControllerService(reader);
        final JsonRecordSetWriter writer = new JsonRecordSetWriter();
        runner.addControllerService("writer", writer);
        runner.enableControllerService(writer);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "reader");
        runner.setProperty(AbstractSegmentationProcessor.RECORD_WRITER, "writer");
    }

    @Test
    void textsAreShownOnlyWhenAskedForAndThenMasked() {
        final String without = report(Map.of());
        assertFalse(without.contains("parcel number") || without.contains("<blockquote"));
        assertTrue(without.contains("no customer ids and no texts"));

        runner.setProperty(ReportProperties.TEXT_FIELD, "text");
        final String with = report(Map.of());
        assertTrue(with.contains("parcel number") && with.contains("&lt;EMAIL&gt;"));
        assertFalse(with.contains("example.com") || with.contains("alert(1)&lt;/script&gt;"));
        assertTrue(with.contains("in which personal data was masked"));
        for (final MockFlowFile flowFile : runner.getFlowFilesForRelationship(ScoreClusters.REL_METRICS)) {
            assertFalse(flowFile.getContent().contains("parcel number") || flowFile.getAttributes().toString().contains("parcel number"));
        }
        assertTrue(runner.getProvenanceEvents().stream().noneMatch(event -> String.valueOf(event.getDetails()).contains("parcel number")));
    }

    @Test
    void profileAndSentimentAreTold() {
        runner.setProperty(ReportProperties.PROFILE_FIELDS, "age, country, customer, absent");
        final String html = report(Map.of());
        assertTrue(html.contains("id=\"profile\"") && html.contains("much higher than all"), html);
        assertTrue(html.contains("<bdi>country0</bdi> 100.0"));
        assertTrue(html.contains("class=\"mood\"") && html.contains("positive"));
        assertFalse(html.contains("c17@"), "a value of one member tells who it is");
        assertTrue(html.contains("Fields without a profile") && html.contains("absent"));
    }

    @Test
    void rulesAreLearnedFromTermsAndFields() {
        runner.setProperty(ReportProperties.PROFILE_FIELDS, "age");
        final String html = report(Map.of());
        assertTrue(html.contains("id=\"rules\"") && html.contains("The rules tell nearly all there is to tell."));
    }

    @Test
    void theReportSpeaksChinese() {
        runner.setProperty(ReportProperties.REPORT_LANGUAGE, "chinese");
        final String html = report(Map.of());
        assertTrue(html.contains("<html lang=\"zh-Hans\">") && html.contains("群组 2"));
    }

    @Test
    void aModelThatTheStoreHasNotIsSaidToBeMissing() throws InitializationException {
        final ModelStoreDouble store = new ModelStoreDouble();
        runner.addControllerService("store", store);
        runner.enableControllerService(store);
        runner.setProperty(ReportProperties.MODEL_STORE, "store");
        assertTrue(report(Map.of(SegmentationAttributes.MODEL_NAME, "segments", SegmentationAttributes.MODEL_VERSION, "v9")).contains("<bdi>segments v9</bdi> is not in the Model Store"));
        assertFalse(report(Map.of()).contains("Model file"));
    }

    /** The scores alone need no model. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aModelThatMustNotBeUsedIsAFailure(final boolean otherKind) throws InitializationException {
        final byte[] model = TestModels.segments("v1", "minilm");
        final FaultyModelStore store = new FaultyModelStore();
        store.models().put("segments/v1", otherKind ? ModelContainer.of("other", ModelContainer.newManifest(), Map.of(), Map.of()).toBytes() : Arrays.copyOf(model, model.length / 2));
        runner.addControllerService("store", store);
        runner.enableControllerService(store);
        runner.setProperty(ReportProperties.MODEL_STORE, "store");
        final Map<String, String> attributes = Map.of(SegmentationAttributes.MODEL_NAME, "segments", SegmentationAttributes.MODEL_VERSION, "v1");
        runner.enqueue(records(), attributes);
        runner.run();
        runner.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        final MockFlowFile failed = runner.getFlowFilesForRelationship(AbstractSegmentationProcessor.REL_FAILURE).getFirst();
        failed.assertContentEquals(records());
        assertTrue(failed.getAttribute(SegmentationAttributes.ERROR).contains("model"), failed.getAttribute(SegmentationAttributes.ERROR));

        runner.clearTransferState();
        runner.removeProperty(ReportProperties.MODEL_STORE);
        runner.enqueue(records(), attributes);
        runner.run();
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_SUCCESS, 1);
    }

    /** Such a name comes from somebody else's attribute: no store has it, however often it is asked. */
    @Test
    void aNameThatNoModelHasIsMissingToo() throws InitializationException {
        final DirectoryModelStore store = new DirectoryModelStore();
        runner.addControllerService("directory", store);
        runner.setProperty(store, "Directory", directory.toString());
        runner.enableControllerService(store);
        runner.setProperty(ReportProperties.MODEL_STORE, "directory");
        assertTrue(report(Map.of(SegmentationAttributes.MODEL_NAME, "spring/sale", SegmentationAttributes.MODEL_VERSION, "v1")).contains("is not in the Model Store"));
    }

    /** In the first pass, in that for the report, and in the last one, which writes. */
    @ParameterizedTest
    @ValueSource(ints = {5, ROWS + 1 + 5, 2 * (ROWS + 1) + 5})
    void stoppedWhileRecordsAreReadItKeepsTheFlowFile(final int records) throws InitializationException {
        final PausingReader reader = new PausingReader(records, () -> Thread.currentThread().interrupt());
        runner.addControllerService("stopped", reader);
        runner.enableControllerService(reader);
        runner.setProperty(AbstractSegmentationProcessor.RECORD_READER, "stopped");
        runner.enqueue(records());
        runner.run();
        assertEquals(1, runner.getQueueSize().getObjectCount());
        assertEquals(0, reader.askedForAfterwards());
        runner.getProcessor().getRelationships().forEach(relationship -> runner.assertTransferCount(relationship, 0));
    }

    @Test
    void fieldListsAreValidated() {
        runner.setProperty(ReportProperties.PROFILE_FIELDS, "age, /a[");
        runner.assertNotValid();
        runner.setProperty(ReportProperties.PROFILE_FIELDS, "age, /a");
        runner.assertValid();
    }

    private String report(final Map<String, String> attributes) {
        runner.clearTransferState();
        runner.enqueue(records(), attributes);
        runner.run();
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        assertEquals(1, runner.getFlowFilesForRelationship(ScoreClusters.REL_REPORT).size());
        return runner.getFlowFilesForRelationship(ScoreClusters.REL_REPORT).getFirst().getContent();
    }

    private static String records() {
        final Random random = new Random(4);
        final StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < ROWS; i++) {
            final int segment = i % 3;
            json.append(i == 0 ? "" : ",\n").append("{\"customer\":\"c").append(i).append("@shop\",\"age\":").append(20 + 20 * segment).append(",\"country\":\"country").append(segment)
                    .append("\",\"sentiment\":\"").append(i % 2 == 0 ? "positive" : "negative").append("\",\"text\":\"<script>alert(1)</script>My parcel number ").append(i)
                    .append(" is late, write to c").append(i).append("&#64;example.com\",\"segment\":").append(segment).append(",\"embedding\":[");
            for (int t = 0; t < 3; t++) {
                json.append(t == 0 ? "" : ",").append((float) ((t == segment ? 2 : 0) + random.nextGaussian() / 5));
            }
            json.append("],\"tokens\":[\"topic").append(segment).append("\",\"shared\"]}");
        }
        return json.append("]").toString();
    }
}
