// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ModelVersionsTest {

    @Test
    void versionsOfOneMillisecondFollowOneAnother() {
        final List<String> versions = Stream.generate(ModelVersions::next).limit(50).toList();
        assertEquals(versions.stream().sorted().distinct().toList(), versions);
    }

    @Test
    void aVersionTellsTheTime() {
        final String version = ModelVersions.next();
        assertTrue(version.matches("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-[0-9a-f]{6}"), version);
        final Instant time = Instant.from(DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC).parse(version.substring(0, 20)));
        assertTrue(Duration.between(time, Instant.now()).abs().toMinutes() < 1, version);
    }
}
