// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CustomerFileTest {

    private static final String TWO = """
            {"id": 1, "text": "Good shoes 👟", "who": "a"}

            {"id": 2, "text": null, "who": "b"}
            """;

    @TempDir
    private Path directory;

    private final List<String> lines = new ArrayList<>();

    @Test
    void copiesEveryRecordAndSkipsBlankLines() throws IOException {
        final CustomerFile file = copy(write(TWO.getBytes(StandardCharsets.UTF_8)), "text", "who");
        assertEquals(2, file.records());
        assertEquals("en", file.language());
        assertEquals(List.of("0 {\"id\": 1, \"text\": \"Good shoes 👟\", \"who\": \"a\"}", "1 {\"id\": 2, \"text\": null, \"who\": \"b\"}"), lines);
    }

    @Test
    void unpacksGzipWhateverTheName() throws IOException {
        assertEquals(2, copy(write(gzip(TWO)), "text", null).records());
    }

    @Test
    void recognisesChinese() throws IOException {
        assertEquals("zh", copy(write("{\"text\": \"快递很快，客服 OK\"}\n{\"text\": \"鞋子很好穿\"}".getBytes(StandardCharsets.UTF_8)), "text", null).language());
    }

    @Test
    void aPathFindsNestedText() throws IOException {
        assertEquals("zh", copy(write("{\"review\": {\"body\": \"物流很快\"}}".getBytes(StandardCharsets.UTF_8)), "/review/body", null).language());
    }

    @Test
    void missingFile() {
        final Path file = directory.resolve("nowhere.jsonl");
        assertEquals("There is no file " + file + ".", error(file, "text", null));
        assertEquals("There is no file " + directory + ".", error(directory, "text", null));
    }

    @Test
    void linesThatAreNotObjects() throws IOException {
        for (final String bad : List.of("{\"text\": \"half", "[1, 2]", "{} {}", "plain words", "7")) {
            final Path file = write(("{\"text\": \"fine\"}\n\n" + bad + "\n").getBytes(StandardCharsets.UTF_8));
            assertEquals(file + " is not a file of JSON lines: line 3 is not one JSON object.", error(file, "text", null));
        }
    }

    @Test
    void emptyFiles() throws IOException {
        for (final String content : List.of("", "\n\n")) {
            final Path file = write(content.getBytes(StandardCharsets.UTF_8));
            assertEquals(file + " holds no records.", error(file, "text", null));
        }
    }

    @Test
    void missingFields() throws IOException {
        final Path file = write(TWO.getBytes(StandardCharsets.UTF_8));
        assertEquals("No record of " + file + " has text in the field 'review'; the fields are id, text, who.", error(file, "review", null));
        assertEquals("No record of " + file + " has text in the field 'id'; the fields are id, text, who.", error(file, "id", null));
        assertEquals("No record of " + file + " has the customer field 'customer'; the fields are id, text, who.", error(file, "text", "customer"));
    }

    @Test
    void damagedFiles() throws IOException {
        final byte[] packed = gzip(TWO);
        final Path truncated = write(Arrays.copyOf(packed, packed.length - 12));
        assertEquals(truncated + " is a damaged gzip file.", error(truncated, "text", null));

        final Path latin = write("{\"text\": \"gro\u00df\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(latin + " is not UTF-8 text: bad bytes after line 0.", error(latin, "text", null));
    }

    private CustomerFile copy(final Path file, final String text, final String customer) throws IOException {
        return CustomerFile.copy(file, text, customer, (line, record) -> lines.add(record + " " + line));
    }

    private String error(final Path file, final String text, final String customer) {
        return assertThrows(DemoError.class, () -> copy(file, text, customer)).getMessage();
    }

    private Path write(final byte[] content) throws IOException {
        return Files.write(directory.resolve("customers.jsonl"), content);
    }

    private static byte[] gzip(final String content) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
