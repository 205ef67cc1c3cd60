// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.util.Arrays;

/**
 * Room in which one JSON text after the other is put together. Used by one thread at a time.
 */
public final class JsonText {

    private static final int FIRST_CAPACITY = 4096;

    private char[] characters = new char[FIRST_CAPACITY];
    private int length;

    /**
     * Begins a text with the first characters of another one.
     */
    void start(final String text, final int count) {
        length = 0;
        reserve(count);
        text.getChars(0, count, characters, 0);
        length = count;
    }

    JsonText append(final char character) {
        reserve(1);
        characters[length++] = character;
        return this;
    }

    JsonText quote(final String text) {
        reserve(text.length() + 2);
        final int start = length + 1;
        final int end = start + text.length();
        characters[length] = '"';
        text.getChars(0, text.length(), characters, start);
        length = end;
        if (!isPlain(start, end)) {
            final char[] quoted = JsonStringEncoder.getInstance().quoteAsString(text);
            length = start;
            reserve(quoted.length + 1);
            System.arraycopy(quoted, 0, characters, start, quoted.length);
            length += quoted.length;
        }
        characters[length++] = '"';
        return this;
    }

    @Override
    public String toString() {
        return new String(characters, 0, length);
    }

    private boolean isPlain(final int start, final int end) {
        for (int i = start; i < end; i++) {
            final char c = characters[i];
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private void reserve(final int count) {
        if (characters.length - length < count) {
            characters = Arrays.copyOf(characters, Math.max(length + count, 2 * characters.length));
        }
    }
}
