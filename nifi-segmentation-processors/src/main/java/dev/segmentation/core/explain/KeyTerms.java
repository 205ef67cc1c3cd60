// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import dev.segmentation.core.explain.DiverseTerms.Weighted;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The words and phrases that tell a segment from the others.
 *
 * <p>A candidate is a word, or a phrase of neighbouring words: two, and three where one of them is a single Chinese character, since segmenters split off
 * such parts of a word. It must be in more of the segment's texts than chance explains: the hypergeometric test, with the share of false ones among all terms
 * of all segments held below {@value #FALSE_DISCOVERIES} (see {@link FalseDiscoveries}).</p>
 *
 * <p>Candidates are ordered by class-based TF-IDF (Maarten Grootendorst, "BERTopic: Neural topic modeling with a class-based TF-IDF procedure",
 * arXiv:2203.05794 (2022), section 3.3): the texts of a segment count as one text, and {@code weight = sqrt(tf(term, segment)) * log(1 + A / tf(term))} with
 * A the mean number of words per segment. The square root is the "reduce frequent words" of the author's own implementation. A word gives way to its
 * phrase when half of its uses in the segment are in it, and a phrase to its words otherwise, unless it outweighs one of them. Of what is left, terms that
 * differ are chosen (see {@link DiverseTerms}).</p>
 *
 * <p>Privacy: a term is shown for a segment only when at least two owners (records, or customers) of that segment used it, so that a name or a
 * number that one person wrote stays out. Memory: at most the given number of (segment, term) counts, half of them for phrases; when there are more, the
 * rarest are forgotten, those seen once first.</p>
 */
public final class KeyTerms {

    /** Estimated bytes of one (segment, term) count, the term included. */
    public static final int BYTES_PER_COUNT = 160;

    private static final double FALSE_DISCOVERIES = 0.05;

    /** A longer token is no word: it is not counted. In UTF-16 units. */
    static final int LONGEST_WORD = 64;

    private final boolean withPhrases;
    private final TermCounts words;
    private final TermCounts phrases;
    private final Map<Integer, Integer> texts = new TreeMap<>();
    private int allTexts;
    private long allWords;

    /**
     * @param maximumCounts largest number of (segment, term) counts held, at least 2
     */
    public KeyTerms(final int maximumCounts) {
        this(maximumCounts, true);
    }

    private KeyTerms(final int maximumCounts, final boolean withPhrases) {
        if (maximumCounts < 2) {
            throw new IllegalArgumentException("at least two counts are needed, not " + maximumCounts);
        }
        this.withPhrases = withPhrases;
        words = new TermCounts(maximumCounts / 2);
        phrases = new TermCounts(maximumCounts / 2);
    }

    /**
     * @param maximumCounts as for the constructor
     * @return one that counts no phrases: what is looked up in other texts word by word
     */
    public static KeyTerms ofWords(final int maximumCounts) {
        return new KeyTerms(maximumCounts, false);
    }

    /** A term of a segment that passed or may pass the test. */
    private record Candidate(int segment, String term, int occurrences, int overall, double logProbability) {
    }

    /** Over all segments. */
    private static final class Total {
        private int occurrences;
        private int texts;
    }

    /**
     * Counts the tokens of one text.
     *
     * @param segment segment id
     * @param owner number of the record or of the customer that wrote the text
     * @param tokens words in any script, in the order of the text
     */
    public void add(final int segment, final int owner, final Collection<String> tokens) {
        texts.merge(segment, 1, Integer::sum);
        final List<String> found = new ArrayList<>();
        for (final String token : tokens) {
            if (Phrases.isWord(token, LONGEST_WORD)) {
                found.add(token);
            }
        }
        allWords += found.size();
        words.add(segment, owner, allTexts, found);
        if (withPhrases) {
            phrases.add(segment, owner, allTexts, Phrases.of(tokens, LONGEST_WORD));
        }
        allTexts++;
    }

    /** @return an estimate of the bytes held now, for memory limits */
    public long bytes() {
        return (long) (words.size() + phrases.size()) * BYTES_PER_COUNT;
    }

    /**
     * The key terms of every segment.
     *
     * @param perSegment largest number of terms per segment
     * @return by segment id in ascending order, the most telling term first
     */
    public Map<Integer, List<String>> top(final int perSegment) {
        final Map<String, Total> totals = new HashMap<>();
        for (final TermCounts counts : List.of(words, phrases)) {
            counts.forEach((entry, segment) -> {
                final Total total = totals.computeIfAbsent(entry.getKey(), term -> new Total());
                total.occurrences += entry.getValue().occurrences();
                total.texts += entry.getValue().texts();
            });
        }

        final Map<Integer, List<Candidate>> significant = significant(totals);
        final double meanWords = (double) allWords / Math.max(1, texts.size());
        final Map<Integer, List<String>> top = new TreeMap<>();
        for (final int segment : texts.keySet()) {
            final Map<String, Weighted> weighted = new HashMap<>();
            for (final Candidate candidate : significant.getOrDefault(segment, List.of())) {
                weighted.put(candidate.term(), new Weighted(candidate.term(), Math.sqrt(candidate.occurrences()) * Math.log1p(meanWords / candidate.overall())));
            }
            weighted.keySet().removeAll(weaker(segment, weighted));
            final List<Weighted> written = weighted.values().stream().map(term -> new Weighted(Phrases.written(term.term()), term.weight())).toList();
            top.put(segment, DiverseTerms.choose(written, perSegment));
        }
        return top;
    }

    private Map<Integer, List<Candidate>> significant(final Map<String, Total> totals) {
        final Hypergeometric chance = new Hypergeometric(allTexts);
        final List<Candidate> candidates = new ArrayList<>();
        for (final TermCounts counts : List.of(words, phrases)) {
            counts.forEach((entry, segment) -> {
                final TermCounts.Count count = entry.getValue();
                final Total total = totals.get(entry.getKey());
                final int drawn = texts.get(segment);
                if (count.isShared() && (long) count.texts() * allTexts > (long) total.texts * drawn) {
                    candidates.add(new Candidate(segment, entry.getKey(), count.occurrences(), total.occurrences,
                            chance.logUpperTail(count.texts(), drawn, total.texts)));
                }
            });
        }
        final long tests = texts.size() * totals.values().stream().filter(total -> total.texts > 1).count();
        final double threshold = FalseDiscoveries.logThreshold(candidates.stream().mapToDouble(Candidate::logProbability).toArray(), tests, FALSE_DISCOVERIES);
        final Map<Integer, List<Candidate>> significant = new HashMap<>();
        for (final Candidate candidate : candidates) {
            if (candidate.logProbability() <= threshold) {
                significant.computeIfAbsent(candidate.segment(), segment -> new ArrayList<>()).add(candidate);
            }
        }
        return significant;
    }

    /** Words of which half the uses are in one phrase, and phrases that are less than half of each of their parts and weigh less than both. */
    private Set<String> weaker(final int segment, final Map<String, Weighted> weighted) {
        final Set<String> weaker = new HashSet<>();
        for (final Weighted candidate : weighted.values()) {
            final TermCounts.Count whole = phrases.of(segment).get(candidate.term());
            if (whole != null) {
                boolean leads = false;
                for (final String part : Phrases.parts(candidate.term())) {
                    final TermCounts.Count uses = phrases.of(segment).getOrDefault(part, words.of(segment).get(part));
                    final boolean most = uses != null && 2 * whole.occurrences() >= uses.occurrences();
                    if (most) {
                        weaker.add(part);
                    }
                    leads |= most || !weighted.containsKey(part) || candidate.weight() > weighted.get(part).weight();
                }
                if (!leads) {
                    weaker.add(candidate.term());
                }
            }
        }
        return weaker;
    }
}
