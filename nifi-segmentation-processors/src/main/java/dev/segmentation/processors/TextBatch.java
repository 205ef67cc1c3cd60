// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.TokenizedText;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.JsonForm;
import dev.segmentation.record.JsonText;
import org.apache.nifi.serialization.record.Record;

import java.util.ArrayList;
import java.util.List;

/**
 * Some neighbouring records of a FlowFile, their texts, and what was made of them. Handed from thread to thread, used by one at a time.
 */
final class TextBatch {

    private static final int MAXIMUM_RECORDS = 256;
    private static final int MAXIMUM_CHARS = 1 << 18;

    private final long firstIndex;
    private final Target target;
    private final List<Record> records = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> languages = new ArrayList<>();
    private final List<TokenizedText> tokenized = new ArrayList<>();
    private final List<Record> enriched = new ArrayList<>();
    private final JsonText json = new JsonText();
    private long characters;

    /**
     * @param firstIndex 0-based position of the first record in the FlowFile
     * @param target what is made of the FlowFile's records
     */
    TextBatch(final long firstIndex, final Target target) {
        this.firstIndex = firstIndex;
        this.target = target;
    }

    /**
     * What is made of a FlowFile's records.
     *
     * @param textField where the text stands
     * @param fields that are added
     * @param form the records with those fields
     */
    record Target(FieldPath textField, TokenFields fields, JsonForm form) {
    }

    /**
     * @param text or null
     * @param language that the record states, or null
     */
    void add(final Record record, final String text, final String language) {
        records.add(record);
        texts.add(text);
        languages.add(language);
        characters += text == null ? 0 : text.length();
    }

    boolean isFull() {
        return records.size() == MAXIMUM_RECORDS || characters >= MAXIMUM_CHARS;
    }

    int size() {
        return records.size();
    }

    long firstIndex() {
        return firstIndex;
    }

    String field() {
        return target.textField().name();
    }

    /**
     * @return the record with what was made of its text
     */
    Record enriched(final int i) {
        return enriched.get(i);
    }

    String text(final int i) {
        return texts.get(i);
    }

    String language(final int i) {
        return languages.get(i);
    }

    TokenizedText tokenized(final int i) {
        return tokenized.get(i);
    }

    /**
     * @param result for the first text that has none yet
     */
    void addTokenized(final TokenizedText result) {
        final Record record = records.get(tokenized.size());
        tokenized.add(result);
        if (result.maskedText() != null) {
            target.textField().overwrite(record, result.maskedText());
        }
        enriched.add(target.form().with(record, target.fields().values(result), json));
    }
}
