// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.FlagReader;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What ClusterCustomers and ScoreClusters are told about customers: who they are, how their texts are pooled, and who is left out.
 */
final class CustomerProperties {

    static final PropertyDescriptor CUSTOMER_ID_FIELD = new PropertyDescriptor.Builder()
            .name("Customer ID Field")
            .description("""
                    The field that names the customer: the vectors of a customer are pooled into one, scaled to length 1, and every record \
                    carries its customer's segment. A record without an id is a customer of its own. Empty: every record counts for itself. \
                    A field name, or a RecordPath when it starts with a slash.""")
            .required(false)
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    static final PropertyDescriptor CUSTOMER_POOLING = new PropertyDescriptor.Builder()
            .name("Customer Pooling")
            .description("How the vectors of a customer become one.")
            .required(true)
            .allowableValues(PoolingMethod.class)
            .defaultValue(PoolingMethod.MEAN)
            .dependsOn(CUSTOMER_ID_FIELD)
            .build();

    static final PropertyDescriptor DATE_FIELD = new PropertyDescriptor.Builder()
            .name("Date Field")
            .description("""
                    The field with the date of the text: a date, a timestamp, a number of milliseconds since 1970, or an ISO-8601 text with or without time and offset; \
                    without an offset it is meant in UTC. Texts without a date weigh as much as the customer's oldest text with one. \
                    When it is set, the customers' records get first_date and last_date. A field name, or a RecordPath when it starts with a slash.""")
            .required(false)
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .dependsOn(CUSTOMER_ID_FIELD)
            .build();

    static final PropertyDescriptor HALF_LIFE = new PropertyDescriptor.Builder()
            .name("Half-Life")
            .description("The time in which a text loses half of its weight. Only the time between a customer's own texts matters, not today's date.")
            .required(true)
            .defaultValue("90 days")
            .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.MILLISECONDS, Long.MAX_VALUE, TimeUnit.NANOSECONDS))
            .dependsOn(CUSTOMER_POOLING, PoolingMethod.RECENCY_WEIGHTED_MEAN)
            .build();

    static final PropertyDescriptor MINIMUM_TEXTS = new PropertyDescriptor.Builder()
            .name("Minimum Texts per Customer")
            .description("Customers with fewer texts that have a vector are not trained on and get segment -1.")
            .required(true)
            .defaultValue("1")
            .addValidator(StandardValidators.createLongValidator(1, Integer.MAX_VALUE, true))
            .dependsOn(CUSTOMER_ID_FIELD)
            .build();

    static final PropertyDescriptor OPT_OUT_FIELD = new PropertyDescriptor.Builder()
            .name("Opt-Out Field")
            .description("""
                    The field that is true in records that must not be used: they are not trained on, do not count for their customer, and get segment -1. \
                    A boolean, 1 or 0, or a text such as true, yes, false or no; no value means no, and anything else sends the FlowFile to failure. \
                    Other records of the same customer are used unless they say so too. A field name, or a RecordPath when it starts with a slash.""")
            .required(false)
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    private CustomerProperties() {
    }

    /**
     * @return the customer's field, or null when every record counts for itself
     */
    static FieldPath customerField(final PropertyContext context) {
        return FieldPath.ofOptional(context.getProperty(CUSTOMER_ID_FIELD).getValue());
    }

    /**
     * @return how customers are pooled, or null when every record counts for itself
     */
    static CustomerPooling pooling(final PropertyContext context) {
        if (customerField(context) == null) {
            return null;
        }
        return new CustomerPooling(halfLife(context), context.getProperty(MINIMUM_TEXTS).asInteger());
    }

    /**
     * @return how all customers are pooled, however few texts they have, or null when every record counts for itself
     */
    static CustomerPooling poolingOfAll(final PropertyContext context) {
        return customerField(context) == null ? null : new CustomerPooling(halfLife(context), 1);
    }

    private static Long halfLife(final PropertyContext context) {
        return isRecencyWeighted(context) ? context.getProperty(HALF_LIFE).asTimePeriod(TimeUnit.MILLISECONDS) : null;
    }

    /**
     * @return where the dates of the customers' texts stand, or null when that is not known
     */
    static FieldPath dateField(final PropertyContext context) {
        return customerField(context) == null ? null : FieldPath.ofOptional(context.getProperty(DATE_FIELD).getValue());
    }

    private static FieldPath optOutField(final PropertyContext context) {
        return FieldPath.ofOptional(context.getProperty(OPT_OUT_FIELD).getValue());
    }

    /**
     * @return the records that opted out
     */
    static LeftOut optedOut(final PropertyContext context) {
        return optOutField(context) == null ? LeftOut.NONE : new FlagReader(optOutField(context))::read;
    }

    /**
     * @return nothing yet of what is to be clustered
     */
    static TrainingVectors training(final PropertyContext context, final Training training) {
        final FieldPath customerField = customerField(context);
        return customerField == null
                ? new RecordVectors(training)
                : new CustomerVectors(customerField, dateField(context), pooling(context), training);
    }

    /**
     * @return the fields of these properties that the records need
     */
    static List<FieldPath> requiredFields(final PropertyContext context) {
        return Stream.of(customerField(context), dateField(context), optOutField(context)).filter(Objects::nonNull).toList();
    }

    static List<ValidationResult> validate(final ValidationContext context) {
        final FieldPath customerField = customerField(context);
        final List<ValidationResult> results = new ArrayList<>(validatePooling(context));
        if (customerField != null && !new CustomerFields(customerField, SegmentProperties.fields(context)).haveDifferentNames()) {
            results.add(new ValidationResult.Builder().subject(CUSTOMER_ID_FIELD.getName()).valid(false)
                    .explanation("in the customers' records it, the segment fields, texts, first_date, last_date, dispersion, recency, frequency and monetary need different names").build());
        }
        return results;
    }

    /** Of the customers' pooling only. */
    static List<ValidationResult> validatePooling(final ValidationContext context) {
        return customerField(context) != null && isRecencyWeighted(context) && dateField(context) == null
                ? List.of(new ValidationResult.Builder().subject(DATE_FIELD.getName()).valid(false).explanation("a recency-weighted mean needs it").build())
                : List.of();
    }

    private static boolean isRecencyWeighted(final PropertyContext context) {
        return context.getProperty(CUSTOMER_POOLING).asAllowableValue(PoolingMethod.class) == PoolingMethod.RECENCY_WEIGHTED_MEAN;
    }
}
