// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.BootstrapStability;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.quality.CentroidScores;
import dev.segmentation.core.quality.Disparity;
import dev.segmentation.core.quality.Geometry;
import dev.segmentation.core.quality.LabelScores;
import dev.segmentation.core.quality.QualityOptions;
import dev.segmentation.core.quality.ScoreCard;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.record.CategoryColumn;
import dev.segmentation.record.DateReader;
import dev.segmentation.record.FeatureSpace;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.SegmentedRecords;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.util.StandardValidators;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * What ScoreClusters is told about customers, labels, sensitive attributes, stability and small groups, and the measuring by it.
 */
final class ScoreProperties {

    private static final double LARGEST_ASSOCIATION = 1;
    private static final String NO_DIRECTION = "the direction of vectors of several features means nothing";

    private static final Validator FIELDS_VALIDATOR = (subject, input, context) -> names(input).stream()
            .map(name -> FieldPath.VALIDATOR.validate(subject, name, context))
            .filter(result -> !result.isValid())
            .findFirst()
            .orElseGet(() -> new ValidationResult.Builder().subject(subject).input(input).valid(true).build());

    private static final Validator ASSOCIATION_VALIDATOR = (subject, input, context) -> new ValidationResult.Builder()
            .subject(subject)
            .input(input)
            .valid(isAssociation(input))
            .explanation("it takes a number from 0 to 1")
            .build();

    static final PropertyDescriptor DATE_FIELD = new PropertyDescriptor.Builder()
            .fromPropertyDescriptor(CustomerProperties.DATE_FIELD)
            .description("""
                    The field with the date of the text, for the recency-weighted mean, as in ClusterCustomers. A field name, or a RecordPath when it starts with a slash.""")
            .build();

    static final PropertyDescriptor LABEL_FIELD = new PropertyDescriptor.Builder()
            .name("Label Field")
            .description("""
                    Field name or RecordPath of a label that is known, such as the topic that people have given. When set, the metrics say how well the segments agree with it. \
                    Records without a label are left out of the comparison and counted; of a customer's records the first label counts. At most 1,000 different labels.""")
            .required(false)
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    static final PropertyDescriptor SENSITIVE_FIELDS = new PropertyDescriptor.Builder()
            .name("Sensitive Fields")
            .description("""
                    Field names or RecordPaths, separated by commas, of attributes such as age group or gender. They are never used to cluster; the metrics say how they are \
                    spread over the segments. Records without a value are left out and counted; of a customer's records the first value counts. \
                    Numbers with more than 10 different values are put in up to 5 groups of about equal size, such as 30-44; otherwise at most 100 different values.""")
            .required(false)
            .addValidator(FIELDS_VALIDATOR)
            .build();

    static final PropertyDescriptor ASSOCIATION_LIMIT = new PropertyDescriptor.Builder()
            .name("Sensitive Association Limit")
            .description("""
                    A sensitive field is flagged when its association with the segments, Cramer's V, is at least this and random assignments of its values reach it \
                    in at most 5 of 100 cases.""")
            .required(true)
            .defaultValue("0.1")
            .addValidator(ASSOCIATION_VALIDATOR)
            .dependsOn(SENSITIVE_FIELDS)
            .build();

    static final PropertyDescriptor MINIMUM_CUSTOMERS = new PropertyDescriptor.Builder()
            .name("Minimum Customers")
            .description("""
                    Segments with fewer customers (records, when they are scored) are counted but not shown in the metrics and in the report, and so are categories and cells of the \
                    tables with fewer, with the larger cells from which these would follow. 1 shows everything. The scores over all always use everything.""")
            .required(true)
            .defaultValue("5")
            .addValidator(StandardValidators.createLongValidator(1, Integer.MAX_VALUE, true))
            .build();

    static final PropertyDescriptor STABILITY_RESAMPLES = new PropertyDescriptor.Builder()
            .name("Stability Resamples")
            .description("""
                    Bootstrap resamples that are clustered anew by k-means to see whether they give the same segments; 20 are enough to tell stable from unstable. \
                    Of more than 10,000 records (or customers) a sample is taken. 0: stability is not measured.""")
            .required(true)
            .defaultValue("0")
            .addValidator(StandardValidators.createLongValidator(0, 1000, true))
            .build();

    private ScoreProperties() {
    }

    private static boolean isAssociation(final String input) {
        try {
            final double value = Double.parseDouble(input.strip());
            return value >= 0 && value <= LARGEST_ASSOCIATION;
        } catch (final NumberFormatException e) {
            return false;
        }
    }

    private static List<String> names(final String value) {
        return value == null ? List.of() : Arrays.stream(value.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    static Collection<ValidationResult> validate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>(CustomerProperties.validatePooling(context));
        if (ScoreThresholds.of(context).stability() != null && context.getProperty(STABILITY_RESAMPLES).asInteger() == 0) {
            results.add(new ValidationResult.Builder().subject(STABILITY_RESAMPLES.getName()).valid(false)
                    .explanation("a " + ScoreThresholds.MINIMUM_STABILITY.getName() + " needs at least one").build());
        }
        return results;
    }

    static SegmentedRecords.Fields fields(final PropertyContext context) {
        final List<FieldPath> sensitive = names(context.getProperty(SENSITIVE_FIELDS).getValue()).stream().map(FieldPath::of).toList();
        return new SegmentedRecords.Fields(FieldPath.of(context.getProperty(ScoreClusters.EMBEDDING_FIELD).getValue()),
                FieldPath.of(context.getProperty(ScoreClusters.SEGMENT_FIELD).getValue()), FieldPath.ofOptional(context.getProperty(ScoreClusters.TOKENS_FIELD).getValue()),
                CustomerProperties.customerField(context), CustomerProperties.poolingOfAll(context), CustomerProperties.dateField(context),
                FieldPath.ofOptional(context.getProperty(LABEL_FIELD).getValue()), sensitive);
    }

    /**
     * @param pipeline of the model that made the segments, or null
     * @return the space in which it made them, or null when that is the one of the records' vectors
     * @throws RecordProblem when the model does not go with the properties or the attributes
     */
    static FeatureSpace space(final PropertyContext context, final FlowFile flowFile, final FeaturePipeline pipeline) {
        if (pipeline == null) {
            return null;
        }
        if (!pipeline.fields().byCustomer() && CustomerProperties.customerField(context) != null) {
            throw new RecordProblem("the model goes by the features of single records, and the property '" + ScoreClusters.CUSTOMER_ID_FIELD.getName() + "' is set");
        }
        final String assigned = flowFile.getAttribute(SegmentationAttributes.REFERENCE_DATE);
        try {
            return new FeatureSpace(pipeline, assigned == null ? pipeline.referenceDate() : Long.valueOf(DateReader.parse(assigned)));
        } catch (final DateTimeException | ArithmeticException e) {
            throw new RecordProblem("the attribute '" + SegmentationAttributes.REFERENCE_DATE + "' holds no date; it takes " + DateReader.FORMS);
        }
    }

    static int minimumCustomers(final PropertyContext context) {
        return context.getProperty(MINIMUM_CUSTOMERS).asInteger();
    }

    static double associationLimit(final PropertyContext context) {
        return Double.parseDouble(context.getProperty(ASSOCIATION_LIMIT).getValue().strip());
    }

    /**
     * Measures all that the properties ask for.
     */
    static ScoreCard measure(final PropertyContext context, final SegmentedRecords input, final SegmentLabels labels, final Workers workers, final TrainingMonitor monitor) {
        final VectorTable table = input.table();
        final long seed = context.getProperty(ScoreClusters.SEED).asLong();
        final int minimum = minimumCustomers(context);
        final QualityOptions options = new QualityOptions(context.getProperty(ScoreClusters.SILHOUETTE_SAMPLE_SIZE).asInteger(), seed);
        final List<Disparity> disparities = new ArrayList<>();
        for (final CategoryColumn column : input.sensitiveColumns()) {
            disparities.add(column.problem() == null
                    ? Disparity.of(labels, column.numbers(), minimum, seed, workers, monitor)
                    : Disparity.undefined(0, 0, column.problem()));
        }
        final ScoredSegmentation scored = ScoredSegmentation.of(table, labels, options, workers, monitor);
        return new ScoreCard(geometry(input), input.byFeatures() ? scored.withoutCosine(NO_DIRECTION) : scored, CentroidScores.of(table, labels, Geometry.EUCLIDEAN, workers, monitor),
                input.byFeatures() ? CentroidScores.undefined(NO_DIRECTION, labels) : CentroidScores.of(table, labels, Geometry.COSINE, workers, monitor),
                BootstrapStability.of(table, labels, context.getProperty(STABILITY_RESAMPLES).asInteger(), seed, workers, monitor),
                labelScores(input.labelColumn(), labels, minimum), disparities);
    }

    /** @return by which distance the rows are compared */
    static Geometry geometry(final SegmentedRecords input) {
        return input.byFeatures() ? Geometry.EUCLIDEAN : Geometry.COSINE;
    }

    private static LabelScores labelScores(final CategoryColumn column, final SegmentLabels labels, final int minimum) {
        if (column == null) {
            return null;
        }
        return column.problem() == null ? LabelScores.of(labels, column.numbers(), minimum) : LabelScores.undefined(labels, column.problem());
    }
}
