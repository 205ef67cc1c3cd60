// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The words that tell a segment from the others, by class-based TF-IDF.
 *
 * <p>Maarten Grootendorst, "BERTopic: Neural topic modeling with a class-based TF-IDF procedure", arXiv:2203.05794 (2022), section 3.3: the texts
 * of a segment count as one text, and {@code weight = sqrt(tf(term, segment)) * log(1 + A / tf(term))} with A the mean number of words per segment.
 * The square root is the "reduce frequent words" of the author's own implementation. A term must also take a larger part of the segment's words
 * than of all words: without that, a word that everybody uses leads every list.</p>
 *
 * <p>Privacy: a term is shown for a segment only when at least two owners (records, or customers) of that segment used it, so that a name or a
 * number that one person wrote stays out. Memory: at most the given number of (segment, term) counts; when there are more, the rarest are
 * forgotten, those seen once first.</p>
 */
public final class KeyTerms {

    /** Estimated bytes of one (segment, term) count, the term included. */
    public static final int BYTES_PER_COUNT = 160;

    /** A longer token is no word: it is not counted. In UTF-16 units. */
    private static final int LONGEST_WORD = 64;

    private final int maximumCounts;
    private final Map<Integer, Map<String, Count>> segments = new TreeMap<>();
    private final Map<Integer, Long> words = new HashMap<>();
    private int counts;

    /**
     * @param maximumCounts largest number of (segment, term) counts held, at least 1
     */
    public KeyTerms(final int maximumCounts) {
        if (maximumCounts < 1) {
            throw new IllegalArgumentException("at least one count is needed, not " + maximumCounts);
        }
        this.maximumCounts = maximumCounts;
    }

    private static final class Count {
        private final int firstOwner;
        private boolean shared;
        private long occurrences;

        private Count(final int firstOwner) {
            this.firstOwner = firstOwner;
        }
    }

    private record Weighted(String term, double weight) {
    }

    /**
     * Counts the tokens of one text.
     *
     * @param segment segment id
     * @param owner number of the record or of the customer that wrote the text
     * @param tokens words in any script
     */
    public void add(final int segment, final int owner, final Collection<String> tokens) {
        final Map<String, Count> terms = segments.computeIfAbsent(segment, id -> new HashMap<>());
        for (final String token : tokens) {
            if (token.length() <= LONGEST_WORD && isWord(token)) {
                words.merge(segment, 1L, Long::sum);
                final int before = terms.size();
                final Count count = terms.computeIfAbsent(token, term -> new Count(owner));
                count.occurrences++;
                count.shared |= count.firstOwner != owner;
                counts += terms.size() - before;
            }
        }
        if (counts > maximumCounts) {
            forgetRarest();
        }
    }

    /** A word has a letter (a Chinese character is one) and is more than a single Latin letter. */
    private static boolean isWord(final String token) {
        if (token.codePoints().noneMatch(Character::isLetter)) {
            return false;
        }
        return token.codePointCount(0, token.length()) > 1 || Character.UnicodeScript.of(token.codePointAt(0)) != Character.UnicodeScript.LATIN;
    }

    private void forgetRarest() {
        for (long floor = 1; counts > maximumCounts / 2; floor++) {
            final long rarest = floor;
            counts = 0;
            for (final Map<String, Count> terms : segments.values()) {
                terms.values().removeIf(count -> count.occurrences <= rarest);
                counts += terms.size();
            }
        }
    }

    /** @return an estimate of the bytes held now, for memory limits */
    public long bytes() {
        return (long) counts * BYTES_PER_COUNT;
    }

    /**
     * The key terms of every segment.
     *
     * @param perSegment largest number of terms per segment
     * @return by segment id in ascending order, terms by falling weight, equal weights in the order of the terms' UTF-16 units
     */
    public Map<Integer, List<String>> top(final int perSegment) {
        final Map<String, Long> overall = new HashMap<>();
        for (final Map<String, Count> terms : segments.values()) {
            terms.forEach((term, count) -> overall.merge(term, count.occurrences, Long::sum));
        }

        final long allWords = words.values().stream().mapToLong(Long::longValue).sum();
        final double meanWords = (double) allWords / Math.max(1, segments.size());
        final Map<Integer, List<String>> top = new TreeMap<>();
        segments.forEach((segment, terms) -> {
            final List<Weighted> weighted = new ArrayList<>();
            terms.forEach((term, count) -> {
                if (count.shared && count.occurrences * allWords >= overall.get(term) * words.get(segment)) {
                    weighted.add(new Weighted(term, Math.sqrt(count.occurrences) * Math.log1p(meanWords / overall.get(term))));
                }
            });
            weighted.sort(Comparator.comparingDouble(Weighted::weight).reversed().thenComparing(Weighted::term));
            top.put(segment, weighted.stream().limit(perSegment).map(Weighted::term).toList());
        });
        return top;
    }
}
