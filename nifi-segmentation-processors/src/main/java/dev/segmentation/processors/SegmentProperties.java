// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.services.ModelNames;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the processors that make and use segments are told in the same words.
 */
final class SegmentProperties {

    private static final Validator MODEL_NAME_VALIDATOR = (subject, input, context) -> new ValidationResult.Builder()
            .subject(subject)
            .input(input)
            .valid(context.isExpressionLanguageSupported(subject) && context.isExpressionLanguagePresent(input) || ModelNames.isValid(input))
            .explanation("it takes " + ModelNames.RULE)
            .build();

    static final PropertyDescriptor EMBEDDING_FIELD = new PropertyDescriptor.Builder()
            .name("Embedding Field")
            .description("""
                    The field with the vector: an array of numbers, or float32 little-endian as bytes or base64. A field name, or a RecordPath \
                    when it starts with a slash. All vectors of a FlowFile have the same number of values; records without one are kept, with segment -1. \
                    Empty: the segments go by other features alone.""")
            .required(false)
            .defaultValue("embedding")
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    static final PropertyDescriptor MODEL_STORE = new PropertyDescriptor.Builder()
            .name("Model Store")
            .description("Keeps the segment models.")
            .required(true)
            .identifiesControllerService(ModelStore.class)
            .build();

    static final PropertyDescriptor MODEL_NAME = new PropertyDescriptor.Builder()
            .name("Model Name")
            .description("The model's name in the Model Store. Expression Language may use the FlowFile's attributes, for example for one model per country.")
            .required(true)
            .defaultValue("segments")
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .addValidator(MODEL_NAME_VALIDATOR)
            .build();

    static final PropertyDescriptor SEGMENT_FIELD = new PropertyDescriptor.Builder()
            .name("Segment Field")
            .description("The field to write the segment to: an int, -1 for none.")
            .required(true)
            .defaultValue("segment")
            .addValidator(FieldPath.NAME_VALIDATOR)
            .build();

    static final PropertyDescriptor DISTANCE_FIELD = new PropertyDescriptor.Builder()
            .name("Distance Field")
            .description("The field to write the euclidean distance from the segment's centroid to: a float.")
            .required(true)
            .defaultValue("segment_distance")
            .addValidator(FieldPath.NAME_VALIDATOR)
            .build();

    static final PropertyDescriptor CONFIDENCE_FIELD = new PropertyDescriptor.Builder()
            .name("Confidence Field")
            .description("""
                    The field to write the confidence to: a float, 1 - distance / distance to the second nearest centroid. \
                    0 in the middle between two segments, 1 at a centroid or when there is only one segment.""")
            .required(true)
            .defaultValue("segment_confidence")
            .addValidator(FieldPath.NAME_VALIDATOR)
            .build();

    private SegmentProperties() {
    }

    static SegmentFields fields(final PropertyContext context) {
        return new SegmentFields(context.getProperty(SEGMENT_FIELD).getValue(), context.getProperty(DISTANCE_FIELD).getValue(), context.getProperty(CONFIDENCE_FIELD).getValue());
    }

    /**
     * @throws RecordProblem when the expression gives no usable name
     */
    static String modelName(final PropertyContext context, final FlowFile flowFile) {
        return modelName(context.getProperty(MODEL_NAME).evaluateAttributeExpressions(flowFile).getValue(), MODEL_NAME);
    }

    /** The name itself is not repeated: it may come from an attribute with a customer's data. */
    static String modelName(final String evaluated, final PropertyDescriptor property) {
        if (!ModelNames.isValid(evaluated)) {
            throw new RecordProblem("the property '" + property.getName() + "' does not resolve to " + ModelNames.RULE);
        }
        return evaluated;
    }

    /**
     * The output fields need different names.
     *
     * @param further names of output fields that the processor has besides the three, each optional
     */
    static List<ValidationResult> validateFields(final ValidationContext context, final PropertyDescriptor... further) {
        final List<PropertyDescriptor> properties = Stream.concat(Stream.of(SEGMENT_FIELD, DISTANCE_FIELD, CONFIDENCE_FIELD), Stream.of(further)).toList();
        final List<String> names = properties.stream().map(property -> context.getProperty(property).getValue()).filter(Objects::nonNull).toList();
        return names.stream().distinct().count() == names.size() ? List.of() : List.of(new ValidationResult.Builder()
                .subject(properties.stream().map(PropertyDescriptor::getName).collect(Collectors.joining(", ")))
                .valid(false)
                .explanation("they need different names")
                .build());
    }
}
