// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

/**
 * Classes of folded characters.
 */
final class Characters {

    private static final int FIRST_UNSPACED = 0x1100;

    private Characters() {
    }

    static boolean isDigit(final char character) {
        return character >= '0' && character <= '9';
    }

    static boolean isAsciiLetter(final char character) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z';
    }

    static boolean isAsciiLetterOrDigit(final char character) {
        return isDigit(character) || isAsciiLetter(character);
    }

    /**
     * @return whether what starts here is glued to letters in front of it, as in "WX13800" or "WX-13800"
     */
    static boolean continuesCode(final String text, final int start) {
        final char before = start == 0 ? ' ' : text.charAt(start - 1);
        return isAsciiLetter(before) || before == '_' || before == '-' && start > 1 && isAsciiLetter(text.charAt(start - 2));
    }

    /**
     * @return whether a hyphen and letters follow what ends here, as in "13800-B"
     */
    static boolean isContinuedByCode(final String text, final int end) {
        final char after = end == text.length() ? ' ' : text.charAt(end);
        return isAsciiLetter(after) || after == '_' || after == '-' && end + 1 < text.length() && isAsciiLetter(text.charAt(end + 1));
    }

    /**
     * @return whether the character is part of a word in a script that puts spaces between words
     */
    static boolean isSpacedWord(final char character) {
        if (character < 0x80) {
            return isAsciiLetterOrDigit(character);
        }
        return Character.isLetterOrDigit(character) && !isUnspaced(character);
    }

    /**
     * @return whether the character belongs to an East Asian script, where words follow each other without a space
     */
    static boolean isUnspaced(final char character) {
        if (character < FIRST_UNSPACED) {
            return false;
        }
        return switch (Character.UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
            default -> false;
        };
    }
}
