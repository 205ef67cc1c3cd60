// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.SegmentCountOptions;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;

import java.util.List;

/**
 * How many segments ClusterCustomers is to make, or what it is told about finding out.
 */
final class SegmentCountProperties {

    static final String AUTOMATIC = "automatic";

    private static final Validator NUMBER_VALIDATOR = (subject, input, context) -> AUTOMATIC.equals(input)
            ? new ValidationResult.Builder().subject(subject).input(input).valid(true).build()
            : StandardValidators.createLongValidator(1, 10_000, true).validate(subject, input, context);

    private static final Validator SHARE_VALIDATOR = (subject, input, context) -> new ValidationResult.Builder()
            .subject(subject)
            .input(input)
            .valid(isShare(input))
            .explanation("it takes a number from 0 to 0.5, for example 0.01")
            .build();

    static final PropertyDescriptor NUMBER_OF_SEGMENTS = new PropertyDescriptor.Builder()
            .name("Number of Segments")
            .description("""
                    Segments wanted. There are fewer when there are fewer different vectors. Or the word automatic: then numbers from Minimum Segments to Maximum Segments are tried on \
                    a sample of the vectors before the training, and the one is taken that makes well separated segments which other vectors of the same kind would give again. The model \
                    tells what every number is worth. It takes from some seconds to a few minutes longer.""")
            .required(true)
            .defaultValue("8")
            .addValidator(NUMBER_VALIDATOR)
            .dependsOn(AlgorithmProperties.ALGORITHM, Algorithm.K_MEANS, Algorithm.MINI_BATCH_K_MEANS, Algorithm.AGGLOMERATIVE, Algorithm.BISECTING_K_MEANS, Algorithm.DIANA)
            .build();

    static final PropertyDescriptor MINIMUM_SEGMENTS = new PropertyDescriptor.Builder()
            .name("Minimum Segments")
            .description("The fewest segments that may be chosen. They are taken when the data do not tell how many there are.")
            .required(true)
            .defaultValue("2")
            .addValidator(StandardValidators.createLongValidator(2, SegmentCountOptions.MOST, true))
            .dependsOn(NUMBER_OF_SEGMENTS, AUTOMATIC)
            .build();

    static final PropertyDescriptor MAXIMUM_SEGMENTS = new PropertyDescriptor.Builder()
            .name("Maximum Segments")
            .description("The most segments that may be chosen. More take longer and, above some hundred, fewer vectors are looked at.")
            .required(true)
            .defaultValue("100")
            .addValidator(StandardValidators.createLongValidator(2, SegmentCountOptions.MOST, true))
            .dependsOn(NUMBER_OF_SEGMENTS, AUTOMATIC)
            .build();

    static final PropertyDescriptor MINIMUM_SEGMENT_SHARE = new PropertyDescriptor.Builder()
            .name("Minimum Segment Share")
            .description("""
                    Share of the vectors that every segment should have, 0.01 for a hundredth: numbers that make a smaller one on the sample are not chosen. The segments of the training \
                    itself may come out smaller.""")
            .required(true)
            .defaultValue("0.001")
            .addValidator(SHARE_VALIDATOR)
            .dependsOn(NUMBER_OF_SEGMENTS, AUTOMATIC)
            .build();

    private static final double LARGEST_SHARE = 0.5;

    private SegmentCountProperties() {
    }

    /**
     * @return how to choose the number, or null when it is given or the algorithm finds it
     */
    static AutomaticSegments automatic(final PropertyContext context) {
        return automatic(context, AlgorithmProperties.algorithm(context));
    }

    /**
     * @param algorithm instead of the one that is set
     */
    static AutomaticSegments automatic(final PropertyContext context, final Algorithm algorithm) {
        if (algorithm == Algorithm.HDBSCAN || !isAutomatic(context)) {
            return null;
        }
        return new AutomaticSegments(context.getProperty(SegmentCountMethod.PROPERTY).asAllowableValue(SegmentCountMethod.class), SegmentCountOptions.of(
                integer(context, MINIMUM_SEGMENTS), integer(context, MAXIMUM_SEGMENTS),
                context.getProperty(MINIMUM_SEGMENT_SHARE).asDouble(), context.getProperty(AlgorithmProperties.SEED).asLong()));
    }

    /**
     * @return the number of segments that is given, or the most that may be chosen
     */
    static int most(final PropertyContext context) {
        return integer(context, isAutomatic(context) ? MAXIMUM_SEGMENTS : NUMBER_OF_SEGMENTS);
    }

    static List<ValidationResult> validate(final ValidationContext context) {
        if (!isAutomatic(context) || integer(context, MINIMUM_SEGMENTS) <= integer(context, MAXIMUM_SEGMENTS)) {
            return List.of();
        }
        return List.of(new ValidationResult.Builder().subject(MAXIMUM_SEGMENTS.getName()).valid(false).explanation("it is less than the Minimum Segments").build());
    }

    private static boolean isAutomatic(final PropertyContext context) {
        return AUTOMATIC.equals(context.getProperty(NUMBER_OF_SEGMENTS).getValue());
    }

    private static int integer(final PropertyContext context, final PropertyDescriptor property) {
        return context.getProperty(property).asInteger();
    }

    private static boolean isShare(final String input) {
        try {
            final double share = Double.parseDouble(input);
            return share >= 0 && share <= LARGEST_SHARE;
        } catch (final NumberFormatException e) {
            return false;
        }
    }
}
