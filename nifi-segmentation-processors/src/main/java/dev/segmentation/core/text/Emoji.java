// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.Locale;

/**
 * Finds emoji (UTS 51): a pictograph with its skin tone, presentation selector and what is joined to it, a flag of two letters, or a
 * digit on a key. Text symbols such as © and ™ count only with the emoji selector behind them.
 */
final class Emoji {

    private static final int FIRST_PICTOGRAPH = 0x203C;
    private static final int TRADE_MARK = 0x2122;
    private static final int INFORMATION = 0x2139;
    private static final int JOINER = 0x200D;
    private static final int TEXT_SELECTOR = 0xFE0E;
    private static final int EMOJI_SELECTOR = 0xFE0F;
    private static final int KEY = 0x20E3;
    private static final int FIRST_FLAG_LETTER = 0x1F1E6;
    private static final int LAST_FLAG_LETTER = 0x1F1FF;
    private static final int FIRST_TAG = 0xE0020;
    private static final int LAST_TAG = 0xE007F;

    private Emoji() {
    }

    /**
     * @param handling NAME or DROP: what is put between spaces in the place of each emoji, or a space alone
     */
    static String replace(final String text, final EmojiHandling handling) {
        if (Scripts.isAscii(text)) {
            return text;
        }
        final StringBuilder replaced = new StringBuilder();
        int copied = 0;
        int i = 0;
        while (i < text.length()) {
            final int end = text.charAt(i) < 0x80 && !isKeyBase(text.charAt(i)) ? i : end(text, i);
            if (end > i) {
                replaced.append(text, copied, i).append(' ');
                if (handling == EmojiHandling.NAME) {
                    replaced.append(name(text, i)).append(' ');
                }
                copied = end;
                i = end;
            } else {
                i += Character.charCount(text.codePointAt(i));
            }
        }
        return copied == 0 ? text : replaced.append(text, copied, text.length()).toString();
    }

    /**
     * @return where the emoji ends that starts at {@code start}, or {@code start} when none does
     */
    private static int end(final String text, final int start) {
        final int base = text.codePointAt(start);
        int end = start + Character.charCount(base);
        if (isKeyBase(base)) {
            final int key = at(text, end) == EMOJI_SELECTOR ? end + 1 : end;
            return at(text, key) == KEY ? key + 1 : start;
        }
        if (isFlagLetter(base)) {
            return isFlagLetter(at(text, end)) ? end + 2 : end;
        }
        if (!isPictograph(base, at(text, end))) {
            return start;
        }
        while (end < text.length()) {
            final int next = text.codePointAt(end);
            if (next == EMOJI_SELECTOR || Character.isEmojiModifier(next) || next >= FIRST_TAG && next <= LAST_TAG) {
                end += Character.charCount(next);
            } else if (next == JOINER && end + 1 < text.length() && Character.isEmoji(text.codePointAt(end + 1))) {
                end += 1 + Character.charCount(text.codePointAt(end + 1));
            } else {
                break;
            }
        }
        return end;
    }

    private static boolean isPictograph(final int base, final int next) {
        if (!Character.isEmoji(base) || next == TEXT_SELECTOR) {
            return false;
        }
        return next == EMOJI_SELECTOR || base >= FIRST_PICTOGRAPH && base != TRADE_MARK && base != INFORMATION;
    }

    /** As one word for a tokenizer: letters, digits and underscores. */
    private static String name(final String text, final int start) {
        final int base = text.codePointAt(start);
        if (isFlagLetter(base)) {
            final int second = at(text, start + 2);
            return "flag_" + flagLetter(base) + (isFlagLetter(second) ? String.valueOf(flagLetter(second)) : "");
        }
        return (isKeyBase(base) ? "keycap " : "").concat(Character.getName(base)).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    }

    private static char flagLetter(final int codePoint) {
        return (char) ('a' + codePoint - FIRST_FLAG_LETTER);
    }

    private static boolean isFlagLetter(final int codePoint) {
        return codePoint >= FIRST_FLAG_LETTER && codePoint <= LAST_FLAG_LETTER;
    }

    private static boolean isKeyBase(final int codePoint) {
        return codePoint >= '0' && codePoint <= '9' || codePoint == '#' || codePoint == '*';
    }

    /**
     * @return the code point, or -1 behind the end
     */
    private static int at(final String text, final int index) {
        return index < text.length() ? text.codePointAt(index) : -1;
    }
}
