// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

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
 * A file of JSON lines, checked line by line while it is copied: an error is told before NiFi is even started.
 * Memory holds one line at a time.
 */
final class CustomerFile {

    private static final ObjectReader LINE = new ObjectMapper().readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int GZIP_MAGIC = 0x1f8b;
    private static final int LANGUAGE_SAMPLE = 500;
    private static final int FIELDS_NAMED = 30;

    private final Path file;
    private final String textField;
    private final String customerField;
    private final Set<String> fields = new TreeSet<>();
    private long lines;
    private long records;
    private long texts;
    private boolean hasCustomer;
    private long letters;
    private long hanLetters;

    private CustomerFile(final Path file, final String textField, final String customerField) {
        this.file = file;
        this.textField = textField;
        this.customerField = customerField;
    }

    /**
     * Checks a file and copies it, unpacked.
     *
     * @param textField name of the field with the customer's words, or a path that begins with /
     * @param customerField name of the field with the customer's id, or null
     * @param target gets the lines
     * @throws DemoError when the file is missing, unreadable, damaged, empty, not JSON lines, or lacks a field in all records
     */
    static CustomerFile copy(final Path file, final String textField, final String customerField, final LineTarget target) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DemoError("There is no file " + file + ".");
        }
        if (!Files.isReadable(file)) {
            throw new DemoError(file + " cannot be read: permission denied.");
        }
        final CustomerFile checked = new CustomerFile(file, textField, customerField);
        checked.copyLines(target);
        checked.requireFields();
        return checked;
    }

    /**
     * @return number of records
     */
    long records() {
        return records;
    }

    /**
     * @return zh when most of the letters in a sample of the texts are Chinese, else en
     */
    String language() {
        return hanLetters * 2 > letters ? "zh" : "en";
    }

    private void copyLines(final LineTarget target) throws IOException {
        try (BufferedReader in = open()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines++;
                if (!line.isBlank()) {
                    check(line);
                    target.accept(line, records);
                    records++;
                }
            }
        } catch (final ZipException | EOFException e) {
            throw new DemoError(file + " is a damaged gzip file.");
        } catch (final CharacterCodingException e) {
            throw new DemoError(file + " is not UTF-8 text: bad bytes after line " + lines + ".");
        }
    }

    private BufferedReader open() throws IOException {
        final InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        raw.mark(2);
        final boolean packed = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
        raw.reset();
        return new BufferedReader(new InputStreamReader(packed ? new GZIPInputStream(raw) : raw, StandardCharsets.UTF_8.newDecoder()));
    }

    private void check(final String line) {
        final JsonNode record;
        try {
            record = LINE.readTree(line);
        } catch (final JsonProcessingException e) {
            throw notAnObject();
        }
        if (!record.isObject()) {
            throw notAnObject();
        }

        record.fieldNames().forEachRemaining(name -> {
            if (fields.size() < FIELDS_NAMED) {
                fields.add(name);
            }
        });
        hasCustomer |= customerField != null && record.hasNonNull(customerField);
        final JsonNode text = textField.startsWith("/") ? record.at(textField) : record.path(textField);
        if (text.isTextual() && !text.asText().isBlank()) {
            texts++;
            if (texts <= LANGUAGE_SAMPLE) {
                letters += text.asText().codePoints().filter(Character::isLetter).count();
                hanLetters += text.asText().codePoints().filter(Character::isIdeographic).count();
            }
        }
    }

    private DemoError notAnObject() {
        return new DemoError(file + " is not a file of JSON lines: line " + lines + " is not one JSON object.");
    }

    private void requireFields() {
        if (records == 0) {
            throw new DemoError(file + " holds no records.");
        }
        if (texts == 0) {
            throw new DemoError("No record of " + file + " has text in the field '" + textField + "'; the fields are " + String.join(", ", fields) + ".");
        }
        if (customerField != null && !customerField.startsWith("/") && !hasCustomer) {
            throw new DemoError("No record of " + file + " has the customer field '" + customerField + "'; the fields are " + String.join(", ", fields) + ".");
        }
    }

    /** Where the lines go. */
    @FunctionalInterface
    interface LineTarget {

        /**
         * @param line one JSON object
         * @param record 0-based number of the record
         */
        void accept(String line, long record) throws IOException;
    }
}
