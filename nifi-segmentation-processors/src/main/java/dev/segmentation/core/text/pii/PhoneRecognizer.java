// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;

import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Phone numbers by Google's libphonenumber: international ones of the whole world, national ones of the given countries, each in
 * a range that its country gives out. libphonenumber is slow and loses a number that stands beside another one, so it is asked
 * only whether a sequence of digits is a number that has the size and the groups of one. Fewer than ten digits in one piece, or
 * what could be the number of an order, count only where a phone is spoken of. Extensions are not part of the number.
 */
final class PhoneRecognizer implements Recognizer {

    private static final int FEWEST_DIGITS = 7;
    private static final int MOST_DIGITS = 17;
    private static final int FEWEST_UNSPOKEN_OF = 10;
    private static final int SHORT_GROUP = 3;
    private static final int MOST_GROUPS = 6;
    private static final String SEPARATORS = " -./()~";
    private static final int LONGEST_GAP = 4;
    /** What stands between brackets, the closing one included: an area code, or a plus and the code of a country. */
    private static final int LONGEST_BRACKETS = 7;
    private static final String WORLD = "ZZ";
    private static final String CURRENCIES = "$€£¥₩";
    /** Sizes of the groups of ten digits, of eleven with the 1 of North America in front, and of Chinese mobile numbers; "a" is ten. */
    private static final Set<String> GROUPS = Set.of("a", "334", "37", "64", "343", "433", "1a", "1334", "137", "164", "b", "344", "38", "74");
    private static final int TEN = 10;
    private static final int REACH = 28;
    private static final Nearby PHONES = new Nearby(REACH,
            "tel", "telephone", "phone", "call", "called", "mobile", "cell", "fax", "hotline", "whatsapp", "ring", "rang", "text", "sms", "dial",
            "电话", "電話", "手机", "手機", "座机", "致电", "热线", "传真", "联系", "拨打");

    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private final List<String> regions;

    PhoneRecognizer(final Set<String> regions) {
        this.regions = regions.isEmpty() ? List.of(WORLD) : List.copyOf(regions);
    }

    @Override
    public void find(final FoldedText folded, final List<Match> matches) {
        if (folded.digits() < FEWEST_DIGITS) {
            return;
        }
        final String text = folded.text();
        final DigitRuns runs = folded.runs();
        for (int first = 0; first < runs.count(); first++) {
            final int start = start(text, runs.start(first));
            if (mayStart(text, start)) {
                final Match match = longest(text, runs, first, start);
                if (match != null) {
                    matches.add(match);
                }
            }
        }
    }

    private Match longest(final String text, final DigitRuns runs, final int first, final int start) {
        final StringBuilder groups = new StringBuilder();
        final boolean international = text.charAt(start) == '+' || text.startsWith("(+", start);
        Match valid = null;
        Match possible = null;
        int digits = 0;
        for (int last = first; last < runs.count() && last - first < MOST_GROUPS && digits + runs.length(last) <= MOST_DIGITS; last++) {
            if (last > first && (!runs.joinsPrevious(last, SEPARATORS, LONGEST_GAP) || runs.isInTable(first) && !international)) {
                break;
            }
            digits += runs.length(last);
            groups.append(Character.forDigit(Math.min(runs.length(last), MOST_DIGITS), Character.MAX_RADIX));
            if (digits >= FEWEST_DIGITS && mayEnd(text, runs, last)) {
                final Match match = international ? match(text, start, runs.end(last), WORLD, PhoneNumberUtil.Leniency.VALID) : national(text, start, runs.end(last), groups.toString(), digits);
                valid = match == null ? valid : match;
                // Whoever writes the plus means a phone, whether or not the range is given out yet.
                if (international && valid == null && digits >= FEWEST_UNSPOKEN_OF) {
                    final Match unknown = match(text, start, runs.end(last), WORLD, PhoneNumberUtil.Leniency.POSSIBLE);
                    possible = unknown == null ? possible : unknown;
                }
            }
        }
        return valid == null ? possible : valid;
    }

    private Match national(final String text, final int start, final int end, final String groups, final int digits) {
        final boolean usual = isGrouped(text, start, groups, digits) && (groups.length() > 1 || digits >= FEWEST_UNSPOKEN_OF && !References.spokenOf(text, start));
        if (!usual && !PHONES.before(text, start)) {
            return null;
        }
        Match match = null;
        for (int region = 0; match == null && region < regions.size(); region++) {
            match = match(text, start, end, regions.get(region), PhoneNumberUtil.Leniency.VALID);
        }
        return match;
    }

    private Match match(final String text, final int start, final int end, final String region, final PhoneNumberUtil.Leniency leniency) {
        final String candidate = text.substring(start, end);
        final Iterator<PhoneNumberMatch> found = phones.findNumbers(candidate, region, leniency, 1).iterator();
        if (!found.hasNext()) {
            return null;
        }
        final PhoneNumberMatch match = found.next();
        final boolean whole = match.start() == 0 && match.end() == candidate.length();
        return whole ? new Match(start, end, PiiKind.PHONE, phones.format(match.number(), PhoneNumberUtil.PhoneNumberFormat.E164)) : null;
    }

    /**
     * Many numbers in a row are a table or a date, and two with a dot between are one with decimals. The 0 in front of a national
     * number is a sign of its own.
     */
    private static boolean isGrouped(final String text, final int start, final String groups, final int digits) {
        if (text.charAt(start) == '(') {
            return true;
        }
        if (groups.length() == 2 && text.charAt(start + Character.digit(groups.charAt(0), Character.MAX_RADIX)) == '.') {
            return false;
        }
        if (text.charAt(start) == '0') {
            return groups.indexOf('1') < 0;
        }
        if (digits == TEN || digits == TEN + 1 && text.charAt(start) == '1') {
            return GROUPS.contains(groups);
        }
        return groups.chars().allMatch(group -> Character.digit(group, Character.MAX_RADIX) >= SHORT_GROUP);
    }

    /**
     * @return where the bracket or the plus in front of the digits stands that belong to them
     */
    private static int start(final String text, final int digits) {
        int start = digits;
        if (start > 0 && text.charAt(start - 1) == '+') {
            start--;
        }
        if (start > 0 && text.charAt(start - 1) == '(') {
            final boolean closed = text.substring(start, Math.min(text.length(), start + LONGEST_BRACKETS)).indexOf(')') >= 0;
            start = closed ? start - 1 : start;
        }
        return start;
    }

    private static boolean mayStart(final String text, final int start) {
        if (start == 0) {
            return true;
        }
        final char before = text.charAt(start - 1);
        final boolean tight = start > 1 && "-.".indexOf(before) >= 0 && Characters.isDigit(text.charAt(start - 2));
        return !tight && CURRENCIES.indexOf(before) < 0 && (!Characters.continuesCode(text, start) || PHONES.before(text, start));
    }

    private static boolean mayEnd(final String text, final DigitRuns runs, final int last) {
        final int end = runs.end(last);
        if (last + 1 < runs.count() && runs.joinsPrevious(last + 1, "-.", 1)) {
            // A hyphen and up to four digits are an extension.
            return text.charAt(end) == '-' && runs.length(last + 1) <= 4;
        }
        return !Characters.isContinuedByCode(text, end) || text.startsWith("x", end) || text.startsWith("ext", end);
    }
}
