// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * OpenNLP's detector of 183 languages by sequences of one to three letters. Its model (about 40 MB of heap) is loaded once per class
 * loader, when the first text is asked for. Thread-safe.
 */
final class LetterStatistics {

    /** Enough to be certain; each letter takes time. */
    private static final int MAXIMUM_CHARS = 400;
    private static final String MODEL = "/langdetect-183.bin";

    private static final LanguageDetectorModel DETECTOR_MODEL = load();

    private LetterStatistics() {
    }

    /**
     * @param candidates not empty
     * @return the one that the model finds more probable than the others, however improbable it is
     */
    static TextLanguage mostProbable(final String text, final Set<TextLanguage> candidates) {
        final String start = text.length() <= MAXIMUM_CHARS ? text : text.substring(0, text.offsetByCodePoints(0, MAXIMUM_CHARS / 2));
        for (final Language language : new LanguageDetectorME(DETECTOR_MODEL).predictLanguages(start)) {
            final TextLanguage known = TextLanguage.of(language.getLang()).orElse(null);
            if (known != null && candidates.contains(known)) {
                return known;
            }
        }
        throw new IllegalStateException("the model does not know " + candidates);
    }

    private static LanguageDetectorModel load() {
        try (InputStream in = LetterStatistics.class.getResourceAsStream(MODEL)) {
            return new LanguageDetectorModel(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
