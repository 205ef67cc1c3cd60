// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.LanguageOptions;
import dev.segmentation.core.text.TextLanguage;
import dev.segmentation.record.FieldPath;
import org.apache.nifi.components.AllowableValue;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The properties for the language of texts.
 */
final class LanguageProperties {

    private static final String AUTO = "auto";
    private static final String FIELD = "field";

    static final PropertyDescriptor LANGUAGE = new PropertyDescriptor.Builder()
            .name("Language")
            .description("The language of the texts. It decides on word boundaries, stop words and stemming.")
            .required(true)
            .allowableValues(Stream.concat(
                    Stream.of(new AllowableValue(AUTO, AUTO, "Decided for each text, among the Languages"),
                            new AllowableValue(FIELD, FIELD, "What a field of the record says; texts whose field is empty are decided for among the Languages")),
                    Arrays.stream(TextLanguage.values()).map(LanguageProperties::choice)).toArray(AllowableValue[]::new))
            .defaultValue(AUTO)
            .build();

    static final PropertyDescriptor LANGUAGE_SOURCE_FIELD = new PropertyDescriptor.Builder()
            .name("Language Source Field")
            .description("The field that says a text's language, as a tag such as en, en-US or zh_CN: the name of a top-level field, or a RecordPath.")
            .required(true)
            .addValidator(FieldPath.VALIDATOR)
            .dependsOn(LANGUAGE, FIELD)
            .build();

    static final PropertyDescriptor LANGUAGES = new PropertyDescriptor.Builder()
            .name("Languages")
            .description("""
                    The languages among which is decided, as codes separated by commas: en, zh, de, es, fr, it, pt, ja, ko. Name only those that come: with one language in Latin letters \
                    the script decides and nothing is loaded, with more of them a model does (40 MB of heap).""")
            .required(true)
            .defaultValue("en, zh")
            .addValidator((subject, input, context) -> new ValidationResult.Builder()
                    .subject(subject)
                    .input(input)
                    .valid(!codes(input).isEmpty() && codes(input).stream().allMatch(code -> TextLanguage.of(code).isPresent()))
                    .explanation("the languages are " + Arrays.stream(TextLanguage.values()).map(TextLanguage::code).collect(Collectors.joining(", ")))
                    .build())
            .dependsOn(LANGUAGE, AUTO, FIELD)
            .build();

    static final List<PropertyDescriptor> ALL = List.of(LANGUAGE, LANGUAGE_SOURCE_FIELD, LANGUAGES);

    private LanguageProperties() {
    }

    static LanguageOptions options(final PropertyContext context) {
        final String language = context.getProperty(LANGUAGE).getValue();
        if (!AUTO.equals(language) && !FIELD.equals(language)) {
            return LanguageOptions.fixed(TextLanguage.of(language).orElseThrow());
        }
        final Set<TextLanguage> candidates = codes(context.getProperty(LANGUAGES).getValue()).stream().map(code -> TextLanguage.of(code).orElseThrow()).collect(Collectors.toSet());
        return new LanguageOptions(null, candidates);
    }

    /**
     * @return where the record says its language, or null when it is not asked
     */
    static FieldPath sourceField(final PropertyContext context) {
        return FIELD.equals(context.getProperty(LANGUAGE).getValue()) ? FieldPath.of(context.getProperty(LANGUAGE_SOURCE_FIELD).getValue()) : null;
    }

    private static AllowableValue choice(final TextLanguage language) {
        return new AllowableValue(language.code(), language.code(), "All texts are " + Locale.of(language.code()).getDisplayLanguage(Locale.ENGLISH));
    }

    private static List<String> codes(final String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(code -> !code.isEmpty()).toList();
    }
}
