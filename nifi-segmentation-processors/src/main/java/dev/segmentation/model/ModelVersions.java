// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * Version names that sort by the time of their making and do not collide between the nodes of a cluster.
 */
public final class ModelVersions {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();

    private ModelVersions() {
    }

    /**
     * @return a new version, for example 20261123T221436.123Z-1a2b3c
     */
    public static String next() {
        final byte[] suffix = new byte[3];
        RANDOM.nextBytes(suffix);
        return TIME.format(Instant.now()) + "-" + HexFormat.of().formatHex(suffix);
    }
}
