// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The property by which a service is told the languages of a model that does not say them.
 */
final class LanguageCodes {

    static final PropertyDescriptor LANGUAGES = new PropertyDescriptor.Builder()
            .name("Languages")
            .description("The languages that the model was made for, as ISO 639-1 codes separated by commas. Texts in other languages are warned of. Empty: any.")
            .addValidator((subject, input, context) -> new ValidationResult.Builder().subject(subject).input(input)
                    .valid(codes(input).stream().allMatch(code -> code.matches("[a-z]{2}"))).explanation("a code has two letters").build())
            .build();

    private LanguageCodes() {
    }

    /**
     * @return in lower case; empty for any language
     */
    static Set<String> read(final PropertyContext context) {
        final String list = context.getProperty(LANGUAGES).getValue();
        return list == null ? Set.of() : Set.copyOf(codes(list));
    }

    private static List<String> codes(final String list) {
        return Arrays.stream(list.split(",")).map(code -> code.strip().toLowerCase(Locale.ROOT)).filter(code -> !code.isEmpty()).distinct().toList();
    }
}
