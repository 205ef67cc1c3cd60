// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import org.apache.commons.validator.routines.IBANValidator;

import java.util.List;
import java.util.Locale;

/**
 * International bank account numbers (ISO 13616): the country's length and form, and the check digits. Groups may be kept
 * apart by spaces or hyphens, letters may be small.
 */
final class IbanRecognizer implements Recognizer {

    private static final int FEWEST_DIGITS = 8;
    private static final String LABEL = "iban";

    private final IBANValidator countries = IBANValidator.getInstance();

    @Override
    public void find(final FoldedText folded, final List<Match> matches) {
        if (folded.digits() < FEWEST_DIGITS) {
            return;
        }
        final String text = folded.text();
        final DigitRuns runs = folded.runs();
        for (int run = 0; run < runs.count(); run++) {
            final int start = runs.start(run) - 2;
            if (runs.length(run) >= 2 && start >= 0 && Characters.isAsciiLetter(text.charAt(start)) && Characters.isAsciiLetter(text.charAt(start + 1)) && begins(text, start)) {
                findAt(text, start, matches);
            }
        }
    }

    private static boolean begins(final String text, final int start) {
        return start == 0 || !Characters.isAsciiLetterOrDigit(text.charAt(start - 1)) || text.regionMatches(true, start - LABEL.length(), LABEL, 0, LABEL.length());
    }

    private void findAt(final String text, final int start, final List<Match> matches) {
        final IBANValidator.Validator country = countries.getValidator(text.substring(start, start + 2).toUpperCase(Locale.ROOT));
        if (country == null) {
            return;
        }
        final StringBuilder number = new StringBuilder();
        int end = start;
        while (end < text.length() && number.length() < country.getIbanLength()) {
            final char character = text.charAt(end);
            if (Characters.isAsciiLetterOrDigit(character)) {
                number.append(character);
            } else if (character != ' ' && character != '-' || !Characters.isAsciiLetterOrDigit(text.charAt(end - 1))) {
                return;
            }
            end++;
        }
        final String canonical = number.toString().toUpperCase(Locale.ROOT);
        if ((end == text.length() || !Characters.isAsciiLetterOrDigit(text.charAt(end))) && countries.isValid(canonical)) {
            matches.add(new Match(start, end, PiiKind.IBAN, canonical));
        }
    }
}
