// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.Locale;

/**
 * Text and numbers for HTML that is well-formed XML as well.
 */
final class Html {

    private Html() {
    }

    /**
     * Makes any text safe as content or as a quoted attribute: cut to a length, markup escaped, and without control, format (among them those that
     * turn the writing direction), private and unpaired characters.
     *
     * @param text any text
     * @param longest largest number of characters shown
     * @return safe text, with an ellipsis when cut
     */
    static String text(final String text, final int longest) {
        final StringBuilder safe = new StringBuilder();
        int shown = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (shown == longest) {
                return safe.append('…').toString();
            }
            final int character = text.codePointAt(i);
            if (Character.isWhitespace(character)) {
                safe.append(' ');
                shown++;
            } else if (isVisible(character)) {
                append(safe, character);
                shown++;
            }
        }
        return safe.toString();
    }

    private static boolean isVisible(final int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static void append(final StringBuilder safe, final int character) {
        switch (character) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> safe.appendCodePoint(character);
        }
    }

    /** @return a whole number with thousands separators */
    static String count(final long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** @return a score with the given number of decimals and a real minus sign, or a dash for null */
    static String score(final Double value, final int decimals) {
        if (value == null) {
            return "–";
        }
        final String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return text.startsWith("-") ? "−" + text.substring(1) : text;
    }

    /** @return an amount of any size, with about three digits that count */
    static String amount(final double value) {
        final double size = Math.abs(value);
        return score(value, size >= 1000 || value == Math.rint(value) ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3);
    }

    /** @return a share of 0..1 in percent, never broken over two lines */
    static String percent(final double share) {
        return String.format(Locale.ROOT, share > 0 && share < 0.01 ? "%.2f" : "%.1f", share * 100) + "\u00A0%";
    }

    /** @return a coordinate or a width for SVG and CSS */
    static String number(final double value) {
        final String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
