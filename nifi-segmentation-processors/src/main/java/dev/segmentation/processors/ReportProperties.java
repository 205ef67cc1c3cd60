// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.TextMasker;
import dev.segmentation.core.text.pii.PiiKind;
import dev.segmentation.core.text.pii.PiiOperator;
import dev.segmentation.core.text.pii.PiiOptions;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.MemberProfile;
import dev.segmentation.report.ReportLanguage;
import dev.segmentation.services.EnumChoice;
import dev.segmentation.services.ModelStore;
import dev.segmentation.services.PhoneRegions;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The properties of ScoreClusters that only the report needs, and the Model Store.
 */
final class ReportProperties {

    static final PropertyDescriptor REPORT_LANGUAGE = new PropertyDescriptor.Builder()
            .name("Report Language")
            .description("Language in which the report speaks. Key terms, texts and names of fields stay as they are in the data.")
            .required(true)
            .allowableValues(EnumChoice.of(ReportLanguage.ENGLISH, "English"), EnumChoice.of(ReportLanguage.CHINESE, "Chinese, in simplified characters"))
            .defaultValue(EnumChoice.name(ReportLanguage.ENGLISH))
            .build();

    static final PropertyDescriptor PROFILE_FIELDS = new PropertyDescriptor.Builder()
            .name("Profile Fields")
            .description("""
                    Field names or RecordPaths, separated by commas, that describe members in the report: numbers (mean, median, effect size) and categories (share, lift). \
                    The first value decides which. A category with more than 1,000 different values is left out.""")
            .required(false)
            .addValidator(fieldsValidator())
            .build();

    static final PropertyDescriptor SENTIMENT_FIELD = new PropertyDescriptor.Builder()
            .name("Sentiment Field")
            .description("Field name or RecordPath of the sentiment, for the report. Without this property or field the report tells no sentiment.")
            .required(false)
            .defaultValue("sentiment")
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    static final PropertyDescriptor TEXT_FIELD = new PropertyDescriptor.Builder()
            .name("Text Field")
            .description("""
                    Field name or RecordPath of the text. When set, the report shows a few texts of each segment. Personal data that rules can find is masked in them; names and \
                    postal addresses are not. Whoever gets the report can read them. Empty: the report shows no texts.""")
            .required(false)
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    static final PropertyDescriptor PHONE_REGIONS = new PropertyDescriptor.Builder()
            .name("Phone Regions")
            .description("""
                    Countries whose national phone numbers are masked in the texts of the report, as ISO 3166 codes separated by commas. \
                    Numbers with a plus and a country code are found anyway.""")
            .required(true)
            .defaultValue(PhoneRegions.DEFAULT)
            .addValidator(PhoneRegions.VALIDATOR)
            .dependsOn(TEXT_FIELD)
            .build();

    static final PropertyDescriptor MODEL_STORE = new PropertyDescriptor.Builder()
            .name("Model Store")
            .description("""
                    Where the model is kept that gave the segments. The attributes segmentation.model.name and segmentation.model.version say which model it is. When set, segments of \
                    numbers, categories or purchases are scored by all of these, as the model scales and weighs them, instead of by the vectors alone; and the report tells how the \
                    model was made, what became of the segments of the model before, and which segments are related. \
                    A model that is not there any more is done without; a FlowFile whose model is damaged goes to failure.""")
            .required(false)
            .identifiesControllerService(ModelStore.class)
            .build();

    static final List<PropertyDescriptor> ALL = List.of(REPORT_LANGUAGE, PROFILE_FIELDS, SENTIMENT_FIELD, TEXT_FIELD, PHONE_REGIONS, MODEL_STORE);

    private ReportProperties() {
    }

    static ReportLanguage language(final PropertyContext context) {
        return EnumChoice.read(context, REPORT_LANGUAGE, ReportLanguage.class);
    }

    static MemberProfile profile(final PropertyContext context) {
        return new MemberProfile(entries(context.getProperty(PROFILE_FIELDS).getValue()).stream().map(FieldPath::of).toList(),
                FieldPath.ofOptional(context.getProperty(SENTIMENT_FIELD).getValue()));
    }

    /** @return where the texts stand, or null when the report shows none */
    static FieldPath textField(final PropertyContext context) {
        return FieldPath.ofOptional(context.getProperty(TEXT_FIELD).getValue());
    }

    /** @return all that the built-in rules find is masked */
    static TextMasker masker(final PropertyContext context) {
        final Set<PiiKind> kinds = EnumSet.complementOf(EnumSet.of(PiiKind.CUSTOM));
        return new TextMasker(new PiiOptions(kinds, PiiOperator.REPLACE, null, PhoneRegions.parse(context.getProperty(PHONE_REGIONS).getValue()), List.of(), Duration.ZERO));
    }

    private static Validator fieldsValidator() {
        return (subject, input, context) -> entries(input).stream()
                .map(field -> FieldPath.VALIDATOR.validate(subject, field, context))
                .filter(result -> !result.isValid())
                .findFirst()
                .orElseGet(() -> new ValidationResult.Builder().subject(subject).input(input).valid(true).build());
    }

    private static List<String> entries(final String list) {
        return list == null ? List.of() : Arrays.stream(list.split(",")).map(String::strip).filter(entry -> !entry.isEmpty()).toList();
    }
}
