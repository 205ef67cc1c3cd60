// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segmentation.processors.TokenizeText;
import org.apache.nifi.json.JsonRecordSetWriter;
import org.apache.nifi.json.JsonTreeReader;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.serialization.RecordReader;
import org.apache.nifi.serialization.RecordSetWriter;
import org.apache.nifi.serialization.SimpleRecordSchema;
import org.apache.nifi.serialization.record.DataType;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;
import org.apache.nifi.serialization.record.SchemaIdentifier;
import org.apache.nifi.serialization.record.SerializedForm;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JsonFormTest {

    private static final DataType STRING = RecordFieldType.STRING.getDataType();
    private static final RecordField TOKENS = new RecordField("tokens", RecordFieldType.ARRAY.getArrayDataType(STRING));
    private static final RecordField LANGUAGE = new RecordField("language", STRING);
    private static final String JSON = "{\"text\":\"good\"}";

    private final JsonTreeReader reader = new JsonTreeReader();
    private final JsonRecordSetWriter writer = new JsonRecordSetWriter();

    private TestRunner runner;

    @BeforeEach
    void enableServices() throws InitializationException {
        runner = TestRunners.newTestRunner(TokenizeText.class);
        runner.addControllerService("reader", reader);
        runner.enableControllerService(reader);
        runner.addControllerService("writer", writer);
        runner.enableControllerService(writer);
    }

    @Test
    void fieldsAreAddedToTheJson() {
        assertEquals("{\"text\":\"good\",\"tokens\":[\"a\\\"b\",\"路由器\",\"x\\\\y\\n\"],\"language\":\"en\"}", json(record(STRING, "good", JSON), values("a\"b", "路由器", "x\\y\n")));
        assertEquals("{\"text\":\"😀\",\"tokens\":[\"😀\"],\"language\":\"en\"}", json(record(STRING, "😀", "{\"text\":\"😀\"}"), values("😀")));
        assertEquals("{\"text\":\"good\",\"tokens\":[],\"language\":\"en\"}", json(record(STRING, "good", JSON), values()));
    }

    @Test
    void aFieldThatKeepsItsValueStays() {
        final RecordSchema schema = new SimpleRecordSchema(List.of(new RecordField("text", STRING), LANGUAGE));
        final String english = "{\"text\":\"good\",\"language\":\"en\"}";
        final Record same = new MapRecord(schema, new LinkedHashMap<>(Map.of("text", "good", "language", "en")), SerializedForm.of(english, "application/json"));
        assertEquals("{\"text\":\"good\",\"language\":\"en\",\"tokens\":[\"good\"]}", json(same, values("good")));
        final Record other = new MapRecord(schema, new LinkedHashMap<>(Map.of("text", "good", "language", "de")), SerializedForm.of("{}", "application/json"));
        assertEquals("", json(other, values("good")));
    }

    @Test
    void thereIsNoJsonWhereAWriterMightWriteAnother() {
        final Map<String, Object> nothing = values("good");
        nothing.put("language", null);
        assertEquals("", json(record(STRING, "good", JSON), nothing));
        final Map<String, Object> number = values("good");
        number.put("language", 3);
        assertEquals("", json(record(STRING, "good", JSON), number));
        assertEquals("", json(record(STRING, "\ud83d", "{\"text\":\"\ud83d\"}"), values("good")));
        assertEquals("", json(record(STRING, null, "{\"text\":null}"), values("good")));
        assertEquals("", json(record(RecordFieldType.TIMESTAMP.getDataType(), "2026-01-01", "{\"text\":\"2026-01-01\"}"), values("good")));
        assertEquals("", json(record(RecordFieldType.CHOICE.getChoiceDataType(STRING, RecordFieldType.DATE.getDataType()), "x", JSON), values("good")));
        assertEquals("", json(record(RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.RECORD.getDataType()), new Object[0], "{\"text\":[]}"), values("good")));
        final RecordSchema schema = new SimpleRecordSchema(List.of(new RecordField("text", STRING)));
        assertEquals("", json(new MapRecord(schema, new LinkedHashMap<>(Map.of("text", "good"))), values("good")));
        assertEquals("", json(new MapRecord(schema, new LinkedHashMap<>(Map.of("text", "good")), SerializedForm.of("<text/>", "application/xml")), values("good")));
        final RecordSchema stated = new SimpleRecordSchema(List.of(new RecordField("text", STRING)), "{}", "avro", SchemaIdentifier.EMPTY);
        assertEquals("", json(new MapRecord(stated, new LinkedHashMap<>(Map.of("text", "good")), SerializedForm.of(JSON, "application/json")), values("good")));
    }

    @Test
    void theWriterWritesTheSameWithAndWithoutIt() throws Exception {
        final String lines = """
                {"id":1,"text":"good \\"quality\\" \\\\ 很好 \\u0007","price":1.5,"tags":["a","b"],"sold":true}
                {"id":2,"text":"no price","tags":[],"sold":false}
                {"id":3,"text":null,"price":2,"tags":["c"],"sold":true}
                {"id":"four","text":"other id","price":0.00001,"tags":["d"],"sold":true}
                """;
        final List<Boolean> passedOn = new ArrayList<>();
        final String with = write(lines, (form, record) -> {
            final Record enriched = form.with(record, values("good", "很好"), new JsonText());
            passedOn.add(enriched.getSerializedForm().isPresent());
            return enriched;
        });
        final String without = write(lines, (form, record) -> {
            final Map<String, Object> all = new LinkedHashMap<>(record.toMap());
            all.putAll(values("good", "很好"));
            return new MapRecord(enriched(record.getSchema()), all);
        });
        assertEquals(List.of(true, false, false, true), passedOn);
        assertEquals(new ObjectMapper().readTree(without), new ObjectMapper().readTree(with));
        assertTrue(with.contains("\"tokens\":[\"good\",\"很好\"]"));
    }

    @Test
    void textsAreQuotedSoThatAnyParserReadsThem() throws Exception {
        final Random random = new Random(11);
        final JsonText text = new JsonText();
        for (int round = 0; round < 500; round++) {
            final String[] tokens = Stream.generate(() -> generated(random)).limit(random.nextInt(40)).toArray(String[]::new);
            final Record enriched = enrich(record(STRING, "good", JSON), values(tokens), text);
            final JsonNode read = new ObjectMapper().readTree(enriched.getSerializedForm().orElseThrow().getSerialized().toString());
            assertEquals(Set.of("text", "tokens", "language"), read.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet()));
            assertArrayEquals(tokens, new ObjectMapper().convertValue(read.get("tokens"), String[].class));
        }
    }

    @Test
    void theValuesAreThereForWritersThatDoNotPassJsonOn() {
        final Record enriched = enrich(record(STRING, "good", JSON), values("a", "b"), new JsonText());
        assertTrue(enriched.getSerializedForm().isPresent());
        assertEquals(List.of("text", "tokens", "language"), List.copyOf(enriched.getRawFieldNames()));
        assertEquals("good", enriched.getValue("text"));
        assertArrayEquals(new Object[] {"a", "b"}, enriched.getAsArray("tokens"));
        assertEquals(Set.of("text", "tokens", "language"), enriched.toMap().keySet());
    }

    @Test
    void aPrettyPrintingWriterWritesTheValues() throws Exception {
        final String line = "{\"id\":1,\"text\":\"good\"}\n";
        final BiFunction<JsonForm, Record, Record> enrich = (form, record) -> form.with(record, values("good"), new JsonText());
        final String passedOn = write(line, enrich);
        runner.disableControllerService(writer);
        runner.setProperty(writer, "Pretty Print JSON", "true");
        runner.enableControllerService(writer);
        final String pretty = write(line, enrich);
        assertTrue(pretty.lines().count() > passedOn.lines().count());
        assertEquals(new ObjectMapper().readTree(passedOn), new ObjectMapper().readTree(pretty));
    }

    private String write(final String lines, final BiFunction<JsonForm, Record, Record> enrich) throws Exception {
        final byte[] bytes = lines.getBytes(StandardCharsets.UTF_8);
        final MockComponentLog log = new MockComponentLog("test", this);
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RecordReader records = reader.createRecordReader(Map.of(), new ByteArrayInputStream(bytes), bytes.length, log)) {
            final RecordSchema schema = enriched(records.getSchema());
            final JsonForm form = new JsonForm(records.getSchema(), schema);
            try (RecordSetWriter set = writer.createWriter(log, writer.getSchema(Map.of(), schema), out, Map.of())) {
                set.beginRecordSet();
                for (Record record = records.nextRecord(); record != null; record = records.nextRecord()) {
                    set.write(enrich.apply(form, record));
                }
                set.finishRecordSet();
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static RecordSchema enriched(final RecordSchema schema) {
        return EnrichedSchema.of(schema, TOKENS, LANGUAGE);
    }

    private static Record enrich(final Record record, final Map<String, Object> values, final JsonText text) {
        return new JsonForm(record.getSchema(), enriched(record.getSchema())).with(record, values, text);
    }

    /** Some longer than the room that there is at first. */
    private static String generated(final Random random) {
        final String characters = random.nextBoolean() ? "abc" : "a\"\\\b\n\u0000\u001f\u007fé路";
        return IntStream.range(0, random.nextInt(random.nextInt(50) == 0 ? 10_000 : 12)).mapToObj(i -> String.valueOf(characters.charAt(random.nextInt(characters.length()))))
                .collect(Collectors.joining());
    }

    private static Record record(final DataType type, final Object value, final String json) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("text", value);
        return new MapRecord(new SimpleRecordSchema(List.of(new RecordField("text", type))), values, SerializedForm.of(json, "application/json"));
    }

    private static Map<String, Object> values(final String... tokens) {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("tokens", (Object[]) tokens);
        values.put("language", "en");
        return values;
    }

    /** Empty when there is none. */
    private static String json(final Record record, final Map<String, Object> values) {
        final Record enriched = enrich(record, values, new JsonText());
        assertEquals("en".equals(values.get("language")), "en".equals(enriched.getValue("language")));
        assertFalse(record.getSchema().getField("tokens").isPresent());
        return enriched.getSerializedForm().map(form -> form.getSerialized().toString()).orElse("");
    }
}
