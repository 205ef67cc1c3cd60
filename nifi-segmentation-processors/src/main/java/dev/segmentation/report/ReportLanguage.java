// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/**
 * Languages in which the report speaks. Key terms, texts and names of fields stay in the language of the data.
 */
public enum ReportLanguage {

    ENGLISH("en"),
    CHINESE("zh-Hans");

    private final String tag;
    private final Properties messages;

    ReportLanguage(final String tag) {
        this.tag = tag;
        messages = load("report." + tag + ".properties");
    }

    private static Properties load(final String resource) {
        final Properties messages = new Properties();
        try (Reader in = new InputStreamReader(ReportLanguage.class.getResourceAsStream(resource), StandardCharsets.UTF_8)) {
            messages.load(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    /** @return the language tag of BCP 47 */
    String tag() {
        return tag;
    }

    boolean has(final String key) {
        return messages.containsKey(key);
    }

    /**
     * @param key of a message
     * @param values safe for HTML, for {0}, {1} and so on
     * @return the message, safe for HTML
     * @throws IllegalArgumentException when there is no such message
     */
    String text(final String key, final Object... values) {
        String message = messages.getProperty(key);
        if (message == null) {
            throw new IllegalArgumentException("there is no message " + key + " in " + tag);
        }
        for (int i = 0; i < values.length; i++) {
            message = message.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return message;
    }

    Properties messages() {
        return messages;
    }
}
