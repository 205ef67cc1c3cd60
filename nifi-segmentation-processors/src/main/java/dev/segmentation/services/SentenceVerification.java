// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.embedding.SentenceEncoder;
import dev.segmentation.core.text.LanguageFit;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.context.PropertyContext;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What the sentence embedding service's Verification button tries and tells.
 */
final class SentenceVerification {

    private static final String DEFAULT_TEXT = "good service 好";

    private SentenceVerification() {
    }

    /**
     * @param text of the user's own; null when there is none
     */
    static List<ConfigVerificationResult> run(final PropertyContext context, final String text) {
        final List<ConfigVerificationResult> results = new ArrayList<>();
        final long start = System.nanoTime();
        try (SentenceEngine sample = SentenceEngine.start(context)) {
            final String languages = sample.languages().isEmpty() ? "any language" : "languages " + String.join(", ", sample.languages().stream().sorted().toList());
            results.add(result("Load Model", Outcome.SUCCESSFUL, "Loaded %s in %d ms (dimension %d, %s)".formatted(sample.id(), milliseconds(start), sample.dimension(), languages)));
            results.add(text == null || text.isBlank() ? result("Embed Sample Text", Outcome.SUCCESSFUL, embed(sample, DEFAULT_TEXT)) : judge(sample, text));
        } catch (final IOException | IllegalArgumentException | IllegalStateException e) {
            results.add(result(results.isEmpty() ? "Load Model" : "Embed Sample Text", Outcome.FAILED, e.getMessage()));
        }
        return results;
    }

    /**
     * @param text of the user's own, which shows whether the model is right for such texts
     */
    private static ConfigVerificationResult judge(final SentenceEngine sample, final String text) {
        final String explanation = embed(sample, text);
        final SentenceEncoder.Reading reading = sample.read(text);
        if (!LanguageFit.fits(text, sample.languages())) {
            return result("Embed Sample Text", Outcome.FAILED, explanation + "; the model was not made for the language of the text, its vector means little");
        }
        if (reading.unknown() * 2 > reading.tokens()) {
            return result("Embed Sample Text", Outcome.FAILED, explanation + "; the model does not know most of the text, its vector means little");
        }
        return result("Embed Sample Text", Outcome.SUCCESSFUL, explanation);
    }

    private static String embed(final SentenceEngine sample, final String text) {
        final SentenceEncoder.Reading reading = sample.read(text);
        final long start = System.nanoTime();
        final int dimension = sample.embed(List.of(text))[0].length;
        return "Embedded the sample text (dimension %d) in %d ms: %d tokens, %s, %d unknown"
                .formatted(dimension, milliseconds(start), reading.tokens(), describe(reading), reading.unknown());
    }

    private static String describe(final SentenceEncoder.Reading reading) {
        if (reading.windows() > 1) {
            return "read in " + reading.windows() + " windows";
        }
        return reading.windowTokens() < reading.tokens() ? "the first " + reading.windowTokens() + " read" : "all read";
    }

    private static long milliseconds(final long start) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private static ConfigVerificationResult result(final String step, final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder().verificationStepName(step).outcome(outcome).explanation(explanation).build();
    }
}
