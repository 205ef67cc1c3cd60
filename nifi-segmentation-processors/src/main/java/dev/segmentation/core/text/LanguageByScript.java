// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.Set;

/**
 * Decides between English and Chinese by the script that carries most words: the two share none. A Han character counts as a
 * word, and so does a run of letters of any other script; kana count one by one, so that Japanese is not taken for Chinese.
 * <p>
 * It tells scripts apart, not languages: French is taken for English. A third language that shares a script with one of these
 * two needs a statistical detector.
 */
public final class LanguageByScript {

    private static final Set<String> NOT_LATIN = Set.of("zh", "ja", "ko");

    private LanguageByScript() {
    }

    /**
     * @param languages ISO 639-1 codes of a model's languages, empty for any
     * @return false when the text's script is one that none of the languages is written in
     */
    public static boolean fits(final String text, final Set<String> languages) {
        if (languages.isEmpty()) {
            return true;
        }
        return switch (detect(text)) {
            case null -> true;
            case CHINESE -> languages.contains("zh");
            case ENGLISH -> !NOT_LATIN.containsAll(languages);
        };
    }

    /**
     * @return the language, or null when the text has no letters or most of them are of another script
     */
    static TextLanguage detect(final String text) {
        int han = 0;
        int latin = 0;
        int other = 0;
        boolean inLatin = false;
        boolean inOther = false;
        int codePoint;
        for (int i = 0; i < text.length(); i += Character.charCount(codePoint)) {
            codePoint = text.codePointAt(i);
            final boolean letter = Character.isLetter(codePoint);
            final boolean ideograph = letter && Character.isIdeographic(codePoint);
            final boolean latinLetter = letter && !ideograph && Scripts.isLatin(codePoint);
            final boolean otherLetter = letter && !ideograph && !latinLetter;
            if (ideograph) {
                han++;
            } else if (latinLetter && !inLatin) {
                latin++;
            } else if (otherLetter && (!inOther || Scripts.isKana(codePoint))) {
                other++;
            }
            inLatin = latinLetter;
            inOther = otherLetter;
        }
        if (han > 0 && han >= latin && han >= other) {
            return TextLanguage.CHINESE;
        }
        return latin > 0 && latin >= other ? TextLanguage.ENGLISH : null;
    }
}
