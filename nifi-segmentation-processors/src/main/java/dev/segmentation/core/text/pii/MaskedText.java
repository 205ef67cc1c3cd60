// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A text without its personal data.
 *
 * @param text what is left
 * @param found how many of each kind were found, by {@link PiiKind#key}, in the order of the keys; never a value
 */
public record MaskedText(String text, Map<String, Integer> found) {

    public MaskedText {
        found = Collections.unmodifiableMap(new TreeMap<>(found));
    }
}
