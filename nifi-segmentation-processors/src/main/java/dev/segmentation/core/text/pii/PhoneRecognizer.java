// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Phone numbers by Google's libphonenumber: international ones of the whole world, national ones of the given countries, each in
 * a range that its country gives out. libphonenumber is slow, so it sees only stretches with as many digits as a number has.
 * Digits without any separator are weighed: fewer than ten, or what could be the number of an order, count only where a phone is spoken of.
 */
final class PhoneRecognizer implements Recognizer {

    private static final int FEWEST_DIGITS = 7;
    private static final int FEWEST_UNSPOKEN_OF = 10;
    private static final String SEPARATORS = " -./()[]~+";
    private static final int LONGEST_GAP = 4;
    /** What libphonenumber looks at before a number, and the longest extension behind it. */
    private static final int CONTEXT_BEFORE = 8;
    private static final int CONTEXT_AFTER = 24;
    private static final int LONGEST_LEAD = 3;
    private static final String WORLD = "ZZ";
    private static final int REACH = 28;
    private static final Nearby PHONES = new Nearby(REACH,
            "tel", "telephone", "phone", "call", "mobile", "cell", "fax", "hotline", "whatsapp", "ring", "text", "sms", "电话", "電話", "手机", "手機", "座机", "致电", "热线", "传真", "联系");

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final List<String> regions;

    PhoneRecognizer(final Set<String> regions) {
        this.regions = regions.isEmpty() ? List.of(WORLD) : regions.stream().sorted().toList();
    }

    @Override
    public void find(final FoldedText folded, final List<Match> matches) {
        if (folded.digits() < FEWEST_DIGITS) {
            return;
        }
        final DigitRuns runs = folded.runs();
        int first = 0;
        while (first < runs.count()) {
            int last = first;
            int digits = runs.length(first);
            while (last + 1 < runs.count() && runs.joinsPrevious(last + 1, SEPARATORS, LONGEST_GAP)) {
                last++;
                digits += runs.length(last);
            }
            if (digits >= FEWEST_DIGITS) {
                findIn(folded.text(), runs.start(first), runs.end(last), matches);
            }
            first = last + 1;
        }
    }

    private void findIn(final String text, final int start, final int end, final List<Match> matches) {
        final int from = Math.max(0, start - CONTEXT_BEFORE);
        final String window = text.substring(from, Math.min(text.length(), end + CONTEXT_AFTER));
        for (final String region : regions) {
            findIn(window, region, PhoneNumberUtil.Leniency.VALID, match -> add(text, from, start, end, match, matches));
        }
        if (window.indexOf('+') >= 0) {
            // Whoever writes the plus means a phone, whether or not the range is given out yet.
            findIn(window, WORLD, PhoneNumberUtil.Leniency.POSSIBLE, match -> {
                if (match.rawString().startsWith("+") && match.end() - match.start() > FEWEST_UNSPOKEN_OF) {
                    add(text, from, start, end, match, matches);
                }
            });
        }
    }

    private void findIn(final String window, final String region, final PhoneNumberUtil.Leniency leniency, final Consumer<PhoneNumberMatch> found) {
        phones.findNumbers(window, region, leniency, Long.MAX_VALUE).forEach(found);
    }

    private void add(final String text, final int from, final int first, final int last, final PhoneNumberMatch match, final List<Match> matches) {
        final String raw = match.rawString();
        final int opening = raw.startsWith("(") && raw.indexOf(')') < 0 ? 1 : 0;
        final int start = from + match.start() + opening;
        // The window may cut a number of the neighbourhood.
        if (start >= first - LONGEST_LEAD && start < last && isPlausible(text, start, raw.substring(opening))) {
            matches.add(new Match(start, from + match.end(), PiiKind.PHONE, phones.format(match.number(), PhoneNumberUtil.PhoneNumberFormat.E164)));
        }
    }

    private static boolean isPlausible(final String text, final int start, final String raw) {
        final String separators = digitsRemoved(raw);
        final int end = start + raw.length();
        if (raw.startsWith("+") || PHONES.before(text, start)) {
            return true;
        }
        final boolean decimal = separators.equals(".") || isBetweenDigits(text, start - 1) || isBetweenDigits(text, end);
        if (decimal || Characters.continuesCode(text, start)) {
            return false;
        }
        return !separators.isEmpty() || raw.length() >= FEWEST_UNSPOKEN_OF && !References.spokenOf(text, start);
    }

    private static boolean isBetweenDigits(final String text, final int position) {
        return position > 0 && position + 1 < text.length() && ".,".indexOf(text.charAt(position)) >= 0
                && Characters.isDigit(text.charAt(position - 1)) && Characters.isDigit(text.charAt(position + 1));
    }

    private static String digitsRemoved(final String raw) {
        final StringBuilder rest = new StringBuilder();
        raw.chars().filter(character -> !Characters.isDigit((char) character)).forEach(character -> rest.append((char) character));
        return rest.toString();
    }
}
