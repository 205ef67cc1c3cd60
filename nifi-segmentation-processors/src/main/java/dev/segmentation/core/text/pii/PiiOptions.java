// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which personal data is looked for, and what becomes of it.
 *
 * @param kinds looked for
 * @param operator what happens to what is found
 * @param hashKey the secret of {@link PiiOperator#HASH}; null with every other operator
 * @param phoneRegions ISO 3166 codes of the countries whose national phone numbers are looked for; international ones always are.
 *        In the order of the set: a number that is one in two of the countries counts as one of the first
 * @param customPatterns regular expressions of {@link java.util.regex.Pattern}, looked for when the kinds hold {@link PiiKind#CUSTOM}
 * @param patternTimeout how long all custom patterns together may search one text
 */
public record PiiOptions(Set<PiiKind> kinds, PiiOperator operator, byte[] hashKey, Set<String> phoneRegions, List<String> customPatterns, Duration patternTimeout) {

    public PiiOptions {
        if ((operator == PiiOperator.HASH) == (hashKey == null || hashKey.length == 0)) {
            throw new IllegalArgumentException("a hash key is needed for hashing, and for nothing else");
        }
        kinds = Set.copyOf(kinds);
        hashKey = hashKey == null ? null : hashKey.clone();
        phoneRegions = Collections.unmodifiableSet(new LinkedHashSet<>(phoneRegions));
        customPatterns = List.copyOf(customPatterns);
    }
}
