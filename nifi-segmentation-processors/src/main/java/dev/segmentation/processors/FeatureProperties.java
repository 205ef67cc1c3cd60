// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.features.BlockWeights;
import dev.segmentation.core.features.CategoryRules;
import dev.segmentation.core.features.FeatureFields;
import dev.segmentation.core.features.FeatureOptions;
import dev.segmentation.core.features.NumberField;
import dev.segmentation.core.features.NumberScaling;
import dev.segmentation.record.DateReader;
import dev.segmentation.record.FeatureReader;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordProblem;
import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.util.StandardValidators;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What ClusterCustomers is told about features other than texts.
 */
final class FeatureProperties {

    private static final String AUTO = "auto";

    static final Validator FIELDS_VALIDATOR = (subject, input, context) -> {
        final List<String> names = names(input);
        final ValidationResult invalid = names.stream().map(name -> FieldPath.VALIDATOR.validate(subject, name, context)).filter(result -> !result.isValid()).findFirst().orElse(null);
        return invalid != null ? invalid : new ValidationResult.Builder().subject(subject).input(input).valid(names.stream().distinct().count() == names.size())
                .explanation("a field stands twice").build();
    };

    private static final Validator WEIGHT_VALIDATOR = number(weight -> weight >= 0 && weight <= BlockWeights.LARGEST, "a number from 0 to " + BlockWeights.LARGEST);

    static final PropertyDescriptor TEXT_WEIGHT = weight("Text Weight", "the vectors of the Embedding Field, beside other features").build();

    static final PropertyDescriptor NUMERIC_FIELDS = new PropertyDescriptor.Builder()
            .name("Numeric Fields")
            .description("""
                    Fields with numbers that count beside the vector or instead of it: names or RecordPaths, separated by commas. A number, or a text such as 1234.50. A record without a value gets \
                    the median, and when the training has such records a column says so. With a Customer ID Field the mean of the customer's records counts.""")
            .required(false)
            .addValidator(FIELDS_VALIDATOR)
            .build();

    static final PropertyDescriptor SUMMED_FIELDS = new PropertyDescriptor.Builder()
            .name("Summed Fields")
            .description("Those of the Numeric Fields that add up over a customer's records, as amounts and quantities do. The mean counts of the others.")
            .required(false)
            .dependsOn(NUMERIC_FIELDS)
            .dependsOn(CustomerProperties.CUSTOMER_ID_FIELD)
            .addValidator(FIELDS_VALIDATOR)
            .build();

    static final PropertyDescriptor LOG_FIELDS = new PropertyDescriptor.Builder()
            .name("Log Fields")
            .description("""
                    Those of the Numeric Fields that are taken in logarithms, sign(x) log(1 + |x|), or auto: where the numbers' skewness is above 1 and nearer to 0 in logarithms, as with money. \
                    Empty: none.""")
            .required(false)
            .defaultValue(AUTO)
            .dependsOn(NUMERIC_FIELDS)
            .addValidator(FIELDS_VALIDATOR)
            .build();

    static final PropertyDescriptor AMOUNT_FIELD = new PropertyDescriptor.Builder()
            .name("Amount Field")
            .description("""
                    The field with the amount of a purchase: makes recency (days from the customer's last purchase to the Reference Date), frequency (different days with a purchase) and monetary \
                    value (sum of the amounts) count. Needs the Date Field. Records without an amount or a date are no purchases; amounts of 0 and less only lower the monetary value. \
                    A field name, or a RecordPath when it starts with a slash.""")
            .required(false)
            .dependsOn(CustomerProperties.CUSTOMER_ID_FIELD)
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    static final PropertyDescriptor REFERENCE_DATE = new PropertyDescriptor.Builder()
            .name("Reference Date")
            .description("""
                    The date from which recency is counted back, such as 2026-01-31: kept in the model. Later purchases are as recent as it. Empty, or an expression that gives nothing: the date of \
                    the latest purchase in the FlowFile. Expression Language may use the FlowFile's attributes.""")
            .required(false)
            .dependsOn(AMOUNT_FIELD)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .addValidator(FeatureProperties::validateDate)
            .build();

    static final PropertyDescriptor RFM_WEIGHT = weight("RFM Weight", "recency, frequency and monetary value").dependsOn(AMOUNT_FIELD).build();

    static final PropertyDescriptor NUMERIC_SCALING = new PropertyDescriptor.Builder()
            .name("Numeric Scaling")
            .description("What numbers are measured from, and in what, to become comparable. Recency, frequency and monetary value are scaled alike.")
            .required(true)
            .allowableValues(ScalingOption.class)
            .defaultValue(ScalingOption.ROBUST)
            .build();

    static final PropertyDescriptor NUMERIC_WEIGHT = weight("Numeric Weight", "the Numeric Fields").dependsOn(NUMERIC_FIELDS).build();

    static final PropertyDescriptor CATEGORICAL_FIELDS = new PropertyDescriptor.Builder()
            .name("Categorical Fields")
            .description("""
                    Fields with one of some values, such as a country or a channel: names or RecordPaths, separated by commas. Every frequent value gets a column, all others share one. The \
                    frequent values are kept in the model: do not name fields that tell who somebody is. With a Customer ID Field the most frequent value of the customer's records counts.""")
            .required(false)
            .addValidator(FIELDS_VALIDATOR)
            .build();

    static final PropertyDescriptor MINIMUM_CATEGORY_COUNT = new PropertyDescriptor.Builder()
            .name("Minimum Category Count")
            .description("Records or customers that must have a value for it to be frequent. Rarer values are not kept in the model.")
            .required(true)
            .defaultValue("10")
            .dependsOn(CATEGORICAL_FIELDS)
            .addValidator(StandardValidators.createLongValidator(2, Integer.MAX_VALUE, true))
            .build();

    static final PropertyDescriptor MINIMUM_CATEGORY_SHARE = new PropertyDescriptor.Builder()
            .name("Minimum Category Share")
            .description("Share of all records or customers that must have a value as well for it to be frequent: a number from 0 to 1.")
            .required(true)
            .defaultValue("0.01")
            .dependsOn(CATEGORICAL_FIELDS)
            .addValidator(number(share -> share >= 0 && share <= 1, "a number from 0 to 1"))
            .build();

    static final PropertyDescriptor MAXIMUM_CATEGORIES = new PropertyDescriptor.Builder()
            .name("Maximum Categories")
            .description("Frequent values of a field at most: the most frequent ones.")
            .required(true)
            .defaultValue("50")
            .dependsOn(CATEGORICAL_FIELDS)
            .addValidator(StandardValidators.createLongValidator(1, 1000, true))
            .build();

    static final PropertyDescriptor CATEGORICAL_WEIGHT = weight("Categorical Weight", "the Categorical Fields").dependsOn(CATEGORICAL_FIELDS).build();

    private FeatureProperties() {
    }

    /**
     * @return the vector's field, or null when texts do not count
     */
    static FieldPath embeddingField(final PropertyContext context) {
        return counts(context, TEXT_WEIGHT) ? FieldPath.ofOptional(context.getProperty(SegmentProperties.EMBEDDING_FIELD).getValue()) : null;
    }

    /**
     * @return what mixed vectors are made of, or null when there is nothing but the records' own vectors. Blocks of weight 0 are absent
     */
    static FeatureFields fields(final PropertyContext context) {
        final List<String> summed = names(context.getProperty(SUMMED_FIELDS).getValue());
        final List<NumberField> numbers = names(context, NUMERIC_FIELDS, NUMERIC_WEIGHT).stream().map(name -> new NumberField(name, summed.contains(name))).toList();
        final List<String> categories = names(context, CATEGORICAL_FIELDS, CATEGORICAL_WEIGHT);
        final FieldPath customer = CustomerProperties.customerField(context);
        final FieldPath amount = amountField(context);
        if (numbers.isEmpty() && categories.isEmpty() && amount == null) {
            return null;
        }
        final FieldPath date = CustomerProperties.dateField(context);
        return new FeatureFields(customer == null ? null : customer.name(), CustomerProperties.pooling(context), embeddingField(context) != null, numbers, categories,
                date == null ? null : date.name(), amount == null ? null : amount.name());
    }

    /**
     * @return nothing yet of what is to be clustered
     */
    static TrainingVectors training(final PropertyContext context, final FlowFile flowFile, final Training training, final TrainingMonitor monitor) {
        final FeatureFields fields = fields(context);
        return fields == null ? CustomerProperties.training(context, training) : new MixedVectors(fields, options(context, flowFile), training, monitor);
    }

    /**
     * @return the fields of these properties and of those about customers that the records need
     */
    static List<FieldPath> requiredFields(final PropertyContext context) {
        final FeatureFields fields = fields(context);
        final Stream<FieldPath> ofCustomers = CustomerProperties.requiredFields(context).stream();
        return fields == null ? ofCustomers.toList() : Stream.concat(ofCustomers, new FeatureReader(fields).requiredFields().stream()).toList();
    }

    /**
     * @param property a date or nothing, with Expression Language
     * @return milliseconds since 1970, or null for nothing
     * @throws RecordProblem when the expression gives no date
     */
    static Long date(final PropertyContext context, final PropertyDescriptor property, final FlowFile flowFile) {
        final PropertyValue evaluated = context.getProperty(property).evaluateAttributeExpressions(flowFile);
        if (!evaluated.isSet() || evaluated.getValue().isBlank()) {
            return null;
        }
        try {
            return DateReader.parse(evaluated.getValue().strip());
        } catch (final DateTimeException | ArithmeticException e) {
            throw new RecordProblem("the property '" + property.getName() + "' does not resolve to a date; it takes " + DateReader.FORMS);
        }
    }

    /** A date, or an expression that may give one. */
    static ValidationResult validateDate(final String subject, final String input, final ValidationContext context) {
        final ValidationResult.Builder result = new ValidationResult.Builder().subject(subject).input(input).explanation("it takes " + DateReader.FORMS);
        if (input == null || input.isBlank() || context.isExpressionLanguagePresent(input)) {
            return result.valid(true).build();
        }
        try {
            DateReader.parse(input.strip());
            return result.valid(true).build();
        } catch (final DateTimeException | ArithmeticException e) {
            return result.valid(false).build();
        }
    }

    static List<ValidationResult> validate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        if (amountField(context) != null && CustomerProperties.dateField(context) == null) {
            return List.of(invalid(CustomerProperties.DATE_FIELD, "the recency of purchases needs it"));
        }
        final List<String> numbers = names(context.getProperty(NUMERIC_FIELDS).getValue());
        if (fields(context) == null && embeddingField(context) == null) {
            results.add(invalid(SegmentProperties.EMBEDDING_FIELD,
                    "there is nothing to go by: an Embedding Field, Numeric Fields, Categorical Fields or an Amount Field is needed, with a weight above 0"));
        }
        if (!numbers.containsAll(names(context.getProperty(SUMMED_FIELDS).getValue()))) {
            results.add(invalid(SUMMED_FIELDS, "all of them must be among the Numeric Fields"));
        }
        final Set<String> logarithms = logarithms(context);
        if (logarithms != null && !numbers.containsAll(logarithms)) {
            results.add(invalid(LOG_FIELDS, "it takes auto, or some of the Numeric Fields"));
        }
        if (fields(context) != null && AlgorithmProperties.isByAngle(context)) {
            results.add(invalid(AlgorithmProperties.DISTANCE, "cosine takes vectors of length 1, and those with other features are not: choose euclidean"));
        }
        return results;
    }

    /** Null when purchases do not count. */
    private static FieldPath amountField(final PropertyContext context) {
        return CustomerProperties.customerField(context) == null || !counts(context, RFM_WEIGHT) ? null : FieldPath.ofOptional(context.getProperty(AMOUNT_FIELD).getValue());
    }

    private static FeatureOptions options(final PropertyContext context, final FlowFile flowFile) {
        final CategoryRules rules = new CategoryRules(context.getProperty(MINIMUM_CATEGORY_COUNT).asInteger(), context.getProperty(MINIMUM_CATEGORY_SHARE).asDouble(),
                context.getProperty(MAXIMUM_CATEGORIES).asInteger());
        final BlockWeights weights = new BlockWeights(value(context, TEXT_WEIGHT), value(context, NUMERIC_WEIGHT), value(context, CATEGORICAL_WEIGHT), value(context, RFM_WEIGHT));
        return new FeatureOptions(context.getProperty(NUMERIC_SCALING).asAllowableValue(ScalingOption.class).scaling, logarithms(context), rules, weights,
                date(context, REFERENCE_DATE, flowFile));
    }

    /** Null for auto. */
    private static Set<String> logarithms(final PropertyContext context) {
        final List<String> names = names(context.getProperty(LOG_FIELDS).getValue());
        return names.equals(List.of(AUTO)) ? null : new HashSet<>(names);
    }

    private static List<String> names(final PropertyContext context, final PropertyDescriptor fields, final PropertyDescriptor weight) {
        return counts(context, weight) ? names(context.getProperty(fields).getValue()) : List.of();
    }

    /**
     * @param list of names separated by commas, or null
     */
    static List<String> names(final String list) {
        return list == null ? List.of() : Arrays.stream(list.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    private static boolean counts(final PropertyContext context, final PropertyDescriptor weight) {
        return value(context, weight) > 0;
    }

    private static double value(final PropertyContext context, final PropertyDescriptor weight) {
        return context.getProperty(weight).asDouble();
    }

    private static ValidationResult invalid(final PropertyDescriptor property, final String explanation) {
        return new ValidationResult.Builder().subject(property.getName()).valid(false).explanation(explanation).build();
    }

    private static PropertyDescriptor.Builder weight(final String name, final String what) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description("How much " + what + " count: blocks of the same weight have about the same part in the variance. With 0 they are left out.")
                .required(true)
                .defaultValue("1")
                .addValidator(WEIGHT_VALIDATOR);
    }

    private static Validator number(final Predicate<Double> accepted, final String what) {
        return (subject, input, context) -> {
            boolean valid;
            try {
                valid = accepted.test(Double.valueOf(input));
            } catch (final NumberFormatException e) {
                valid = false;
            }
            return new ValidationResult.Builder().subject(subject).input(input).valid(valid).explanation("it takes " + what).build();
        };
    }

    /** The allowable values of Numeric Scaling. */
    enum ScalingOption implements DescribedValue {

        ROBUST(NumberScaling.ROBUST, "From the median, in interquartile ranges: outliers change nothing for the others. The standard deviation stands in when the middle half is one number"),
        STANDARD(NumberScaling.STANDARD, "From the mean, in standard deviations");

        private final NumberScaling scaling;
        private final String description;

        ScalingOption(final NumberScaling scaling, final String description) {
            this.scaling = scaling;
            this.description = description;
        }

        @Override
        public String getValue() {
            return name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String getDisplayName() {
            return getValue();
        }

        @Override
        public String getDescription() {
            return description;
        }
    }
}
