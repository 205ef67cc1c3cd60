// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.util.List;

/**
 * Social security numbers of the United States: 3-2-4 digits with hyphens between them; with spaces, or in one piece, only where
 * such a number is spoken of. The ranges that are never given out (area 000, 666 and 900 to 999, group 00, serial 0000) do not count,
 * nor does the number of a part or an order.
 */
final class UsSsnRecognizer implements Recognizer {

    private static final int LENGTH = 9;
    private static final int AREA = 3;
    private static final int GROUP = 5;
    private static final int REACH = 28;
    private static final Nearby SPOKEN_OF = new Nearby(REACH, "ssn", "ssns", "social security", "soc sec", "社会安全号", "社會安全號", "社会保障号", "社安号", "社安號");

    @Override
    public void find(final FoldedText folded, final List<Match> matches) {
        if (folded.digits() < LENGTH) {
            return;
        }
        final String text = folded.text();
        final DigitRuns runs = folded.runs();
        for (int run = 0; run < runs.count(); run++) {
            final int last = last(runs, run);
            if (last >= 0 && isWhole(text, runs.start(run), runs.end(last)) && isMeant(text, runs, run, last)) {
                final String number = digits(runs, run, last);
                if (isGiven(number)) {
                    matches.add(new Match(runs.start(run), runs.end(last), PiiKind.US_SSN, number));
                }
            }
        }
    }

    /**
     * @return the last run of the number that starts here, or -1
     */
    private static int last(final DigitRuns runs, final int first) {
        if (runs.length(first) == LENGTH) {
            return first;
        }
        final boolean grouped = first + 2 < runs.count() && runs.length(first) == AREA && runs.length(first + 1) == GROUP - AREA && runs.length(first + 2) == LENGTH - GROUP
                && runs.joinsPrevious(first + 1) && runs.joinsPrevious(first + 2);
        return grouped ? first + 2 : -1;
    }

    private static boolean isMeant(final String text, final DigitRuns runs, final int first, final int last) {
        final int start = runs.start(first);
        final boolean partOfCode = start > 0 && Characters.isAsciiLetter(text.charAt(start - 1)) || References.spokenOf(text, start);
        return SPOKEN_OF.before(text, start) || hasHyphens(runs, first, last) && !partOfCode;
    }

    private static boolean hasHyphens(final DigitRuns runs, final int first, final int last) {
        return last > first && runs.joinsPrevious(first + 1, "-", 1) && runs.joinsPrevious(last, "-", 1);
    }

    private static boolean isWhole(final String text, final int start, final int end) {
        return (start == 0 || !isJoint(text.charAt(start - 1))) && (end == text.length() || !isJoint(text.charAt(end)) && !Characters.isAsciiLetter(text.charAt(end)));
    }

    private static boolean isJoint(final char character) {
        return character == '-' || character == '_';
    }

    private static String digits(final DigitRuns runs, final int first, final int last) {
        final StringBuilder digits = new StringBuilder();
        for (int run = first; run <= last; run++) {
            digits.append(runs.digits(run));
        }
        return digits.toString();
    }

    private static boolean isGiven(final String number) {
        final int area = Integer.parseInt(number, 0, AREA, 10);
        return area != 0 && area != 666 && area < 900 && Integer.parseInt(number, AREA, GROUP, 10) != 0 && Integer.parseInt(number, GROUP, LENGTH, 10) != 0;
    }
}
