// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.TokenizedText;
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
    private final String field;
    private final List<Record> records = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<String> languages = new ArrayList<>();
    private final List<TokenizedText> tokenized = new ArrayList<>();
    private long characters;

    /**
     * @param firstIndex 0-based position of the first record in the FlowFile
     * @param field of the text, for messages
     */
    TextBatch(final long firstIndex, final String field) {
        this.firstIndex = firstIndex;
        this.field = field;
    }

    /**
     * @param text or null
     * @param language that the record states, or null
     */
    void add(final Record record, final String text, final String language) {
        records.add(record);
        texts.add(text);
        languages.add(language);
        tokenized.add(null);
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
        return field;
    }

    Record record(final int i) {
        return records.get(i);
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

    void setTokenized(final int i, final TokenizedText result) {
        tokenized.set(i, result);
    }
}
