// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What takes the place of personal data.
 */
final class Replacement {

    private static final String ALGORITHM = "HmacSHA256";
    static final int HASH_BYTES = 8;

    private final PiiOperator operator;
    private final SecretKeySpec key;

    Replacement(final PiiOptions options) {
        operator = options.operator();
        key = operator == PiiOperator.HASH ? new SecretKeySpec(options.hashKey(), ALGORITHM) : null;
    }

    /**
     * @param masked ends where the value starts; receives what takes its place
     * @param match the value
     * @param text in which it stands
     */
    void append(final StringBuilder masked, final Match match, final String text) {
        switch (operator) {
            case REPLACE -> masked.append('<').append(match.kind()).append('>');
            case MASK -> masked.repeat('*', text.codePointCount(match.start(), match.end()));
            case HASH -> appendHash(masked, match);
            case DROP -> {
                // A space keeps apart what a value kept apart: the rests of two numbers must not make a third.
                if (!masked.isEmpty() && match.end() < text.length() && Character.isLetterOrDigit(masked.charAt(masked.length() - 1))
                        && Character.isLetterOrDigit(text.charAt(match.end()))) {
                    masked.append(' ');
                }
            }
        }
    }

    /**
     * Letters only, from a to p, so that no part of a token is taken for a number; 64 of the 256 bits.
     */
    private void appendHash(final StringBuilder masked, final Match match) {
        masked.append(match.kind()).append('_');
        final byte[] hash = hash(match.kind() + "\n" + match.canonical());
        for (int i = 0; i < HASH_BYTES; i++) {
            masked.append((char) ('a' + (hash[i] >> 4 & 0xF))).append((char) ('a' + (hash[i] & 0xF)));
        }
    }

    private byte[] hash(final String value) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
