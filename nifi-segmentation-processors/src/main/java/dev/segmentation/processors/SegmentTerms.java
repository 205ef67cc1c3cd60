// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.explain.KeyTerms;
import dev.segmentation.core.explain.SharedTerms;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.TokensReader;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Gives a model the words that tell its segments from each other, so that AssignSegments can say why.
 */
final class SegmentTerms {

    static final PropertyDescriptor TOKENS_FIELD = new PropertyDescriptor.Builder()
            .name("Tokens Field")
            .description("""
                    The field with the words of the text, as TokenizeText writes them. The words that tell each segment from the others are kept in the model, \
                    and AssignSegments names them as reasons. The FlowFile is read once more. Empty: the model has no words. A field name, or a RecordPath when it starts with a slash.""")
            .required(false)
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    static final PropertyDescriptor MINIMUM_OWNERS = new PropertyDescriptor.Builder()
            .name("Minimum Customers per Term")
            .description("""
                    Customers, or records without a Customer ID Field, that must have used a word before it may be in the model: a word of a few may be a name or a number of theirs. \
                    At least two of them are in the segment itself.""")
            .required(true)
            .defaultValue("5")
            .addValidator(StandardValidators.createLongValidator(2, 10_000, true))
            .dependsOn(TOKENS_FIELD)
            .build();

    private static final int PER_SEGMENT = 50;
    private static final int MAXIMUM_COUNTS = 1_000_000;

    private SegmentTerms() {
    }

    /**
     * @param model that was trained on the records
     * @param pass over the records that were trained on
     * @param assignment of these records to the rows of the model
     * @return the model with words, or as it is when none are asked for
     * @throws dev.segmentation.record.RecordProblem when the field holds something else
     */
    static SegmentModel addTo(final SegmentModel model, final PropertyContext context, final VectorPass pass, final Assignment assignment) {
        final FieldPath field = FieldPath.ofOptional(context.getProperty(TOKENS_FIELD).getValue());
        if (field == null) {
            return model;
        }
        final int minimum = context.getProperty(MINIMUM_OWNERS).asInteger();
        final FieldPath customerField = CustomerProperties.customerField(context);
        final TokensReader reader = new TokensReader(field);
        final KeyTerms terms = KeyTerms.ofWords(MAXIMUM_COUNTS);
        final SharedTerms shared = new SharedTerms(minimum, MAXIMUM_COUNTS);
        pass.forEach((record, index, vector) -> {
            final Nearest nearest = assignment.next(record, index);
            if (nearest != null && !nearest.isNoise()) {
                final List<String> tokens = reader.read(record, index);
                final String customer = customerField == null ? null : customerField.readKey(record);
                final int owner = customer == null ? Long.hashCode(index) : customer.hashCode();
                terms.add(nearest.segment(), owner, tokens);
                shared.add(owner, tokens);
            }
        });
        final Map<Integer, List<String>> all = terms.top(Integer.MAX_VALUE);
        final List<List<String>> kept = new ArrayList<>();
        for (int segment = 0; segment < model.centroids().size(); segment++) {
            kept.add(all.getOrDefault(segment, List.of()).stream().filter(shared::isShared).limit(PER_SEGMENT).toList());
        }
        return model.withTerms(kept, minimum);
    }
}
