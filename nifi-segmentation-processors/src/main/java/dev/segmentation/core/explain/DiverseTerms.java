// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chooses terms that weigh much and say different things, by maximal marginal relevance (Jaime Carbonell and Jade Goldstein, SIGIR 1998, p. 335-336).
 *
 * <p>How alike two terms are is told from their spelling: the coefficient of Lee R. Dice (1945) on pairs of neighbouring characters. The counts at hand know
 * no meanings, and what fills a list with one thing is the forms of one word and the phrases around it, in English as in Chinese.</p>
 */
final class DiverseTerms {

    /** Weight of relevance against difference. */
    private static final double RELEVANCE = 0.6;
    private static final int CANDIDATES = 60;

    private DiverseTerms() {
    }

    /** A term with its weight. */
    record Weighted(String term, double weight) {
    }

    /**
     * @param terms in any order, weights above 0
     * @param wanted largest number of terms
     * @return the chosen ones, the weightiest first, equal ones in the order of their UTF-16 units
     */
    static List<String> choose(final List<Weighted> terms, final int wanted) {
        final List<Weighted> left = new ArrayList<>(terms.stream()
                .sorted(Comparator.comparingDouble(Weighted::weight).reversed().thenComparing(Weighted::term))
                .limit(Math.max(CANDIDATES, wanted))
                .toList());
        final List<String> chosen = new ArrayList<>();
        final double most = left.isEmpty() ? 1 : left.getFirst().weight();
        final double[] closest = new double[left.size()];
        final List<Map<String, Integer>> pairs = new ArrayList<>(left.stream().map(weighted -> pairs(weighted.term())).toList());
        final boolean[] taken = new boolean[left.size()];
        while (chosen.size() < Math.min(wanted, left.size())) {
            int best = -1;
            double highest = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < taken.length; i++) {
                final double value = RELEVANCE * left.get(i).weight() / most - (1 - RELEVANCE) * closest[i];
                if (!taken[i] && value > highest) {
                    highest = value;
                    best = i;
                }
            }
            taken[best] = true;
            chosen.add(left.get(best).term());
            for (int i = 0; i < taken.length; i++) {
                closest[i] = Math.max(closest[i], likeness(pairs.get(i), pairs.get(best)));
            }
        }
        return chosen;
    }

    private static Map<String, Integer> pairs(final String term) {
        final Map<String, Integer> pairs = new HashMap<>();
        if (term.length() == 1) {
            pairs.put(term, 1);
        }
        for (int i = 0; i + 1 < term.length(); i++) {
            pairs.merge(term.substring(i, i + 2), 1, Integer::sum);
        }
        return pairs;
    }

    private static double likeness(final Map<String, Integer> a, final Map<String, Integer> b) {
        int shared = 0;
        int all = 0;
        for (final Map.Entry<String, Integer> pair : a.entrySet()) {
            shared += Math.min(pair.getValue(), b.getOrDefault(pair.getKey(), 0));
            all += pair.getValue();
        }
        for (final int count : b.values()) {
            all += count;
        }
        return 2.0 * shared / all;
    }
}
