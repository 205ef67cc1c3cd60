// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import org.apache.commons.validator.routines.checkdigit.CheckDigit;
import org.apache.commons.validator.routines.checkdigit.LuhnCheckDigit;

import java.util.List;

/**
 * Numbers of payment cards: 13 to 19 digits with the length and the first digits of an issuer (ISO/IEC 7812) and Luhn's check
 * digit, in one piece or in groups.
 */
final class PaymentCardRecognizer implements Recognizer {

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    private static final int PREFIX = 6;
    private static final CheckDigit LUHN = LuhnCheckDigit.LUHN_CHECK_DIGIT;

    /** First and last of the six leading digits, shortest and longest length. */
    private static final int[][] ISSUERS = {
        {220000, 220499, 16, 19},   // Mir
        {222100, 272099, 16, 16},   // Mastercard
        {300000, 305999, 14, 19},   // Diners Club
        {309500, 309599, 14, 19},
        {340000, 349999, 15, 15},   // American Express
        {352800, 358999, 16, 19},   // JCB
        {360000, 369999, 14, 19},   // Diners Club
        {370000, 379999, 15, 15},   // American Express
        {380000, 399999, 14, 19},   // Diners Club
        {400000, 499999, 13, 13},   // Visa
        {400000, 499999, 16, 16},
        {400000, 499999, 19, 19},
        {500000, 509999, 13, 19},   // Maestro, Elo, RuPay
        {510000, 559999, 16, 16},   // Mastercard
        {560000, 589999, 13, 19},   // Maestro
        {600000, 609999, 13, 19},   // Maestro, Discover, RuPay
        {601100, 601199, 16, 19},   // Discover
        {620000, 629999, 14, 19},   // UnionPay
        {630000, 639999, 13, 19},   // Maestro
        {644000, 659999, 16, 19},   // Discover, RuPay, Troy
        {670000, 679999, 13, 19},   // Maestro
        {810000, 829999, 16, 19},   // UnionPay, RuPay
        {955880, 955999, 16, 19},   // older cards of Chinese banks
        {979200, 979289, 16, 16},   // Troy
    };

    @Override
    public void find(final FoldedText text, final List<Match> matches) {
        if (text.digits() < SHORTEST) {
            return;
        }
        final DigitRuns runs = text.runs();
        for (int first = 0; first < runs.count(); first++) {
            if (!runs.isFraction(first) || runs.length(first) < SHORTEST) {
                findFrom(runs, first, matches);
            }
        }
    }

    private static void findFrom(final DigitRuns runs, final int first, final List<Match> matches) {
        final StringBuilder digits = new StringBuilder();
        int last = first;
        while (last < runs.count() && (last == first || runs.joinsPrevious(last)) && digits.length() + runs.length(last) <= LONGEST) {
            digits.append(runs.digits(last));
            if (digits.length() >= SHORTEST && isGrouped(runs, first, last) && isIssued(digits) && LUHN.isValid(digits.toString())) {
                matches.add(new Match(runs.start(first), runs.end(last), PiiKind.PAYMENT_CARD, digits.toString()));
            }
            last++;
        }
    }

    /**
     * Groups of one size, the last of any, or those of American Express and Diners Club: 4-6-5 and 4-6-4.
     */
    private static boolean isGrouped(final DigitRuns runs, final int first, final int last) {
        if (last - first == 2 && runs.length(first) == 4 && runs.length(first + 1) == 6) {
            return true;
        }
        for (int run = first + 1; run < last; run++) {
            if (runs.length(run) != runs.length(first)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIssued(final CharSequence digits) {
        final int prefix = Integer.parseInt(digits, 0, PREFIX, 10);
        for (final int[] issuer : ISSUERS) {
            if (prefix >= issuer[0] && prefix <= issuer[1] && digits.length() >= issuer[2] && digits.length() <= issuer[3]) {
                return true;
            }
        }
        return false;
    }
}
