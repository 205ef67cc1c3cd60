// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.nio.charset.StandardCharsets;

/**
 * What the script of a letter says.
 */
final class Scripts {

    private static final int LATIN_ONLY_END = 0x2B0;

    private Scripts() {
    }

    static boolean isAscii(final String text) {
        // Every other character takes more bytes. The JDK encodes many characters at once, a loop looks at each.
        return text.getBytes(StandardCharsets.UTF_8).length == text.length();
    }

    static boolean isLatin(final int letter) {
        // Below this all letters but the two ordinals and micro are Latin; asking for the script is a binary search.
        return letter < LATIN_ONLY_END || Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN;
    }

    static boolean isKana(final int letter) {
        final Character.UnicodeScript script = Character.UnicodeScript.of(letter);
        return script == Character.UnicodeScript.HIRAGANA || script == Character.UnicodeScript.KATAKANA;
    }

    /**
     * @return whether the letter belongs to an East Asian script, where words follow an address without a space
     */
    static boolean isUnspaced(final int letter) {
        return Character.isIdeographic(letter) || isKana(letter) || Character.UnicodeScript.of(letter) == Character.UnicodeScript.HANGUL;
    }
}
