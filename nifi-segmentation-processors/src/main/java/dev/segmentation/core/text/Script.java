// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * In what a text is written.
 */
enum Script {

    LATIN,

    /** Han characters alone. */
    HAN,

    /** Kana, with or without Han characters. */
    JAPANESE,

    HANGUL,

    OTHER;

    /** Japanese texts have more kana than this share of their characters, Chinese ones fewer. */
    private static final int KANA_PART = 5;

    /**
     * The script that carries most words. A Han character counts as a word, and so do a kana and a run of letters of any other script.
     *
     * @return null when the text has no letters
     */
    static Script of(final String text) {
        return Scripts.isAscii(text) ? ofAscii(text) : count(text);
    }

    private static Script ofAscii(final String text) {
        for (int i = 0; i < text.length(); i++) {
            if (ofCharacter(text.charAt(i)) == LATIN) {
                return LATIN;
            }
        }
        return null;
    }

    private static Script count(final String text) {
        int han = 0;
        int kana = 0;
        int latin = 0;
        int hangul = 0;
        int other = 0;
        Script previous = null;
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.charAt(i) < 0x80 ? text.charAt(i) : text.codePointAt(i);
            final Script script = ofCharacter(codePoint);
            if (script == HAN) {
                han++;
            } else if (script == JAPANESE) {
                kana++;
            } else if (script != null && script != previous) {
                latin += script == LATIN ? 1 : 0;
                hangul += script == HANGUL ? 1 : 0;
                other += script == OTHER ? 1 : 0;
            }
            previous = script;
        }
        final int eastAsian = han + kana;
        if (eastAsian > 0 && eastAsian >= latin && eastAsian >= hangul + other) {
            return kana * KANA_PART >= eastAsian ? JAPANESE : HAN;
        }
        if (latin > 0 && latin >= hangul + other) {
            return LATIN;
        }
        if (hangul > 0 && hangul >= other) {
            return HANGUL;
        }
        return other > 0 ? OTHER : null;
    }

    private static Script ofCharacter(final int codePoint) {
        if (codePoint < 0x80) {
            final int lower = codePoint | 0x20;
            return lower >= 'a' && lower <= 'z' ? LATIN : null;
        }
        if (!Character.isLetter(codePoint)) {
            return null;
        }
        if (Character.isIdeographic(codePoint)) {
            return HAN;
        }
        if (Scripts.isLatin(codePoint)) {
            return LATIN;
        }
        if (Scripts.isKana(codePoint)) {
            return JAPANESE;
        }
        return Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.HANGUL ? HANGUL : OTHER;
    }
}
