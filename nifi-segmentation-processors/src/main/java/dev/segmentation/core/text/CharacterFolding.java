// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.Set;

/**
 * One form for characters that mean the same. Whatever the options, the typographic apostrophe becomes "'" and unpaired surrogates
 * become spaces: words are told apart by the first, and no encoding can write the second. Invisible format characters disappear
 * with the control characters, except the joiners that some scripts and emoji need.
 */
final class CharacterFolding {

    /** Unicode's Stream-Safe Text Format (UAX 15, section 13) stops here too: ordering a run of marks takes quadratic time. */
    private static final int MAXIMUM_MARKS = 30;
    private static final int TYPOGRAPHIC_APOSTROPHE = 0x2019;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int IDEOGRAPHIC_SPACE = 0x3000;
    private static final int FIRST_FULL_WIDTH = 0xFF01;
    private static final int LAST_FULL_WIDTH = 0xFF5E;
    private static final int TO_HALF_WIDTH = FIRST_FULL_WIDTH - '!';

    private final boolean controls;
    private final boolean fullWidth;
    private final UnicodeForm form;

    CharacterFolding(final Set<Cleaning> steps, final UnicodeForm form) {
        controls = steps.contains(Cleaning.CONTROL_CHARACTERS);
        fullWidth = steps.contains(Cleaning.FULL_WIDTH);
        this.form = form;
    }

    String fold(final String text) {
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
                case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> {
                    folded.append(controls && !isLayout(codePoint) ? ' ' : (char) codePoint);
                    marks = 0;
                }
                case Character.SURROGATE -> {
                    folded.append(' ');
                    marks = 0;
                }
                case Character.FORMAT -> {
                    if (!controls || codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER) {
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
                    folded.appendCodePoint(foldCharacter(codePoint));
                    marks = 0;
                }
            }
        }
        return form.normalize(folded);
    }

    private int foldCharacter(final int codePoint) {
        if (codePoint == TYPOGRAPHIC_APOSTROPHE) {
            return '\'';
        }
        if (fullWidth && codePoint >= FIRST_FULL_WIDTH && codePoint <= LAST_FULL_WIDTH) {
            return codePoint - TO_HALF_WIDTH;
        }
        return fullWidth && codePoint == IDEOGRAPHIC_SPACE ? ' ' : codePoint;
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
