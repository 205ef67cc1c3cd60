// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which of some key terms a text has. Thread-safe.
 */
public final class TermPresence {

    private final Map<String, Integer> places = new HashMap<>();

    /**
     * @param terms as {@link KeyTerms} gives them, each once
     */
    public TermPresence(final List<String> terms) {
        for (final String term : terms) {
            places.put(term, places.size());
        }
    }

    /**
     * @param tokens of a text in their order
     * @return the places of the terms in it
     */
    public BitSet of(final Collection<String> tokens) {
        final BitSet present = new BitSet(places.size());
        for (final String token : tokens) {
            set(present, token);
        }
        for (final String phrase : Phrases.of(tokens, KeyTerms.LONGEST_WORD)) {
            set(present, Phrases.written(phrase));
        }
        return present;
    }

    private void set(final BitSet present, final String term) {
        final Integer place = places.get(term);
        if (place != null) {
            present.set(place);
        }
    }
}
