// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;

/**
 * Removes HTML tags, comments, scripts and styles, and decodes character entities, once. A "&lt;" that opens no tag stays,
 * as in "I &lt;3 it". Inline tags leave nothing, block tags a line break, as a browser shows them.
 */
final class Markup {

    private static final int BUFFER_CHARS = 8192;
    private static final String INSTRUCTION_START = "<?";
    private static final String INSTRUCTION_END = "?>";

    private Markup() {
    }

    static String strip(final String text) {
        if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
            return text;
        }
        final StringBuilder stripped = new StringBuilder(text.length());
        final char[] buffer = new char[Math.min(text.length(), BUFFER_CHARS)];
        try (Reader reader = new HTMLStripCharFilter(new StringReader(disarm(text)))) {
            for (int read = reader.read(buffer, 0, buffer.length); read > 0; read = reader.read(buffer, 0, buffer.length)) {
                stripped.append(buffer, 0, read);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return stripped.toString();
    }

    /**
     * For each processing instruction that never ends Lucene's scanner reads to the end of the text and goes back: quadratic.
     */
    private static String disarm(final String text) {
        final int closed = text.lastIndexOf(INSTRUCTION_END) + 1;
        return text.indexOf(INSTRUCTION_START, closed) < 0 ? text : text.substring(0, closed) + text.substring(closed).replace(INSTRUCTION_START, " ?");
    }
}
