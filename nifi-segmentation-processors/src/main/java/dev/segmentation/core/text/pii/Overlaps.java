// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes one of matches that share characters. The longest names the kind, the earlier {@link PiiKind} among equally long ones,
 * and the whole stretch counts: what any recogniser took for personal data does not stay readable.
 */
final class Overlaps {

    private static final Comparator<Match> BY_POSITION = Comparator.comparingInt(Match::start).thenComparingInt(Match::end).thenComparing(Match::kind).thenComparing(Match::canonical);

    private Overlaps() {
    }

    /**
     * @return the matches by position, none of which touches another's characters
     */
    static List<Match> merge(final List<Match> matches) {
        matches.sort(BY_POSITION);
        final List<Match> merged = new ArrayList<>();
        Match best = null;
        int start = 0;
        int end = 0;
        for (final Match match : matches) {
            if (best != null && match.start() < end) {
                best = isBetter(match, best) ? match : best;
                end = Math.max(end, match.end());
            } else {
                if (best != null) {
                    merged.add(new Match(start, end, best.kind(), best.canonical()));
                }
                best = match;
                start = match.start();
                end = match.end();
            }
        }
        if (best != null) {
            merged.add(new Match(start, end, best.kind(), best.canonical()));
        }
        return merged;
    }

    private static boolean isBetter(final Match match, final Match best) {
        final int longer = Integer.compare(match.end() - match.start(), best.end() - best.start());
        return longer > 0 || longer == 0 && match.kind().compareTo(best.kind()) < 0;
    }
}
