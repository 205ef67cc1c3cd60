// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text as recognisers see it, for one thread: digits of every script, full-width letters and the many dashes and spaces become
 * ASCII, what is invisible or only decorates another character is gone, so that none of it hides a number. Positions lead back to
 * the original. What takes the place of characters takes the invisible ones after them too.
 */
final class FoldedText {

    private static final char GONE = '\uFFFF';
    private static final int FIRST_IDEOGRAPH = 0x3400;
    private static final int LAST_IDEOGRAPH = 0x9FFF;
    /** Turns a digit into a key, as in the emoji for 1; also stands for a bullet. */
    private static final int ENCLOSING_KEYCAP = 0x20E3;
    private static final int MINUS = 0x2212;
    private static final char[] FOLDED = table();

    private final String text;
    /** Where each character of the folded text starts in the original, and the original's length; null when they are the same. */
    private final int[] starts;
    private final int digits;
    private final boolean at;
    private DigitRuns runs;

    private FoldedText(final String text, final int[] starts) {
        this.text = text;
        this.starts = starts;
        int counted = 0;
        boolean seen = false;
        for (int i = 0; i < text.length(); i++) {
            final char character = text.charAt(i);
            if (character >= '0' && character <= '9') {
                counted++;
            } else if (character == '@') {
                seen = true;
            }
        }
        digits = counted;
        at = seen;
    }

    static FoldedText of(final String original) {
        int same = 0;
        while (same < original.length() && FOLDED[original.charAt(same)] == original.charAt(same)) {
            same++;
        }
        return same == original.length() ? new FoldedText(original, null) : fold(original, same);
    }

    String text() {
        return text;
    }

    /**
     * @return how many digits the text has
     */
    int digits() {
        return digits;
    }

    /**
     * @return where they stand
     */
    DigitRuns runs() {
        if (runs == null) {
            runs = new DigitRuns(text, digits);
        }
        return runs;
    }

    boolean hasAt() {
        return at;
    }

    boolean isOriginal() {
        return starts == null;
    }

    /**
     * @param position in this text, its length included
     * @return where the character, with what was invisible behind its predecessor, lies in the original
     */
    int original(final int position) {
        return starts == null ? position : starts[position];
    }

    private static FoldedText fold(final String original, final int same) {
        final char[] folded = new char[original.length()];
        final int[] starts = new int[original.length() + 1];
        original.getChars(0, same, folded, 0);
        Arrays.setAll(starts, i -> i);
        int length = same;
        int i = same;
        while (i < original.length()) {
            final char unit = original.charAt(i);
            if (Character.isHighSurrogate(unit) && i + 1 < original.length() && Character.isLowSurrogate(original.charAt(i + 1))) {
                final char character = foldSupplementary(original.codePointAt(i));
                if (character == unit) {
                    folded[length] = unit;
                    starts[length] = i;
                    folded[length + 1] = original.charAt(i + 1);
                    starts[length + 1] = i + 1;
                    length += 2;
                } else if (character != GONE) {
                    folded[length] = character;
                    starts[length] = i;
                    length++;
                }
                i += 2;
            } else {
                final char character = FOLDED[unit];
                if (character != GONE) {
                    folded[length] = character;
                    starts[length] = i;
                    length++;
                }
                i++;
            }
        }
        starts[length] = original.length();
        return new FoldedText(new String(folded, 0, length), Arrays.copyOf(starts, length + 1));
    }

    /**
     * @return the first half of the pair when the character stays as it is
     */
    private static char foldSupplementary(final int codePoint) {
        final int folded = foldCodePoint(codePoint);
        return folded == codePoint ? Character.highSurrogate(codePoint) : (char) folded;
    }

    private static char[] table() {
        final char[] table = new char[Character.MAX_VALUE + 1];
        for (int character = 0; character < table.length; character++) {
            table[character] = character < ' ' || character >= FIRST_IDEOGRAPH && character <= LAST_IDEOGRAPH ? (char) character : (char) foldCodePoint(character);
        }
        table[0] = GONE;
        // What a pair stands for is looked up by itself.
        Arrays.fill(table, Character.MIN_HIGH_SURROGATE, Character.MAX_HIGH_SURROGATE + 1, GONE);
        return table;
    }

    private static int foldCodePoint(final int codePoint) {
        if (codePoint < 0x80) {
            return codePoint;
        }
        if (codePoint == ENCLOSING_KEYCAP) {
            return ' ';
        }
        if (codePoint == MINUS) {
            return '-';
        }
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT, Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> GONE;
            case Character.DECIMAL_DIGIT_NUMBER -> '0' + Character.digit(codePoint, 10);
            case Character.DASH_PUNCTUATION -> '-';
            case Character.SPACE_SEPARATOR -> ' ';
            // A numbered bullet is no digit of the number that follows it.
            case Character.OTHER_NUMBER, Character.OTHER_SYMBOL, Character.SURROGATE -> codePoint;
            default -> foldLetter(codePoint);
        };
    }

    private static int foldLetter(final int codePoint) {
        final String normalized = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKC);
        return normalized.length() == 1 && normalized.charAt(0) < 0x80 ? normalized.charAt(0) : codePoint;
    }
}
