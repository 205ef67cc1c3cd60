// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds personal data in texts of English, Chinese or both, and masks it. The built-in recognisers take time linear in the
 * text's length. Thread-safe. Markup has to be gone before: what an entity such as {@code &#64;} stands for is not seen.
 */
public final class PiiMasker {

    private final List<Recognizer> recognizers;
    private final Replacement replacement;

    public PiiMasker(final PiiOptions options) {
        recognizers = new ArrayList<>();
        if (options.kinds().contains(PiiKind.EMAIL)) {
            recognizers.add(new EmailRecognizer());
        }
        replacement = new Replacement(options);
    }

    /**
     * @throws UnmaskableTextException when the text could not be searched to its end
     */
    public MaskedText mask(final String text) {
        final FoldedText folded = FoldedText.of(text);
        final List<Match> matches = new ArrayList<>();
        for (final Recognizer recognizer : recognizers) {
            recognizer.find(folded, matches);
        }
        if (matches.isEmpty()) {
            return new MaskedText(text, Map.of());
        }
        final Map<String, Integer> found = new HashMap<>();
        final StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        for (final Match match : Overlaps.merge(matches)) {
            final int start = folded.original(match.start());
            final int end = folded.original(match.end());
            masked.append(text, copied, start);
            replacement.append(masked, match, text, start, end);
            copied = end;
            found.merge(match.kind().key(), 1, Integer::sum);
        }
        return new MaskedText(masked.append(text, copied, text.length()).toString(), found);
    }
}
