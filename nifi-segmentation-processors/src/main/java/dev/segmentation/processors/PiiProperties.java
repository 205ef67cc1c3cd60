// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.pii.PiiKind;
import dev.segmentation.core.text.pii.PiiOperator;
import dev.segmentation.core.text.pii.PiiOptions;
import dev.segmentation.services.PhoneRegions;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * The properties for masking personal data.
 */
final class PiiProperties {

    static final PropertyDescriptor MASK_PERSONAL_DATA = new PropertyDescriptor.Builder()
            .name("Mask Personal Data")
            .description("""
                    Whether personal data is looked for and masked before anything else is made of the text. The Text Field is then overwritten with the masked text, \
                    without markup, so that no value stays in the record's text.""")
            .required(true)
            .allowableValues("true", "false")
            .defaultValue("false")
            .build();

    static final PropertyDescriptor PERSONAL_DATA_PATTERNS = new PropertyDescriptor.Builder()
            .name("Personal Data Patterns")
            .description("""
                    Regular expressions of Java, one per line, for personal data of your own, such as customer numbers. What they match is masked as well, under the kind custom. \
                    They see the text as it was written, and with full-width characters made half-width.""")
            .addValidator((subject, input, context) -> validatePatterns(subject, input))
            .dependsOn(MASK_PERSONAL_DATA, "true")
            .build();

    static final PropertyDescriptor PERSONAL_DATA_KINDS = new PropertyDescriptor.Builder()
            .name("Personal Data Kinds")
            .description("""
                    What to look for, separated by commas: email, iban, chinese_id, payment_card, chinese_mobile, us_ssn, ip_address, phone. \
                    custom stands for the Personal Data Patterns alone and need not be named beside others.""")
            .required(true)
            .defaultValue("email, phone, payment_card, iban, ip_address, chinese_id, chinese_mobile, us_ssn")
            .addValidator(PiiProperties::validateKinds)
            .dependsOn(MASK_PERSONAL_DATA, "true")
            .build();

    static final PropertyDescriptor PERSONAL_DATA_OPERATOR = new PropertyDescriptor.Builder()
            .name("Personal Data Operator")
            .description("What takes the place of personal data.")
            .required(true)
            .allowableValues(PiiOperatorOption.class)
            .defaultValue(PiiOperatorOption.REPLACE)
            .dependsOn(MASK_PERSONAL_DATA, "true")
            .build();

    static final PropertyDescriptor HASH_KEY = new PropertyDescriptor.Builder()
            .name("Hash Key")
            .description("""
                    The secret that decides on the tokens, at least 16 characters. Whoever has it can find out by trying which phone number a token stands for. \
                    Another key gives other tokens.""")
            .required(true)
            .sensitive(true)
            .addValidator((subject, input, context) -> new ValidationResult.Builder()
                    .subject(subject)
                    .valid(input.length() >= PiiProperties.SHORTEST_KEY)
                    .explanation("it has fewer than %d characters".formatted(PiiProperties.SHORTEST_KEY))
                    .build())
            .dependsOn(PERSONAL_DATA_OPERATOR, PiiOperatorOption.HASH)
            .build();

    static final PropertyDescriptor PHONE_REGIONS = new PropertyDescriptor.Builder()
            .name("Phone Regions")
            .description("""
                    Countries whose national phone numbers are looked for, as ISO 3166 codes separated by commas. Numbers with a plus and a country code are found anyway. \
                    A number that is one in two of them counts as one of the first. \
                    With each country more digits look like a phone number.""")
            .required(true)
            .defaultValue(PhoneRegions.DEFAULT)
            .addValidator(PhoneRegions.VALIDATOR)
            .dependsOn(MASK_PERSONAL_DATA, "true")
            .build();

    static final PropertyDescriptor PATTERN_TIMEOUT = new PropertyDescriptor.Builder()
            .name("Pattern Timeout")
            .description("How long the Personal Data Patterns may search one text. A text that takes longer fails the FlowFile: it is never passed on unmasked.")
            .required(true)
            .defaultValue("1 sec")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.MILLISECONDS, 1, TimeUnit.HOURS))
            .dependsOn(PERSONAL_DATA_PATTERNS)
            .build();

    static final List<PropertyDescriptor> ALL = List.of(MASK_PERSONAL_DATA, PERSONAL_DATA_KINDS, PERSONAL_DATA_OPERATOR, HASH_KEY, PHONE_REGIONS, PERSONAL_DATA_PATTERNS, PATTERN_TIMEOUT);

    private static final int SHORTEST_KEY = 16;

    private PiiProperties() {
    }

    static boolean isOn(final PropertyContext context) {
        return context.getProperty(MASK_PERSONAL_DATA).asBoolean();
    }

    /**
     * @return what to mask, or nothing when masking is switched off
     */
    static Optional<PiiOptions> options(final PropertyContext context) {
        if (!isOn(context)) {
            return Optional.empty();
        }
        final PiiOperator operator = context.getProperty(PERSONAL_DATA_OPERATOR).asAllowableValue(PiiOperatorOption.class).operator();
        final byte[] key = operator == PiiOperator.HASH ? context.getProperty(HASH_KEY).getValue().getBytes(StandardCharsets.UTF_8) : null;
        final List<String> patterns = lines(context.getProperty(PERSONAL_DATA_PATTERNS).getValue());
        final Set<PiiKind> kinds = EnumSet.noneOf(PiiKind.class);
        entries(context.getProperty(PERSONAL_DATA_KINDS).getValue()).forEach(name -> kinds.add(kind(name)));
        if (!patterns.isEmpty()) {
            kinds.add(PiiKind.CUSTOM);
        }
        final Set<String> regions = PhoneRegions.parse(context.getProperty(PHONE_REGIONS).getValue());
        final Duration timeout = patterns.isEmpty() ? Duration.ZERO : context.getProperty(PATTERN_TIMEOUT).asDuration();
        return Optional.of(new PiiOptions(kinds, operator, key, regions, patterns, timeout));
    }

    private static ValidationResult validateKinds(final String subject, final String input, final ValidationContext context) {
        final Set<String> known = Arrays.stream(PiiKind.values()).map(PiiKind::key).collect(Collectors.toCollection(TreeSet::new));
        final List<String> names = entries(input.toLowerCase(Locale.ROOT));
        final ValidationResult.Builder result = new ValidationResult.Builder().subject(subject).input(input);
        if (names.isEmpty() || !known.containsAll(names)) {
            return result.valid(false).explanation("the kinds are " + String.join(", ", known)).build();
        }
        final boolean nothing = names.stream().allMatch(PiiKind.CUSTOM.key()::equals) && lines(context.getProperty(PERSONAL_DATA_PATTERNS).getValue()).isEmpty();
        return result.valid(!nothing).explanation("custom needs " + PERSONAL_DATA_PATTERNS.getName()).build();
    }

    private static ValidationResult validatePatterns(final String subject, final String input) {
        final ValidationResult.Builder result = new ValidationResult.Builder().subject(subject).input(input).valid(true);
        int line = 0;
        for (final String pattern : lines(input)) {
            line++;
            try {
                Pattern.compile(pattern);
            } catch (final PatternSyntaxException e) {
                return result.valid(false).explanation("pattern %d is no regular expression: %s".formatted(line, e.getDescription())).build();
            }
        }
        return result.build();
    }

    private static PiiKind kind(final String name) {
        return PiiKind.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static List<String> entries(final String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(entry -> !entry.isEmpty()).toList();
    }

    private static List<String> lines(final String patterns) {
        return patterns == null ? List.of() : patterns.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
}
