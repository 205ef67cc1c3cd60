// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Options that look for all built-in kinds.
 */
final class PiiMaskers {

    static final Set<PiiKind> BUILT_IN = EnumSet.complementOf(EnumSet.of(PiiKind.CUSTOM));
    private static final Set<String> REGIONS = new LinkedHashSet<>(List.of("US", "GB", "CN"));
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private PiiMaskers() {
    }

    static PiiOptions options(final PiiOperator operator) {
        final byte[] key = operator == PiiOperator.HASH ? "a secret".getBytes(StandardCharsets.UTF_8) : null;
        return new PiiOptions(BUILT_IN, operator, key, REGIONS, List.of(), TIMEOUT);
    }

    static PiiMasker custom(final Duration timeout, final String... patterns) {
        return new PiiMasker(new PiiOptions(EnumSet.allOf(PiiKind.class), PiiOperator.REPLACE, null, REGIONS, List.of(patterns), timeout));
    }
}
