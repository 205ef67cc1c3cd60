// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import com.google.i18n.phonenumbers.PhoneNumberUtil;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds personal data in texts of English, Chinese or both, and masks it. The built-in recognisers take time linear in the
 * text's length. Thread-safe. Markup has to be gone before: what an entity such as {@code &#64;} stands for is not seen.
 */
public final class PiiMasker {

    /** How often what is left may turn out to be personal data once its neighbours are gone. */
    private static final int MAXIMUM_PASSES = 8;

    private final List<Recognizer> recognizers;
    private final CustomPatterns customPatterns;
    private final Replacement replacement;

    /**
     * @throws java.util.regex.PatternSyntaxException when a custom pattern is no regular expression
     */
    public PiiMasker(final PiiOptions options) {
        recognizers = options.kinds().stream().filter(kind -> kind != PiiKind.CUSTOM).sorted().map(kind -> recognizer(kind, options)).toList();
        customPatterns = new CustomPatterns(options.kinds().contains(PiiKind.CUSTOM) ? options.customPatterns() : List.of(), options.patternTimeout());
        replacement = new Replacement(options);
    }

    /**
     * @return ISO 3166 codes of the countries whose phone numbers are known
     */
    public static Set<String> phoneRegions() {
        return PhoneNumberUtil.getInstance().getSupportedRegions();
    }

    /**
     * @throws UnmaskableTextException when the text could not be searched to its end
     */
    public MaskedText mask(final String text) {
        final Map<String, Integer> found = new HashMap<>();
        String masked = text;
        for (int pass = 0; pass < MAXIMUM_PASSES; pass++) {
            final List<Match> matches = find(masked, pass == 0);
            if (matches.isEmpty()) {
                return new MaskedText(masked, found);
            }
            masked = replace(masked, matches);
            matches.forEach(match -> found.merge(match.kind().key(), 1, Integer::sum));
        }
        throw new UnmaskableTextException("personal data is nested too deeply");
    }

    /**
     * @return by position, without overlaps
     */
    List<Match> find(final String text, final boolean withCustomPatterns) {
        final FoldedText folded = FoldedText.of(text);
        final List<Match> matches = new ArrayList<>();
        for (final Recognizer recognizer : recognizers) {
            recognizer.find(folded, matches);
        }
        matches.replaceAll(match -> new Match(folded.original(match.start()), folded.original(match.end()), match.kind(), match.canonical()));
        if (withCustomPatterns) {
            customPatterns.find(text, folded, matches);
        }
        return Overlaps.merge(matches);
    }

    private String replace(final String text, final List<Match> matches) {
        final StringBuilder masked = new StringBuilder(text.length());
        int copied = 0;
        for (final Match match : matches) {
            masked.append(text, copied, match.start());
            replacement.append(masked, match, text);
            copied = match.end();
        }
        return masked.append(text, copied, text.length()).toString();
    }

    private static Recognizer recognizer(final PiiKind kind, final PiiOptions options) {
        return switch (kind) {
            case EMAIL -> new EmailRecognizer();
            case IBAN -> new IbanRecognizer();
            case CHINESE_ID -> new ChineseIdRecognizer();
            case PAYMENT_CARD -> new PaymentCardRecognizer();
            case CHINESE_MOBILE -> new ChineseMobileRecognizer();
            case US_SSN -> new UsSsnRecognizer();
            case IP_ADDRESS -> new IpAddressRecognizer();
            case PHONE -> new PhoneRecognizer(options.phoneRegions());
            case CUSTOM -> throw new IllegalArgumentException("custom patterns are no recogniser");
        };
    }
}
