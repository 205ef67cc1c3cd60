// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * Chinese resident identity numbers (GB 11643-1999): six digits of a region, the date of birth, an order number and the check
 * character of ISO 7064 MOD 11-2. Numbers of foreign permanent residents, which start with a 9, have the same form. The old
 * form of 15 digits has no check digit: it counts only where an identity card is spoken of.
 */
final class ChineseIdRecognizer implements Recognizer {

    private static final int LENGTH = 18;
    private static final int OLD_LENGTH = 15;
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final Set<Integer> PROVINCES = Set.of(11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
            71, 81, 82, 83);
    private static final char FOREIGN = '9';
    private static final int FIRST_YEAR = 1850;
    private static final int LAST_YEAR = 2099;
    private static final int REACH = 28;
    private static final Nearby IDENTITY = new Nearby(REACH, "身份证", "身份證", "证件号", "證件號", "身份号", "id card", "id number", "id no", "identity card", "identity number", "resident id");

    @Override
    public void find(final FoldedText folded, final List<Match> matches) {
        if (folded.digits() < OLD_LENGTH) {
            return;
        }
        final String text = folded.text();
        final DigitRuns runs = folded.runs();
        for (int first = 0; first < runs.count(); first++) {
            final StringBuilder digits = new StringBuilder();
            int last = first;
            while (last < runs.count() && (last == first || runs.joinsPrevious(last, " -", 1)) && digits.length() + runs.length(last) <= LENGTH) {
                digits.append(runs.digits(last));
                final int end = runs.end(last);
                final int checkEnd = digits.length() == LENGTH - 1 ? checkEnd(text, end) : end;
                if (checkEnd > end) {
                    add(digits + "X", runs.start(first), checkEnd, matches);
                } else if (digits.length() == LENGTH) {
                    add(digits.toString(), runs.start(first), end, matches);
                } else if (digits.length() == OLD_LENGTH && isPerson(digits, "19" + digits.substring(6, 12)) && IDENTITY.before(text, runs.start(first))) {
                    matches.add(new Match(runs.start(first), end, PiiKind.CHINESE_ID, digits.toString()));
                }
                last++;
            }
        }
    }

    /**
     * @return where the X after the digits ends, or {@code end} when there is none
     */
    private static int checkEnd(final String text, final int end) {
        final int x = end + 1 < text.length() && (text.charAt(end) == ' ' || text.charAt(end) == '-') ? end + 1 : end;
        final boolean found = x < text.length() && (text.charAt(x) == 'X' || text.charAt(x) == 'x') && (x + 1 == text.length() || !Characters.isAsciiLetterOrDigit(text.charAt(x + 1)));
        return found ? x + 1 : end;
    }

    private static void add(final String number, final int start, final int end, final List<Match> matches) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        if (CHECKS.charAt(sum % CHECKS.length()) == number.charAt(LENGTH - 1) && isPerson(number, number.substring(6, 14))) {
            matches.add(new Match(start, end, PiiKind.CHINESE_ID, number));
        }
    }

    private static boolean isPerson(final CharSequence number, final String date) {
        final int province = number.charAt(0) == FOREIGN ? Integer.parseInt(number, 1, 3, 10) : Integer.parseInt(number, 0, 2, 10);
        final int year = Integer.parseInt(date, 0, 4, 10);
        return PROVINCES.contains(province) && year >= FIRST_YEAR && year <= LAST_YEAR && isDate(year, Integer.parseInt(date, 4, 6, 10), Integer.parseInt(date, 6, 8, 10));
    }

    private static boolean isDate(final int year, final int month, final int day) {
        try {
            LocalDate.of(year, month, day);
            return true;
        } catch (final DateTimeException e) {
            return false;
        }
    }
}
