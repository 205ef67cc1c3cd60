// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/**
 * How often each term occurs in each segment, and in how many of its texts. At most a given number of (segment, term) counts are held; when there are
 * more, the rarest are forgotten, those seen once first.
 */
final class TermCounts {

    private final int maximumCounts;
    private final Map<Integer, Map<String, Count>> segments = new TreeMap<>();
    private int counts;

    TermCounts(final int maximumCounts) {
        this.maximumCounts = maximumCounts;
    }

    /** Counts of one term in one segment. */
    static final class Count {
        private final int firstOwner;
        private boolean shared;
        private int occurrences;
        private int texts;
        private int lastText = -1;

        private Count(final int firstOwner) {
            this.firstOwner = firstOwner;
        }

        /** @return whether two owners or more used it */
        boolean isShared() {
            return shared;
        }

        int occurrences() {
            return occurrences;
        }

        int texts() {
            return texts;
        }
    }

    /**
     * @param segment segment id
     * @param owner who wrote the text
     * @param text number of the text, another one for every call
     * @param terms in the order of the text, with repeats
     */
    void add(final int segment, final int owner, final int text, final Collection<String> terms) {
        final Map<String, Count> known = segments.computeIfAbsent(segment, id -> new HashMap<>());
        for (final String term : terms) {
            final int before = known.size();
            final Count count = known.computeIfAbsent(term, first -> new Count(owner));
            count.occurrences++;
            count.texts += count.lastText == text ? 0 : 1;
            count.lastText = text;
            count.shared |= count.firstOwner != owner;
            counts += known.size() - before;
        }
        if (counts > maximumCounts) {
            forgetRarest();
        }
    }

    private void forgetRarest() {
        for (int floor = 1; counts > maximumCounts / 2; floor++) {
            final int rarest = floor;
            counts = 0;
            for (final Map<String, Count> terms : segments.values()) {
                terms.values().removeIf(count -> count.occurrences <= rarest);
                counts += terms.size();
            }
        }
    }

    int size() {
        return counts;
    }

    /** @return of a segment, by term, in no order */
    Map<String, Count> of(final int segment) {
        return segments.getOrDefault(segment, Map.of());
    }

    void forEach(final ObjIntConsumer<Map.Entry<String, Count>> consumer) {
        segments.forEach((segment, terms) -> terms.entrySet().forEach(entry -> consumer.accept(entry, segment)));
    }
}
