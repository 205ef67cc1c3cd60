// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.Set;

/**
 * Whether a model's languages can be a text's, by the text's script. It tells scripts apart, not languages: French is taken for English.
 */
public final class LanguageFit {

    private static final Set<String> NOT_LATIN = Set.of("zh", "ja", "ko");

    private LanguageFit() {
    }

    /**
     * @param languages ISO 639-1 codes of a model's languages, empty for any
     * @return false when the text's script is one that none of the languages is written in
     */
    public static boolean fits(final String text, final Set<String> languages) {
        if (languages.isEmpty()) {
            return true;
        }
        return switch (Script.of(text)) {
            case null -> true;
            case OTHER -> true;
            case HAN -> languages.contains("zh") || languages.contains("ja");
            case JAPANESE -> languages.contains("ja");
            case HANGUL -> languages.contains("ko");
            case LATIN -> !NOT_LATIN.containsAll(languages);
        };
    }
}
