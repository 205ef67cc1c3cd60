// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Version names that sort by the time of their making and do not collide between the nodes of a cluster. Those of one process follow one another
 * even when they are made in the same millisecond.
 */
public final class ModelVersions {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong LATEST = new AtomicLong();

    private ModelVersions() {
    }

    /**
     * @return a new version, for example 20261123T221436.123Z-1a2b3c
     */
    public static String next() {
        final byte[] suffix = new byte[3];
        RANDOM.nextBytes(suffix);
        final long time = LATEST.accumulateAndGet(System.currentTimeMillis(), (latest, now) -> Math.max(latest + 1, now));
        return TIME.format(Instant.ofEpochMilli(time)) + "-" + HexFormat.of().formatHex(suffix);
    }
}
