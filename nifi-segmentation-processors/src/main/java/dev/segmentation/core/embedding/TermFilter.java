// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * Which tokens may become terms of a vocabulary. A vocabulary is stored with the model and outlives the texts, so what looks
 * like an address, a number of an account, order or telephone, or an encoded value stays out of it.
 */
public final class TermFilter {

    static final int MAXIMUM_LENGTH = 40;
    static final int MAXIMUM_DIGITS = 5;

    private TermFilter() {
    }

    public static boolean accepts(final String token) {
        return !token.isBlank() && token.length() <= MAXIMUM_LENGTH && token.indexOf('@') < 0
                && digits(token) <= MAXIMUM_DIGITS;
    }

    private static int digits(final String token) {
        int digits = 0;
        for (int i = 0; i < token.length(); i += Character.charCount(token.codePointAt(i))) {
            if (Character.isDigit(token.codePointAt(i))) {
                digits++;
            }
        }
        return digits;
    }
}
