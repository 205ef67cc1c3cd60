// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services.remote;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a list of texts into requests: neighbours, at most so many texts, at most so many characters. A text that is longer goes alone.
 */
final class TextBatches {

    private TextBatches() {
    }

    /**
     * @return start (inclusive) and end (exclusive) of each request, in order, without gaps
     */
    static List<int[]> of(final List<String> texts, final int maximumTexts, final int maximumCharacters) {
        final List<int[]> batches = new ArrayList<>();
        int start = 0;
        long characters = 0;
        for (int i = 0; i < texts.size(); i++) {
            final int length = texts.get(i).length();
            if (i > start && (i - start == maximumTexts || characters + length > maximumCharacters)) {
                batches.add(new int[]{start, i});
                start = i;
                characters = 0;
            }
            characters += length;
        }
        if (start < texts.size()) {
            batches.add(new int[]{start, texts.size()});
        }
        return batches;
    }
}
