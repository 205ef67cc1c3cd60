// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.features.FeatureReasons;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.EnrichedSchema;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.TokensReader;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordField;
import org.apache.nifi.serialization.record.RecordFieldType;
import org.apache.nifi.serialization.record.RecordSchema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Why a record has its segment: the segment's own words that the record has too, the strongest first. The vector itself is made of more than words, so this is what speaks for the
 * segment in words people know, not what the distance was worked out of. Then the features that put the record there, which is what the distance was worked out of.
 */
final class SegmentReasons {

    static final PropertyDescriptor REASONS_FIELD = new PropertyDescriptor.Builder()
            .name("Reasons Field")
            .description("""
                    The field to write to why a record has its segment: an array of up to five words that tell the segment from the others and that the record has, the strongest first; \
                    for models that go by numbers, categories or purchases, then up to three of these features that put the record there and not into the next best segment. \
                    It is null when the model knows neither, when it knows words only and the records lack the Tokens Field, and in records without a segment. Empty: no such field.""")
            .required(false)
            .addValidator(FieldPath.NAME_VALIDATOR)
            .build();

    static final PropertyDescriptor TOKENS_FIELD = new PropertyDescriptor.Builder()
            .name("Tokens Field")
            .description("The field with the words of the text, as TokenizeText writes them: an array of strings. A field name, or a RecordPath when it starts with a slash.")
            .required(true)
            .defaultValue("tokens")
            .addValidator(FieldPath.VALIDATOR)
            .dependsOn(REASONS_FIELD)
            .build();

    private static final int MOST_WORDS = 5;
    private static final int MOST_FEATURES = 3;

    private final String field;
    private final TokensReader tokens;
    private final List<List<String>> terms;
    private final FeatureReasons features;

    /**
     * @param terms by segment, or null when the model knows none or the records have no words
     * @param features or null when the model knows none
     */
    private SegmentReasons(final String field, final TokensReader tokens, final List<List<String>> terms, final FeatureReasons features) {
        this.field = field;
        this.tokens = tokens;
        this.terms = terms;
        this.features = features;
    }

    /**
     * @param schema of the records
     * @return null when no reasons are asked for
     */
    static SegmentReasons of(final PropertyContext context, final SegmentModel model, final RecordSchema schema) {
        final String field = context.getProperty(REASONS_FIELD).getValue();
        if (field == null) {
            return null;
        }
        final FieldPath tokensField = FieldPath.of(context.getProperty(TOKENS_FIELD).getValue());
        return new SegmentReasons(field, new TokensReader(tokensField), tokensField.mayBeIn(schema) ? model.terms() : null,
                model.features() == null ? null : new FeatureReasons(model.features(), model.centroids()));
    }

    RecordSchema schema(final RecordSchema schema) {
        return EnrichedSchema.of(schema, new RecordField(field, RecordFieldType.ARRAY.getArrayDataType(RecordFieldType.STRING.getDataType())));
    }

    /**
     * @param record as it was read
     * @param index of the record
     * @param segment row of the segment that it has
     * @param vector of the record as the model sees it, or null when it is not kept
     * @param assigned the record to be written, whose schema has the field
     */
    void explain(final Record record, final long index, final int segment, final float[] vector, final Record assigned) {
        if (terms == null && features == null) {
            return;
        }
        final List<String> reasons = new ArrayList<>();
        if (terms != null) {
            final Set<String> said = new HashSet<>(tokens.read(record, index));
            terms.get(segment).stream().filter(said::contains).limit(MOST_WORDS).forEach(reasons::add);
        }
        if (features != null && vector != null) {
            reasons.addAll(features.of(vector, segment, MOST_FEATURES));
        }
        assigned.setValue(field, reasons.toArray());
    }
}
