// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import org.apache.commons.validator.routines.DomainValidator;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * E-mail addresses, {@code name@example.com}, with letters of every script that puts spaces between words. The domain ends in a
 * top-level domain of IANA's list or in one that networks use among themselves: {@code icon@2x.png} is none. East Asian text may
 * touch an address on both sides. Quoted names, and domains without a dot, are not looked for.
 */
final class EmailRecognizer implements Recognizer {

    private static final String LOCAL_PUNCTUATION = "._%+-'&";
    private static final Set<String> PRIVATE_DOMAINS = Set.of("corp", "example", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain", "onion", "test");
    private static final char IDEOGRAPHIC_DOT = '。';
    /** Longest local part (RFC 5321, 4.5.3.1.1) and domain (4.5.3.1.2), longest label (RFC 1035, 2.3.4). */
    private static final int MAXIMUM_LOCAL = 64;
    private static final int MAXIMUM_DOMAIN = 255;
    private static final int MAXIMUM_LABEL = 63;
    private static final int MAXIMUM_EAST_ASIAN_TOP = 4;

    private final DomainValidator domains = DomainValidator.getInstance();

    @Override
    public void find(final FoldedText folded, final List<Match> matches) {
        if (!folded.hasAt()) {
            return;
        }
        final String text = folded.text();
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            final int start = localStart(text, at);
            final int end = start < at ? domainEnd(text, at + 1) : -1;
            if (end > 0) {
                matches.add(new Match(start, end, PiiKind.EMAIL, text.substring(start, end).replace(IDEOGRAPHIC_DOT, '.').toLowerCase(Locale.ROOT)));
            }
        }
    }

    private static int localStart(final String text, final int at) {
        int start = at;
        while (start > 0 && at - start < MAXIMUM_LOCAL && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && LOCAL_PUNCTUATION.indexOf(text.charAt(start)) >= 0 && text.charAt(start) != '_') {
            start++;
        }
        return start;
    }

    /**
     * @return the end of the longest domain that starts here, or -1
     */
    private int domainEnd(final String text, final int from) {
        final int limit = Math.min(text.length(), from + MAXIMUM_DOMAIN);
        int end = -1;
        int label = from;
        int labelEnd = labelEnd(text, label, limit);
        while (labelEnd > label && labelEnd + 1 < limit && (text.charAt(labelEnd) == '.' || text.charAt(labelEnd) == IDEOGRAPHIC_DOT)) {
            label = labelEnd + 1;
            if (end == labelEnd && startsSentence(text, label)) {
                return end;
            }
            labelEnd = labelEnd(text, label, limit);
            final int topEnd = topLevelEnd(text, label, labelEnd);
            end = topEnd > 0 ? topEnd : end;
        }
        return end;
    }

    /**
     * @return the end of the letters, digits and hyphens, or of the East Asian letters, that start here
     */
    private static int labelEnd(final String text, final int from, final int limit) {
        int end = from;
        if (from < limit) {
            final boolean unspaced = Characters.isUnspaced(text.charAt(from));
            final int longest = Math.min(limit, from + MAXIMUM_LABEL);
            while (end < longest && (unspaced ? Characters.isUnspaced(text.charAt(end)) : Characters.isSpacedWord(text.charAt(end)) || text.charAt(end) == '-')) {
                end++;
            }
        }
        return end;
    }

    /**
     * The address is over when what looks like one more label starts a sentence: "joe@example.com.It is mine".
     */
    private static boolean startsSentence(final String text, final int label) {
        return text.charAt(label - 1) == IDEOGRAPHIC_DOT || Character.isUpperCase(text.charAt(label)) && !Character.isUpperCase(text.charAt(label - 2));
    }

    /**
     * @return the end of the top-level domain that the label is, or that it starts with when digits or East Asian letters follow; or -1
     */
    private int topLevelEnd(final String text, final int from, final int to) {
        if (from == to) {
            return -1;
        }
        if (Characters.isUnspaced(text.charAt(from))) {
            int end = Math.min(to, from + MAXIMUM_EAST_ASIAN_TOP);
            while (end > from && !isTopLevel(text.substring(from, end))) {
                end--;
            }
            return end > from ? end : -1;
        }
        int end = from;
        while (end < to && Character.isLetter(text.charAt(end))) {
            end++;
        }
        final boolean ends = end == to || Characters.isDigit(text.charAt(end)) || text.charAt(end) == '-';
        if (ends && isTopLevel(text.substring(from, end))) {
            return end;
        }
        return isTopLevel(text.substring(from, to)) ? to : -1;
    }

    private boolean isTopLevel(final String label) {
        return label.length() > 1 && (PRIVATE_DOMAINS.contains(label.toLowerCase(Locale.ROOT)) || domains.isValidTld(label));
    }

    private static boolean isLocal(final char character) {
        return Characters.isSpacedWord(character) || LOCAL_PUNCTUATION.indexOf(character) >= 0;
    }
}
