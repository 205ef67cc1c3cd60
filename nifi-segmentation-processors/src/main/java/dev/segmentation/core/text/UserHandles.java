// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * Finds names such as @some_body, also Chinese ones: an @ that follows no letter or digit of a spaced script, and the letters, digits,
 * hyphens and underscores after it.
 */
final class UserHandles {

    /** Weibo allows 30 characters, others fewer. */
    private static final int MAXIMUM_NAME = 30;

    private UserHandles() {
    }

    /**
     * Replaces names by a space. An address that is still there, such as name@example.com, stays.
     */
    static String remove(final String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return text;
        }
        final StringBuilder kept = new StringBuilder(text.length());
        int copied = 0;
        while (at >= 0) {
            final int end = at > 0 && WebAddresses.isWordCharacter(text.charAt(at - 1)) ? at : nameEnd(text, at + 1);
            if (end > at + 1) {
                kept.append(text, copied, at).append(' ');
                copied = end;
            }
            at = text.indexOf('@', Math.max(at + 1, end));
        }
        return kept.append(text, copied, text.length()).toString();
    }

    private static int nameEnd(final String text, final int from) {
        final int limit = Math.min(text.length(), from + MAXIMUM_NAME);
        int end = from;
        while (end < limit && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_' || end > from && text.charAt(end) == '-')) {
            end++;
        }
        return end;
    }
}
