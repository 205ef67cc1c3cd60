// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The property for what some models were trained to see before every text.
 */
final class TextPrefix {

    static final PropertyDescriptor TEXT_PREFIX = new PropertyDescriptor.Builder()
            .name("Text Prefix")
            .description("What is put before every text, where the model was trained so: 'query: ' for e5, with the space.")
            .addValidator(Validator.VALID)
            .build();

    private TextPrefix() {
    }

    /**
     * @return empty for none
     */
    static String read(final PropertyContext context) {
        return context.getProperty(TEXT_PREFIX).isSet() ? context.getProperty(TEXT_PREFIX).getValue() : "";
    }

    /**
     * @return what an embedder's name has for the prefix; empty for none
     */
    static String id(final String prefix) {
        final CRC32 digest = new CRC32();
        digest.update(prefix.getBytes(StandardCharsets.UTF_8));
        return prefix.isEmpty() ? "" : "/prefix-" + Long.toHexString(digest.getValue());
    }
}
