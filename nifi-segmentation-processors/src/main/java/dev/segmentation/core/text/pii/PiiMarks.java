// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The marks that stand for personal data in a masked text: {@code <EMAIL>}, or {@code EMAIL_} and the letters of a hash.
 */
public final class PiiMarks {

    private static final Pattern MARK = mark();

    private PiiMarks() {
    }

    /**
     * @param change is applied to each stretch of the text without marks
     */
    public static String changeOutside(final String masked, final UnaryOperator<String> change) {
        final Matcher mark = MARK.matcher(masked);
        final StringBuilder changed = new StringBuilder(masked.length());
        int copied = 0;
        while (mark.find()) {
            changed.append(change.apply(masked.substring(copied, mark.start()))).append(mark.group());
            copied = mark.end();
        }
        return changed.append(change.apply(masked.substring(copied))).toString();
    }

    /**
     * @return the text with a space in place of each mark: a mark is no word, and a hash would tell customers apart
     */
    public static String remove(final String masked) {
        return MARK.matcher(masked).replaceAll(" ");
    }

    private static Pattern mark() {
        final String kinds = Arrays.stream(PiiKind.values()).map(PiiKind::name).collect(Collectors.joining("|"));
        return Pattern.compile("<(?:" + kinds + ")>|(?:" + kinds + ")_[a-p]{" + 2 * Replacement.HASH_BYTES + "}");
    }
}
