// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.util.TestRunner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Words that ClusterCustomers puts into the model, and that AssignSegments gives as reasons.
 */
class AssignReasonsTest {

    private static final List<String> WORDS = List.of("parcel", "colour", "refund");

    private final FaultyModelStore store = new FaultyModelStore();
    private TestRunner training;
    private TestRunner runner;

    @BeforeEach
    void setUp() throws Exception {
        training = SegmentRunner.create(new ClusterCustomers(), store);
        training.setProperty(ClusterCustomers.NUMBER_OF_SEGMENTS, "3");
        training.setProperty(SegmentTerms.TOKENS_FIELD, "tokens");
        runner = SegmentRunner.create(new AssignSegments(), store);
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, UnknownBeyond.NEVER);
        runner.setProperty(SegmentReasons.REASONS_FIELD, "reasons");
    }

    /** The words of the theme, one that all use, one of four records, and a name in every record. */
    private static String records(final int count) {
        final String[] lines = SegmentRunner.records(count, 1).split("\n");
        final StringBuilder records = new StringBuilder();
        for (int i = 0; i < count; i++) {
            final String word = WORDS.get(i % 3);
            final String rare = i < 12 ? ",\"four" + i % 3 + "\"" : "";
            records.append(lines[i], 0, lines[i].length() - 1).append(",\"tokens\":[\"thing\",\"").append(word).append("\",\"").append(word).append("s\",\"name").append(i % 150)
                    .append("\"").append(rare).append("]}\n");
        }
        return records.toString();
    }

    private SegmentModel train() throws IOException {
        return train(records(300));
    }

    private SegmentModel train(final String records) throws IOException {
        training.enqueue(records);
        training.run();
        training.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        return SegmentModel.read(store.models().values().iterator().next());
    }

    @Test
    void segmentsHaveTheirWordsAndNoneOfAFew() throws IOException {
        final SegmentModel model = train();
        assertEquals(WORDS.stream().map(word -> List.of(word, word + "s")).sorted((a, b) -> a.getFirst().compareTo(b.getFirst())).toList(),
                model.terms().stream().map(terms -> terms.stream().filter(term -> !term.equals("thing")).sorted().toList()).sorted((a, b) -> a.getFirst().compareTo(b.getFirst())).toList());
        assertEquals(5, model.manifest().path("minimum_term_owners").asInt());
    }

    /** A word of one customer who wrote much of a segment tells that segment from the others, and is still one customer's. */
    @Test
    void customersCountOnce() throws IOException {
        assertTrue(train(talkative()).terms().stream().flatMap(List::stream).anyMatch("catchword"::equals));
        store.models().clear();
        training.clearTransferState();
        training.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "writer");
        assertTrue(train(talkative()).terms().stream().flatMap(List::stream).noneMatch("catchword"::equals));
    }

    private static String talkative() {
        final StringBuilder records = new StringBuilder();
        int i = 0;
        for (final String line : records(300).split("\n")) {
            final boolean one = i % 3 == 0 && i < 90;
            records.append(line, 0, line.length() - 2).append(one ? ",\"catchword\"]" : "]").append(",\"writer\":").append(one ? -1 : i).append("}\n");
            i++;
        }
        return records.toString();
    }

    @Test
    void recordsNameTheWordsOfTheirSegment() throws IOException {
        train();
        runner.enqueue("""
                {"embedding":[1,0,0],"tokens":["my","parcels","colour","parcel"]}
                {"embedding":[1,0,0],"tokens":["nothing"]}
                {"embedding":[0,1,0],"tokens":["colour"]}
                {"embedding":[0,0,1],"tokens":null}
                """);
        runner.run();
        final List<JsonNode> assigned = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        assertEquals(List.of("parcel", "parcels"), texts(assigned.get(0)).sorted().toList());
        assertEquals(0, texts(assigned.get(1)).count());
        assertEquals(List.of("colour"), texts(assigned.get(2)).toList());
        assertTrue(assigned.get(3).path("reasons").isArray());
    }

    @Test
    void recordsOfNoSegmentHaveNoReasons() throws IOException {
        train();
        runner.setProperty(AssignSegments.UNKNOWN_BEYOND, "1.00");
        runner.enqueue("{\"embedding\":[9,9,9],\"tokens\":[\"parcel\"]}\n{\"embedding\":null,\"tokens\":[\"parcel\"]}\n");
        runner.run();
        SegmentRunner.parse(SegmentRunner.only(runner, AssignSegments.REL_UNKNOWN)).forEach(record -> assertTrue(record.path("reasons").isNull()));
    }

    @Test
    void modelsWithoutWordsGiveNoReasons() throws IOException {
        training.removeProperty(SegmentTerms.TOKENS_FIELD);
        assertNull(train().terms());
        runner.enqueue("{\"embedding\":[1,0,0]}\n");
        runner.run();
        assertTrue(SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)).getFirst().path("reasons").isNull());
    }

    /** Each is far from the next best segment by one thing; that nobody of the training came from Mars is told, and where he came from is not. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordsNameTheFeaturesOfTheirSegment(final boolean customers) throws IOException {
        trainFeatures(customers);
        runner.enqueue("""
                {"client":"u","age":20,"country":"fr","visits":3}
                {"client":"v","age":70,"country":"de","visits":3}
                {"client":"w","age":20,"country":"mars","visits":3}
                """);
        runner.run();
        runner.assertTransferCount(AbstractSegmentationProcessor.REL_FAILURE, 0);
        final List<JsonNode> assigned = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS));
        assertEquals(List.of("country=fr"), texts(assigned.get(0)).toList());
        assertEquals(List.of("age"), texts(assigned.get(1)).toList());
        assertTrue(texts(assigned.get(2)).noneMatch(reason -> reason.contains("mars")));
    }

    @Test
    void wordsComeBeforeFeatures() throws IOException {
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age");
        final StringBuilder records = new StringBuilder();
        int i = 0;
        for (final String line : records(300).split("\n")) {
            records.append(line, 0, line.length() - 1).append(",\"age\":").append(20 + 30 * (i++ % 3)).append("}\n");
        }
        train(records.toString());
        runner.enqueue("{\"embedding\":[1,0,0],\"tokens\":[\"parcel\"],\"age\":10}");
        runner.run();
        assertEquals(List.of("parcel", "age"), texts(SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)).getFirst()).toList());
        runner.clearTransferState();
        runner.enqueue("{\"embedding\":[1,0,0],\"age\":10}");
        runner.run();
        assertEquals(List.of("age"), texts(SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)).getFirst()).toList());
    }

    private void trainFeatures(final boolean customers) throws IOException {
        training.removeProperty(SegmentTerms.TOKENS_FIELD);
        training.setProperty(SegmentProperties.EMBEDDING_FIELD, "");
        training.setProperty(FeatureProperties.NUMERIC_FIELDS, "age, visits");
        training.setProperty(FeatureProperties.CATEGORICAL_FIELDS, "country");
        if (customers) {
            training.setProperty(ClusterCustomers.CUSTOMER_ID_FIELD, "client");
        }
        final StringBuilder records = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            records.append("{\"client\":\"c").append(i).append("\",\"age\":").append(i % 3 == 0 ? 70 : 20).append(",\"country\":\"").append(i % 3 == 1 ? "fr" : "de").append("\",\"visits\":")
                    .append(2 + i / 3 % 3).append("}\n");
        }
        train(records.toString());
    }

    @Test
    void recordsWithoutWordsHaveNoReasons() throws IOException {
        train();
        runner.enqueue("{\"embedding\":[1,0,0]}\n");
        runner.run();
        final JsonNode assigned = SegmentRunner.parse(SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_SUCCESS)).getFirst();
        assertTrue(assigned.has("reasons") && assigned.path("reasons").isNull());
    }

    @Test
    void wrongTokens() throws IOException {
        train();
        runner.enqueue("{\"embedding\":[1,0,0],\"tokens\":7}\n");
        runner.run();
        assertEquals("record 0, field 'tokens': is not an array of strings",
                SegmentRunner.only(runner, AbstractSegmentationProcessor.REL_FAILURE).getAttribute(SegmentationAttributes.ERROR));
        training.clearTransferState();
        training.enqueue("{\"embedding\":[1,0,0],\"tokens\":7}\n");
        training.run();
        training.assertAllFlowFilesTransferred(AbstractSegmentationProcessor.REL_FAILURE, 1);
        assertEquals(1, store.models().size());
    }

    @Test
    void fieldsNeedNamesOfTheirOwn() {
        runner.assertValid();
        runner.setProperty(SegmentReasons.REASONS_FIELD, "segment");
        runner.assertNotValid();
    }

    private static Stream<String> texts(final JsonNode record) {
        return Stream.iterate(0, i -> i < record.path("reasons").size(), i -> i + 1).map(i -> record.path("reasons").path(i).asText());
    }
}
