// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.record.FieldPath;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.context.PropertyContext;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ClusterCustomers is told to compare before it trains.
 */
final class ComparisonProperties {

    /** The table of what was compared must fit into an attribute. */
    private static final int MOST_FIELDS = 4;

    private static final String NAMES = Arrays.stream(Algorithm.values()).map(Algorithm::getValue).collect(Collectors.joining(", "));

    private static final Validator ALGORITHMS_VALIDATOR = (subject, input, context) -> {
        final List<String> names = FeatureProperties.names(input);
        return new ValidationResult.Builder().subject(subject).input(input)
                .valid(names.stream().allMatch(name -> find(name) != null) && names.stream().distinct().count() == names.size())
                .explanation("it takes some of " + NAMES + ", separated by commas, each once").build();
    };

    private static final Validator FIELDS_VALIDATOR = (subject, input, context) -> FeatureProperties.names(input).size() <= MOST_FIELDS
            ? FeatureProperties.FIELDS_VALIDATOR.validate(subject, input, context)
            : new ValidationResult.Builder().subject(subject).input(input).valid(false).explanation("it takes " + MOST_FIELDS + " fields at most").build();

    static final PropertyDescriptor COMPARED_ALGORITHMS = new PropertyDescriptor.Builder()
            .name("Compared Algorithms")
            .description("""
                    Names of algorithms, separated by commas, that are tried on the same records beside the Algorithm: k-means, agglomerative for example. The records get the segments of the best. \
                    Without labels another algorithm than the Algorithm is taken only when both its silhouette and its stability are better, which tells little: on texts with known subjects it \
                    was the better one in 44 of 75 changes, and in none from k-means. Properties that only other algorithms have count as they were set last. \
                    Each takes a training and five small ones, and the best is trained once more.""")
            .required(false)
            .addValidator(ALGORITHMS_VALIDATOR)
            .build();

    static final PropertyDescriptor COMPARED_FIELDS = new PropertyDescriptor.Builder()
            .name("Compared Embedding Fields")
            .description("""
                    Field names or RecordPaths, separated by commas, of vectors of other embeddings that are tried beside the Embedding Field, from a further EmbedText for example; at most 4. \
                    Without labels the field whose segments resampled records give again most surely is taken, if the Embedding Field's are less stable by more than chance. On texts with known \
                    subjects the other field was the better one in 51 of 56 changes between two, but from a sentence model among five in 2 of 4 only: use labels where there are some. \
                    With another field than before all segments get new ids.""")
            .required(false)
            .addValidator(FIELDS_VALIDATOR)
            .build();

    static final PropertyDescriptor LABEL_FIELD = new PropertyDescriptor.Builder()
            .name("Comparison Label Field")
            .description("""
                    Field name or RecordPath of a label that is known for all or some records, such as the topic that people have given. When set, the segments that agree best with it win, \
                    by the adjusted Rand index. It is used for nothing else. Of at most 1,000 different labels.""")
            .required(false)
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    private ComparisonProperties() {
    }

    static boolean isAsked(final PropertyContext context) {
        return !FeatureProperties.names(context.getProperty(COMPARED_ALGORITHMS).getValue()).isEmpty() || !FeatureProperties.names(context.getProperty(COMPARED_FIELDS).getValue()).isEmpty();
    }

    /**
     * @return the algorithms that are tried, each once, first the one that is set
     */
    static List<Algorithm> algorithms(final PropertyContext context) {
        final Set<Algorithm> algorithms = new LinkedHashSet<>();
        algorithms.add(AlgorithmProperties.algorithm(context));
        FeatureProperties.names(context.getProperty(COMPARED_ALGORITHMS).getValue()).forEach(name -> algorithms.add(find(name)));
        return List.copyOf(algorithms);
    }

    /**
     * @return the fields with vectors that are tried, each once, first the Embedding Field; an empty one when vectors do not count
     */
    static List<String> fields(final PropertyContext context) {
        final FieldPath usual = FeatureProperties.embeddingField(context);
        return usual == null ? List.of("")
                : Stream.concat(Stream.of(usual.name()), FeatureProperties.names(context.getProperty(COMPARED_FIELDS).getValue()).stream()).distinct().toList();
    }

    /**
     * @return the field with labels, or null
     */
    static FieldPath labelField(final PropertyContext context) {
        return FieldPath.ofOptional(context.getProperty(LABEL_FIELD).getValue());
    }

    /**
     * @return the fields that the records need for a comparison
     */
    static List<FieldPath> requiredFields(final PropertyContext context) {
        return isAsked(context) && labelField(context) != null ? List.of(labelField(context)) : List.of();
    }

    static List<ValidationResult> validate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        if (isAsked(context) && AlgorithmProperties.algorithm(context) == Algorithm.HDBSCAN && algorithms(context).size() > 1) {
            results.add(invalid(COMPARED_ALGORITHMS, "beside the Algorithm hdbscan no Number of Segments can be set for the others: choose one of them as the Algorithm, and name hdbscan here"));
        }
        if (FeatureProperties.embeddingField(context) == null && !FeatureProperties.names(context.getProperty(COMPARED_FIELDS).getValue()).isEmpty()) {
            results.add(invalid(COMPARED_FIELDS, "there is nothing to compare them with: an Embedding Field, with a Text Weight above 0, is needed"));
        }
        if (isAsked(context) && WarmStart.isAsked(context)) {
            results.add(invalid(StartOption.PROPERTY, "a start from the model in use favours what that was made with: compare with the start new"));
        }
        return results;
    }

    private static Algorithm find(final String name) {
        return Arrays.stream(Algorithm.values()).filter(algorithm -> algorithm.getValue().equals(name)).findFirst().orElse(null);
    }

    private static ValidationResult invalid(final PropertyDescriptor property, final String explanation) {
        return new ValidationResult.Builder().subject(property.getName()).valid(false).explanation(explanation).build();
    }
}
