// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.LanguageFit;
import dev.segmentation.record.FieldPath;
import org.apache.nifi.serialization.record.Record;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Counts the texts that a model was not made for: by the language that the record states, otherwise by the script of the text.
 */
final class LanguageCheck {

    private static final Pattern TAG = Pattern.compile("([A-Za-z]{2})(?:[-_].*)?");

    private final Set<String> languages;
    private final FieldPath languageField;
    private long texts;
    private long inAnotherLanguage;

    /**
     * @param languages ISO 639-1 codes of the model's languages; empty when any will do
     * @param languageField null when the script decides
     */
    LanguageCheck(final Set<String> languages, final FieldPath languageField) {
        this.languages = languages;
        this.languageField = languageField;
    }

    void add(final Record record, final String text) {
        texts++;
        inAnotherLanguage += fits(record, text) ? 0 : 1;
    }

    private boolean fits(final Record record, final String text) {
        final String stated = languageField == null || languages.isEmpty() ? null : languageField.readText(record);
        if (stated != null && TAG.matcher(stated).matches()) {
            return languages.contains(stated.substring(0, 2).toLowerCase(Locale.ROOT));
        }
        return LanguageFit.fits(text, languages);
    }

    long inAnotherLanguage() {
        return inAnotherLanguage;
    }

    /**
     * @return a sentence for people, without text, when most texts are in another language, otherwise null
     */
    String warning(final String embedderId) {
        return inAnotherLanguage * 2 > texts
                ? inAnotherLanguage + " of " + texts + " texts are in a language that " + embedderId + " was not made for (" + describe(languages)
                        + "): their vectors mean little, choose a model of their language"
                : null;
    }

    /**
     * @param languages of a model
     */
    static String describe(final Set<String> languages) {
        return languages.isEmpty() ? "any language" : "made for " + String.join(", ", languages.stream().sorted().toList());
    }
}
