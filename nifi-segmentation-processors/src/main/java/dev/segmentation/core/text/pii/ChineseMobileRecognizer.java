// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.util.List;
import java.util.Set;

/**
 * Chinese mobile numbers: 11 digits from 13 to 19, in one piece or in the groups people write, with or without +86. Glued to
 * Latin letters they are part of a code, unless the letters say "phone".
 */
final class ChineseMobileRecognizer implements Recognizer {

    private static final int LENGTH = 11;
    private static final String COUNTRY = "86";
    private static final String INTERNATIONAL = "0086";
    /** Digits per group; "b" is eleven. */
    private static final Set<String> GROUPS = Set.of("b", "344", "38", "74", "434", "443", "335", "353", "56", "65", "32222", "11111111111");
    private static final int REACH = 12;
    private static final Nearby LABELS = new Nearby(REACH, "tel", "phone", "mobile", "mob", "cell", "cellphone", "ph", "call", "contact", "wechat", "whatsapp", "wx", "vx");
    private static final String CURRENCIES = "$€£¥₩";

    @Override
    public void find(final FoldedText folded, final List<Match> matches) {
        if (folded.digits() < LENGTH) {
            return;
        }
        final String text = folded.text();
        final DigitRuns runs = folded.runs();
        for (int first = 0; first < runs.count(); first++) {
            final StringBuilder digits = new StringBuilder();
            int last = first;
            while (last < runs.count() && (last == first || runs.joinsPrevious(last) && !runs.isInTable(first)) && digits.length() + runs.length(last) <= INTERNATIONAL.length() + LENGTH) {
                digits.append(runs.digits(last));
                final int prefix = digits.length() - LENGTH;
                if (isNumber(digits, prefix) && isGrouped(runs, first, last, prefix) && !runs.isFraction(first) && !runs.hasFraction(last)) {
                    final int start = startWithSign(text, runs.start(first), prefix);
                    if (isFree(text, start, runs.end(last))) {
                        matches.add(new Match(start, runs.end(last), PiiKind.CHINESE_MOBILE, digits.substring(prefix)));
                    }
                }
                last++;
            }
        }
    }

    private static boolean isNumber(final StringBuilder digits, final int prefix) {
        return (prefix == 0 || prefix == COUNTRY.length() && digits.indexOf(COUNTRY) == 0 || prefix == INTERNATIONAL.length() && digits.indexOf(INTERNATIONAL) == 0)
                && digits.charAt(prefix) == '1' && digits.charAt(prefix + 1) >= '3';
    }

    private static boolean isGrouped(final DigitRuns runs, final int first, final int last, final int prefix) {
        final StringBuilder groups = new StringBuilder();
        int left = prefix;
        for (int run = first; run <= last; run++) {
            final int length = runs.length(run) - left;
            left = Math.max(0, -length);
            if (length > 0) {
                groups.append(Character.forDigit(length, Character.MAX_RADIX));
            }
        }
        return GROUPS.contains(groups.toString());
    }

    private static int startWithSign(final String text, final int start, final int prefix) {
        return prefix == COUNTRY.length() && start > 0 && text.charAt(start - 1) == '+' ? start - 1 : start;
    }

    private static boolean isFree(final String text, final int start, final int end) {
        final boolean amount = start > 0 && CURRENCIES.indexOf(text.charAt(start - 1)) >= 0;
        return !amount && !Characters.isContinuedByCode(text, end) && (!Characters.continuesCode(text, start) || LABELS.before(text, start));
    }
}
