// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.util.Arrays;

/**
 * Where a text's digits stand: each run is a longest sequence of ASCII digits.
 */
final class DigitRuns {

    private static final String SEPARATORS = " -.()";
    private static final int LONGEST_GAP = 3;
    /** Eight phone numbers of three groups. */
    private static final int LONGEST_LIST = 24;

    private final String text;
    private final int[] starts;
    private final int[] ends;
    private final boolean[] table;

    DigitRuns(final String text, final int digits) {
        this.text = text;
        final int[] foundStarts = new int[digits];
        final int[] foundEnds = new int[digits];
        int runs = 0;
        int i = 0;
        while (i < text.length()) {
            if (Characters.isDigit(text.charAt(i))) {
                foundStarts[runs] = i;
                while (i < text.length() && Characters.isDigit(text.charAt(i))) {
                    i++;
                }
                foundEnds[runs] = i;
                runs++;
            } else {
                i++;
            }
        }
        starts = Arrays.copyOf(foundStarts, runs);
        ends = Arrays.copyOf(foundEnds, runs);
        table = new boolean[runs];
        markTables();
    }

    private void markTables() {
        int first = 0;
        while (first < starts.length) {
            int last = first;
            int numbers = length(first) > 1 ? 1 : 0;
            while (last + 1 < starts.length && joinsPrevious(last + 1, " ", LONGEST_GAP)) {
                last++;
                numbers += length(last) > 1 ? 1 : 0;
            }
            Arrays.fill(table, first, last + 1, numbers > LONGEST_LIST);
            first = last + 1;
        }
    }

    int count() {
        return starts.length;
    }

    int start(final int run) {
        return starts[run];
    }

    int end(final int run) {
        return ends[run];
    }

    int length(final int run) {
        return ends[run] - starts[run];
    }

    String digits(final int run) {
        return text.substring(starts[run], ends[run]);
    }

    /**
     * @return whether the run may belong to the same number as the one before: few and usual separators stand between them
     */
    boolean joinsPrevious(final int run) {
        return run > 0 && isGap(ends[run - 1], starts[run], SEPARATORS, LONGEST_GAP);
    }

    /**
     * @return whether between the run and the one before stand only these characters, at most so many
     */
    boolean joinsPrevious(final int run, final String separators, final int longest) {
        return run > 0 && isGap(ends[run - 1], starts[run], separators, longest);
    }

    /**
     * @return whether the run is one of very many with nothing but spaces between them: any sizes of groups turn up there by chance
     */
    boolean isInTable(final int run) {
        return table[run];
    }

    /**
     * @return whether the run is the part after the decimal point
     */
    boolean isFraction(final int run) {
        return joinsPrevious(run, ".", 1);
    }

    /**
     * @return whether a decimal point and more digits follow the run
     */
    boolean hasFraction(final int run) {
        return run + 1 < starts.length && isFraction(run + 1);
    }

    private boolean isGap(final int from, final int to, final String separators, final int longest) {
        if (to - from > longest) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (separators.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
