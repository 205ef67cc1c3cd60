// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.text.Normalizer;

/**
 * One form for characters that mean the same: Unicode normalisation form KC (full width becomes half width, ligatures their
 * letters), the typographic apostrophe becomes "'". Control characters and unpaired surrogates become spaces. Invisible
 * format characters disappear, except the joiners that some scripts need.
 */
final class CharacterFolding {

    /** Unicode's Stream-Safe Text Format (UAX 15, section 13) stops here too: ordering a run of marks takes quadratic time. */
    private static final int MAXIMUM_MARKS = 30;
    private static final int TYPOGRAPHIC_APOSTROPHE = 0x2019;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private CharacterFolding() {
    }

    static String fold(final String text) {
        final int plain = plainPrefix(text);
        if (plain == text.length()) {
            return text;
        }
        final StringBuilder folded = new StringBuilder(text.length()).append(text, 0, plain);
        int marks = 0;
        int codePoint;
        for (int i = plain; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            switch (Character.getType(codePoint)) {
                case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                    folded.append(isLayout(codePoint) ? (char) codePoint : ' ');
                    marks = 0;
                }
                case Character.FORMAT -> {
                    if (codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER) {
                        folded.appendCodePoint(codePoint);
                    }
                }
                case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> {
                    if (marks < MAXIMUM_MARKS) {
                        folded.appendCodePoint(codePoint);
                        marks++;
                    }
                }
                default -> {
                    folded.appendCodePoint(codePoint == TYPOGRAPHIC_APOSTROPHE ? '\'' : codePoint);
                    marks = 0;
                }
            }
        }
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static int plainPrefix(final String text) {
        int end = 0;
        while (end < text.length() && (text.charAt(end) >= ' ' && text.charAt(end) < 0x7F || isLayout(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isLayout(final int codePoint) {
        return codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
    }
}
