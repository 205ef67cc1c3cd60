// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of JSON lines, gzipped or not, read line by line. Messages name lines and fields, never what stands in them.
 */
final class RecordFile {

    private static final ObjectReader LINE = new ObjectMapper().readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int FIELDS_NAMED = 30;

    private final Path file;
    private final int limit;

    /**
     * @param limit records read at most
     */
    RecordFile(final Path file, final int limit) {
        this.file = file;
        this.limit = limit;
    }

    /**
     * @param target gets every record
     * @throws UsageError when the file is damaged, empty or no file of JSON lines
     */
    void forEach(final Target target) throws IOException {
        int line = 0;
        int records = 0;
        try (BufferedReader in = open()) {
            for (String text = in.readLine(); text != null && records < limit; text = in.readLine()) {
                line++;
                if (!text.isBlank()) {
                    target.accept(parse(text, line));
                    records++;
                }
            }
        } catch (final ZipException | EOFException e) {
            throw new UsageError(file + " is a damaged gzip file.");
        } catch (final CharacterCodingException e) {
            throw new UsageError(file + " is not UTF-8 text: bad bytes after line " + line + ".");
        }
        if (records == 0) {
            throw new UsageError(file + " holds no records.");
        }
    }

    /**
     * @return the texts of a field
     */
    TextSource texts(final String field) {
        return target -> {
            final Presence present = new Presence(field);
            forEach(record -> target.accept(present.see(record) ? record.path(field).asText() : null));
            present.require();
        };
    }

    /**
     * @param field a top-level field
     * @return keeps watch whether it occurs
     */
    Presence presence(final String field) {
        return new Presence(field);
    }

    private BufferedReader open() throws IOException {
        final InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        raw.mark(2);
        final boolean packed = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
        raw.reset();
        return new BufferedReader(new InputStreamReader(packed ? new GZIPInputStream(raw) : raw, StandardCharsets.UTF_8.newDecoder()));
    }

    private JsonNode parse(final String text, final int line) {
        JsonNode record;
        try {
            record = LINE.readTree(text);
        } catch (final JsonProcessingException e) {
            record = null;
        }
        if (record == null || !record.isObject()) {
            throw new UsageError(file + " is not a file of JSON lines: line " + line + " is not one JSON object.");
        }
        return record;
    }

    /** Where the records go. */
    interface Target {

        void accept(JsonNode record) throws IOException;
    }

    /** Whether a field occurs, and what occurs instead. */
    final class Presence {

        private final String field;
        private final Set<String> fields = new TreeSet<>();
        private boolean present;

        private Presence(final String field) {
            this.field = field;
        }

        /**
         * @return whether the record has something in the field that is neither blank nor made of other fields
         */
        boolean see(final JsonNode record) {
            if (fields.size() < FIELDS_NAMED) {
                record.fieldNames().forEachRemaining(fields::add);
            }
            final JsonNode value = record.path(field);
            final boolean here = value.isValueNode() && !value.isNull() && !value.asText().isBlank();
            present |= here;
            return here;
        }

        /**
         * @throws UsageError when no record had it
         */
        void require() {
            if (!present) {
                throw new UsageError("No record of " + file + " has anything in the field '" + field + "'; the fields are " + String.join(", ", fields) + ".");
            }
        }
    }
}
