// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 under way.
 */
final class Sha256 {

    private static final int NAME_BYTES = 6;

    private final MessageDigest digest;

    Sha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    Sha256 add(final byte[] bytes, final int length) {
        digest.update(bytes, 0, length);
        return this;
    }

    Sha256 add(final byte[] bytes) {
        return add(bytes, bytes.length);
    }

    /** Ends the digest. */
    byte[] bytes() {
        return digest.digest();
    }

    /**
     * Ends the digest.
     *
     * @return its beginning, twelve characters: enough to tell a model from others in a name
     */
    String name() {
        return HexFormat.of().formatHex(digest.digest(), 0, NAME_BYTES);
    }
}
