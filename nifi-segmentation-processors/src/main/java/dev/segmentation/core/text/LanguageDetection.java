// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.EnumSet;
import java.util.Set;

/**
 * Decides on a text's language: by its script, and between languages of the Latin script by their letter sequences. Where the
 * script decides alone no model is loaded. Thread-safe.
 */
final class LanguageDetection {

    private final Set<TextLanguage> candidates;
    private final Set<TextLanguage> latin = EnumSet.noneOf(TextLanguage.class);

    LanguageDetection(final Set<TextLanguage> candidates) {
        this.candidates = candidates;
        candidates.stream().filter(TextLanguage::isLatin).forEach(latin::add);
    }

    /**
     * @return one of the candidates, or null when the text has no letters, or most of them are of a script that no candidate is written in
     */
    TextLanguage detect(final String text) {
        return switch (Script.of(text)) {
            case null -> null;
            case OTHER -> null;
            case HAN -> candidates.contains(TextLanguage.CHINESE) ? TextLanguage.CHINESE : ifCandidate(TextLanguage.JAPANESE);
            case JAPANESE -> ifCandidate(TextLanguage.JAPANESE);
            case HANGUL -> ifCandidate(TextLanguage.KOREAN);
            case LATIN -> detectLatin(text);
        };
    }

    private TextLanguage detectLatin(final String text) {
        return switch (latin.size()) {
            case 0 -> null;
            case 1 -> latin.iterator().next();
            default -> LetterStatistics.mostProbable(text, latin);
        };
    }

    private TextLanguage ifCandidate(final TextLanguage language) {
        return candidates.contains(language) ? language : null;
    }
}
