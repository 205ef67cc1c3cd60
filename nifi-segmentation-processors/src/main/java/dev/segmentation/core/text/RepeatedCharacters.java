// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * Shortens what is drawn out, "sooooo goooood!!!!" or "哈哈哈哈哈", to two of each. Digits count and stay, and so do spaces, lines drawn of
 * symbols, Roman numerals, and www.
 */
final class RepeatedCharacters {

    private static final int KEPT = 2;
    private static final String TRIPLED = "IXCMwW";
    private static final int TRIPLE = 3;
    private static final String MARKS = "!?~！？～。";

    private RepeatedCharacters() {
    }

    static String reduce(final String text) {
        if (!hasTriple(text)) {
            return text;
        }
        final StringBuilder reduced = new StringBuilder();
        int copied = 0;
        int start = 0;
        while (start < text.length()) {
            final int codePoint = text.codePointAt(start);
            final int width = Character.charCount(codePoint);
            int end = start + width;
            while (end < text.length() && text.codePointAt(end) == codePoint) {
                end += width;
            }
            final int count = (end - start) / width;
            if (count > KEPT && (Character.isLetter(codePoint) || MARKS.indexOf(codePoint) >= 0) && !(count == TRIPLE && TRIPLED.indexOf(codePoint) >= 0)) {
                reduced.append(text, copied, start + KEPT * width);
                copied = end;
            }
            start = end;
        }
        return copied == 0 ? text : reduced.append(text, copied, text.length()).toString();
    }

    /** Three units alike at a distance of one, or of two for surrogate pairs: most texts have none. */
    private static boolean hasTriple(final String text) {
        for (int i = 2; i < text.length(); i++) {
            if (text.charAt(i) == text.charAt(i - 2) && (text.charAt(i) == text.charAt(i - 1) || Character.isSurrogate(text.charAt(i)))) {
                return true;
            }
        }
        return false;
    }
}
