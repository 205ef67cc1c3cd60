// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * Finds web and e-mail addresses by hand-written scanning: the usual regular expressions take quadratic time on one long
 * word. An address ends before East Asian letters, because those languages put no space after it.
 */
final class WebAddresses {

    private static final String[] SCHEMES = {"https", "http", "ftp"};
    private static final String URL_PUNCTUATION = "-._~:/?#[]@!$&'()*+,;=%";
    private static final String TRAILING_PUNCTUATION = ".,;:!?'()[]";
    private static final String LOCAL_PUNCTUATION = "._%+-";
    /** Longest local part (RFC 5321, 4.5.3.1.1) and domain (4.5.3.1.2). */
    private static final int MAXIMUM_LOCAL = 64;
    private static final int MAXIMUM_DOMAIN = 255;

    private WebAddresses() {
    }

    /**
     * Replaces addresses that start with http://, https://, ftp:// or www. by a space.
     */
    static String removeUrls(final String text) {
        if (!text.contains("://") && !mayHoldWww(text)) {
            return text;
        }
        final StringBuilder kept = new StringBuilder();
        int copied = 0;
        int i = 0;
        while (i < text.length()) {
            final char character = text.charAt(i);
            int start = -1;
            int body = i + 1;
            if (character == ':' && text.startsWith("//", body)) {
                start = schemeStart(text, i);
                body = i + 3;
            } else if (character == '.') {
                start = wwwStart(text, i);
            }
            final int end = start < copied ? body : urlEnd(text, body);
            if (end > body) {
                kept.append(text, copied, start).append(' ');
                copied = end;
                i = end;
            } else {
                i++;
            }
        }
        return copied == 0 ? text : kept.append(text, copied, text.length()).toString();
    }

    /**
     * Replaces addresses such as name@example.com by a space.
     */
    static String removeEmails(final String text) {
        final StringBuilder kept = new StringBuilder();
        int copied = 0;
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', Math.max(at + 1, copied))) {
            int start = at;
            while (start > copied && at - start < MAXIMUM_LOCAL && isLocal(text.charAt(start - 1))) {
                start--;
            }
            final int end = start == at ? at : domainEnd(text, at + 1);
            if (end > at) {
                kept.append(text, copied, start).append(' ');
                copied = end;
            }
        }
        return copied == 0 ? text : kept.append(text, copied, text.length()).toString();
    }

    private static boolean mayHoldWww(final String text) {
        for (int dot = text.indexOf('.', 3); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            if (wwwStart(text, dot) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static int schemeStart(final String text, final int colon) {
        for (final String scheme : SCHEMES) {
            final int start = colon - scheme.length();
            if (text.regionMatches(true, start, scheme, 0, scheme.length())) {
                return start;
            }
        }
        return -1;
    }

    private static int wwwStart(final String text, final int dot) {
        final int start = dot - 3;
        final boolean found = text.regionMatches(true, start, "www", 0, 3) && (start == 0 || !isWordCharacter(text.charAt(start - 1)));
        return found ? start : -1;
    }

    /**
     * @return where the address ends, or {@code body} when none follows
     */
    private static int urlEnd(final String text, final int body) {
        if (body >= text.length() || !isWordCharacter(text.charAt(body))) {
            return body;
        }
        int end = body;
        while (end < text.length() && (isWordCharacter(text.charAt(end)) || URL_PUNCTUATION.indexOf(text.charAt(end)) >= 0)) {
            end++;
        }
        while (TRAILING_PUNCTUATION.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    /**
     * @return where the domain ends that starts at {@code from}, or -1 when none does
     */
    private static int domainEnd(final String text, final int from) {
        final int limit = Math.min(text.length(), from + MAXIMUM_DOMAIN);
        int end = from;
        while (end < limit && (isWordCharacter(text.charAt(end)) || text.charAt(end) == '-' || text.charAt(end) == '.')) {
            end++;
        }
        while (end > from && !isWordCharacter(text.charAt(end - 1))) {
            end--;
        }
        int dot = end - 1;
        while (dot > from && text.charAt(dot) != '.') {
            dot--;
        }
        return dot > from && end - dot > 2 && Character.isLetter(text.charAt(end - 1)) ? end : -1;
    }

    private static boolean isLocal(final char character) {
        return isWordCharacter(character) || LOCAL_PUNCTUATION.indexOf(character) >= 0;
    }

    static boolean isWordCharacter(final char character) {
        if (character < 0x80) {
            return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z' || character >= '0' && character <= '9';
        }
        return Character.isLetterOrDigit(character) && !Scripts.isUnspaced(character);
    }
}
