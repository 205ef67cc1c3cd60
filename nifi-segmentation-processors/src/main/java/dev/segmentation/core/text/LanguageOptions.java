// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.Set;

/**
 * How a text's language is decided.
 *
 * @param fixed the language of all texts; null to decide for each one
 * @param candidates among which is decided; not used with a fixed language
 */
public record LanguageOptions(TextLanguage fixed, Set<TextLanguage> candidates) {

    /** English and Chinese, told apart by their scripts. */
    public static final LanguageOptions DEFAULT = new LanguageOptions(null, Set.of(TextLanguage.ENGLISH, TextLanguage.CHINESE));

    public LanguageOptions {
        candidates = Set.copyOf(candidates);
    }

    public static LanguageOptions fixed(final TextLanguage language) {
        return new LanguageOptions(language, Set.of());
    }
}
