// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.quality.ScoreCard;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.quality.SegmentQuality;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.MetricsRecord;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.RecordSink;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.SegmentedRecords;
import dev.segmentation.report.HtmlReport;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.DataUnit;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.record.Record;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the records twice: first for their vectors, segments and words, which it holds and scores, then to write each with its silhouette.
 */
@SideEffectFree
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@Tags({"segmentation", "cluster", "silhouette", "calinski", "davies", "quality", "report", "terms", "record", "customer"})
@CapabilityDescription("""
        Scores the segments of a FlowFile's records. Computes the exact silhouette by cosine and by euclidean distance, the Calinski-Harabasz and the \
        Davies-Bouldin index, for each segment and over all, their stability, their agreement with known labels and how sensitive attributes are spread over them, \
        finds each segment's key terms, and draws a report as one HTML file. Every record gets its silhouette; the scores are FlowFile attributes too, \
        and thresholds decide whether the records are passed or rejected.""")
@ReadsAttributes({
    @ReadsAttribute(attribute = SegmentationAttributes.MODEL_NAME, description = "Model in the Model Store; shown in the report"),
    @ReadsAttribute(attribute = SegmentationAttributes.MODEL_VERSION, description = "Version of the model; shown in the report and written to the metrics"),
    @ReadsAttribute(attribute = SegmentationAttributes.REFERENCE_DATE, description = "Date from which AssignSegments counted recency; without it that of the model"),
    @ReadsAttribute(attribute = SegmentationAttributes.EMBEDDER, description = "Shown in the report")
})
@WritesAttributes({
    @WritesAttribute(attribute = SegmentationAttributes.SEGMENTS, description = "Number of segments that occur"),
    @WritesAttribute(attribute = SegmentationAttributes.SILHOUETTE,
            description = "Mean silhouette by cosine distance, by euclidean distance where features are scored, -1 to 1; absent when undefined"),
    @WritesAttribute(attribute = SegmentationAttributes.SILHOUETTE_EUCLIDEAN, description = "Mean silhouette by euclidean distance, -1 to 1; absent when undefined"),
    @WritesAttribute(attribute = SegmentationAttributes.CALINSKI_HARABASZ, description = "Calinski-Harabasz index, higher is better; absent when undefined"),
    @WritesAttribute(attribute = SegmentationAttributes.DAVIES_BOULDIN, description = "Davies-Bouldin index, lower is better; absent when undefined"),
    @WritesAttribute(attribute = SegmentationAttributes.SEPARATION, description = "Generalized Dunn index, higher is better; absent when undefined"),
    @WritesAttribute(attribute = SegmentationAttributes.SMALLEST_SHARE, description = "Share of the smallest segment, 0 to 1; absent without segments"),
    @WritesAttribute(attribute = SegmentationAttributes.STABILITY, description = "Adjusted Rand index with segments of resamples, at most 1; absent when not measured"),
    @WritesAttribute(attribute = SegmentationAttributes.ADJUSTED_RAND_INDEX, description = "Agreement with the Label Field, about 0 for chance, at most 1; absent without labels"),
    @WritesAttribute(attribute = SegmentationAttributes.NORMALIZED_MUTUAL_INFORMATION, description = "Agreement with the Label Field, 0 to 1; absent without labels"),
    @WritesAttribute(attribute = SegmentationAttributes.ADJUSTED_MUTUAL_INFORMATION, description = "Agreement with the Label Field, about 0 for chance, at most 1; absent without labels"),
    @WritesAttribute(attribute = SegmentationAttributes.V_MEASURE, description = "Agreement with the Label Field, 0 to 1; absent without labels"),
    @WritesAttribute(attribute = SegmentationAttributes.LABEL_ACCURACY, description = "Share of records in the segment that is matched with their label; absent without labels"),
    @WritesAttribute(attribute = SegmentationAttributes.FLAGGED_FIELDS, description = "Sensitive Fields whose association with the segments is flagged; absent when there are none"),
    @WritesAttribute(attribute = SegmentationAttributes.VERDICT, description = "passed or rejected, when thresholds are set"),
    @WritesAttribute(attribute = SegmentationAttributes.VERDICT_REASONS, description = "Which thresholds were missed, when they were"),
    @WritesAttribute(attribute = SegmentationAttributes.RECORD_COUNT, description = "Number of records in the FlowFile, on success and metrics"),
    @WritesAttribute(attribute = "mime.type", description = "Of the Record Writer on success and metrics, text/html on report"),
    @WritesAttribute(attribute = "filename", description = "report.html on report"),
    @WritesAttribute(attribute = SegmentationAttributes.ERROR, description = "Why a FlowFile went to failure")
})
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = """
        Holds the vectors of one FlowFile, or what a model by several features makes of its records or customers, as float32 (1,536 bytes per record of 384 dimensions) \
        and up to 500,000 word counts, within the Memory Limit. \
        Exact silhouettes take up to 128 MB more, stability 8 bytes per dimension of up to 10,000 records.""")
@SystemResourceConsideration(resource = SystemResource.CPU, description = """
        Exact silhouettes compare every record with every other, up to the Silhouette Sample Size: twice as many records take four times as long.""")
@UseCase(description = "Judge a segmentation before it is used, and keep a report that people can read",
        configuration = """
                Connect the success relationship of ClusterCustomers. Send 'report' to PutFile, PutEmail or an object store and 'metrics' to a database. \
                Leave the Customer ID Field empty to score records, or set it as in ClusterCustomers to score customers.""")
@UseCase(description = "Judge segments of customers by their purchases, or by numbers and categories",
        configuration = """
                Connect the success relationship of ClusterCustomers or AssignSegments, and set the Model Store to theirs: customers or records are scored by what the model goes by. \
                The records need no vector where texts do not count.""")
@UseCase(description = "Publish segments only when they are good enough",
        configuration = """
                Set Minimum Silhouette, Minimum Segment Share or another threshold, connect 'passed' with what publishes and 'rejected' with what tells people, \
                and terminate 'success' automatically. For other rules follow with RouteOnAttribute. \
                Terminate 'metrics' and 'report' automatically when they are not needed: then they are not made.""")
public class ScoreClusters extends AbstractSegmentationProcessor implements VerifiableProcessor {

    static final PropertyDescriptor EMBEDDING_FIELD = new PropertyDescriptor.Builder()
            .name("Embedding Field")
            .description("""
                    Field name or RecordPath of the vector: an array of numbers, or float32 little-endian bytes. Records without one are not scored. \
                    Not needed when the model in the Model Store goes by other features only.""")
            .required(true)
            .defaultValue("embedding")
            .addValidator(FieldPath.VALIDATOR)
            .build();

    static final PropertyDescriptor SEGMENT_FIELD = new PropertyDescriptor.Builder()
            .name("Segment Field")
            .description("Field name or RecordPath of the segment id. Records with -1 or without a value are not scored.")
            .required(true)
            .defaultValue("segment")
            .addValidator(FieldPath.VALIDATOR)
            .build();

    static final PropertyDescriptor TOKENS_FIELD = new PropertyDescriptor.Builder()
            .name("Tokens Field")
            .description("Field name or RecordPath of the words, an array of strings, for the key terms. Without this property or field there are no key terms.")
            .required(false)
            .defaultValue("tokens")
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    static final PropertyDescriptor CUSTOMER_ID_FIELD = new PropertyDescriptor.Builder()
            .name("Customer ID Field")
            .description("""
                    Field name or RecordPath of the customer. When set, customers are scored instead of records: each by its pooled vector, \
                    as ClusterCustomers does with the same properties. A model of customers by several features, in the Model Store, says itself what its customers are.""")
            .required(false)
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .build();

    static final PropertyDescriptor SILHOUETTE_SAMPLE_SIZE = new PropertyDescriptor.Builder()
            .name("Silhouette Sample Size")
            .description("""
                    Up to this many records (or customers) the silhouettes are exact. Above it they are those of a uniform sample of this size: \
                    records outside the sample get none, and the metrics say silhouette_sampled. The other scores always use all records.""")
            .required(true)
            .defaultValue("30000")
            .addValidator(StandardValidators.createLongValidator(2, 1_000_000, true))
            .build();

    static final PropertyDescriptor TERMS_PER_SEGMENT = new PropertyDescriptor.Builder()
            .name("Terms per Segment")
            .description("Largest number of key terms for each segment. A term is listed only when at least two records (or customers) of the segment have it.")
            .required(true)
            .defaultValue("10")
            .addValidator(StandardValidators.createLongValidator(0, 100, true))
            .build();

    static final PropertyDescriptor REPORT_TITLE = new PropertyDescriptor.Builder()
            .name("Report Title")
            .description("Heading of the report.")
            .required(true)
            .defaultValue("Customer segments")
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .addValidator(StandardValidators.NON_EMPTY_EL_VALIDATOR)
            .build();

    static final PropertyDescriptor SEED = new PropertyDescriptor.Builder()
            .name("Seed")
            .description("Seed of the samples and of the map: the same seed and records give the same output, byte for byte.")
            .required(true)
            .defaultValue("42")
            .addValidator(StandardValidators.LONG_VALIDATOR)
            .build();

    static final PropertyDescriptor THREADS = new PropertyDescriptor.Builder()
            .name("Threads")
            .description("Threads that compute the silhouettes, the processor's own included. Their number does not change the result.")
            .required(true)
            .defaultValue("2")
            .addValidator(StandardValidators.createLongValidator(1, 256, true))
            .build();

    static final PropertyDescriptor MEMORY_LIMIT = new PropertyDescriptor.Builder()
            .name("Memory Limit")
            .description("Largest size of the vectors and word counts held for one FlowFile, never more than half of NiFi's heap. A FlowFile that needs more goes to failure.")
            .required(true)
            .defaultValue("1 GB")
            .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
            .build();

    static final Relationship REL_METRICS = new Relationship.Builder()
            .name("metrics")
            .description("One record with the scores, over all and for each segment")
            .build();

    static final Relationship REL_REPORT = new Relationship.Builder()
            .name("report")
            .description("The report as one HTML file, without customer ids. It shows texts only when the Text Field is set, with personal data masked")
            .build();

    static final Relationship REL_PASSED = new Relationship.Builder()
            .name("passed")
            .description("The records of success once more, when thresholds are set and the scores reach all of them")
            .autoTerminateDefault(true)
            .build();

    static final Relationship REL_REJECTED = new Relationship.Builder()
            .name("rejected")
            .description("The records of success once more, when thresholds are set and a score misses one; the attribute segmentation.verdict.reasons says which")
            .autoTerminateDefault(true)
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = Stream.of(
            List.of(RECORD_READER, RECORD_WRITER, EMBEDDING_FIELD, SEGMENT_FIELD, TOKENS_FIELD, CUSTOMER_ID_FIELD, CustomerProperties.CUSTOMER_POOLING,
                    ScoreProperties.DATE_FIELD, CustomerProperties.HALF_LIFE, ScoreProperties.LABEL_FIELD, ScoreProperties.SENSITIVE_FIELDS,
                    ScoreProperties.ASSOCIATION_LIMIT, ScoreProperties.MINIMUM_CUSTOMERS, ScoreProperties.STABILITY_RESAMPLES),
            ScoreThresholds.PROPERTIES,
            List.of(SILHOUETTE_SAMPLE_SIZE, TERMS_PER_SEGMENT, REPORT_TITLE),
            ReportProperties.ALL,
            List.of(SEED, THREADS, MEMORY_LIMIT))
            .flatMap(List::stream).toList();

    private static final Set<Relationship> RELATIONSHIPS = inOrder(REL_SUCCESS, REL_PASSED, REL_REJECTED, REL_METRICS, REL_REPORT, REL_FAILURE);

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        return ScoreProperties.validate(context);
    }

    @Override
    protected void process(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs) throws IOException {
        final long start = System.nanoTime();
        final TrainingMonitor monitor = monitor();
        final RecordFlow flow = recordFlow(context, session);
        final ReportModel model = ReportModel.of(context, flowFile);
        final SegmentedRecords input = new SegmentedRecords(ScoreProperties.fields(context), ScoreProperties.space(context, flowFile, model.features()),
                ReportProperties.profile(context), MemoryLimit.bytes(context, MEMORY_LIMIT));
        flow.read(flowFile, source -> input.readAll(source, monitor));

        final SegmentLabels labels = input.labels();
        final ScoreCard card;
        try (Workers workers = new Workers("ScoreClusters-" + getIdentifier(), context.getProperty(THREADS).asInteger())) {
            card = ScoreProperties.measure(context, input, labels, workers, monitor);
        }
        final int minimum = ScoreProperties.minimumCustomers(context);
        final double limit = ScoreProperties.associationLimit(context);
        final ScoredSegmentation shown = card.scored().withoutSmallSegments(minimum);
        final Set<Integer> shownIds = shown.quality().segments().stream().map(SegmentQuality::segment).collect(Collectors.toSet());
        final Map<Integer, List<String>> terms = new TreeMap<>(input.terms(context.getProperty(TERMS_PER_SEGMENT).asInteger()));
        terms.keySet().retainAll(shownIds);
        final ScoreThresholds.Verdict verdict = ScoreThresholds.of(context).verdict(card);
        final ScoreAttributes attributes = ScoreAttributes.of(card, input.sensitiveColumns(), limit, verdict);

        if (!context.isAutoTerminated(REL_METRICS)) {
            final MetricsRecord.Options options = new MetricsRecord.Options(flowFile.getAttribute(SegmentationAttributes.MODEL_VERSION), terms, minimum, limit,
                    verdict == null ? null : verdict.name(), verdict == null ? null : verdict.reasons());
            outputs.route(writeMetrics(flow, session, outputs.createChild(), MetricsRecord.of(input, card, options), attributes), REL_METRICS);
        }
        if (!context.isAutoTerminated(REL_REPORT)) {
            final String html = HtmlReport.render(new ReportContent(context, flowFile, model, input, labels, card, terms, minimum).gather(flow, monitor));
            outputs.route(writeReport(session, outputs.createChild(), html, attributes), REL_REPORT);
        }
        final FlowFile rewritten = attributes.put(session, flow.rewrite(flowFile, new SilhouetteRewriter(input, card, monitor)));
        final Relationship gate = verdict == null || verdict.isPassed() ? REL_PASSED : REL_REJECTED;
        if (verdict != null && !context.isAutoTerminated(gate)) {
            outputs.route(outputs.cloneOf(rewritten), gate);
        }
        session.adjustCounter("Records Processed", input.records(), false);
        session.getProvenanceReporter().modifyContent(rewritten, "Scored " + input.scoredRecords() + " records in " + labels.segments() + " segments",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        outputs.route(rewritten, REL_SUCCESS);
    }

    private static FlowFile writeMetrics(final RecordFlow flow, final ProcessSession session, final FlowFile child, final Record metrics, final ScoreAttributes attributes) {
        final Map<String, String> written = new HashMap<>();
        final FlowFile filled = session.write(child, out -> {
            try (RecordSink sink = flow.sink(child, MetricsRecord.schema(), out)) {
                sink.write(metrics);
                written.putAll(sink.finish());
            }
        });
        return attributes.put(session, session.putAllAttributes(filled, written));
    }

    private static FlowFile writeReport(final ProcessSession session, final FlowFile child, final String html, final ScoreAttributes attributes) {
        final FlowFile filled = session.write(child, out -> out.write(html.getBytes(StandardCharsets.UTF_8)));
        final FlowFile named = session.putAllAttributes(filled, Map.of(CoreAttributes.FILENAME.key(), "report.html", CoreAttributes.MIME_TYPE.key(), "text/html"));
        return attributes.put(session, session.removeAttribute(named, SegmentationAttributes.RECORD_COUNT));
    }

    @Override
    public List<ConfigVerificationResult> verify(final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final long limit = context.getProperty(MEMORY_LIMIT).asDataSize(DataUnit.B).longValue();
        final long heap = Runtime.getRuntime().maxMemory();
        final String fits = "The Memory Limit has room for about " + limit / VectorTable.bytes(1, 384) + " records of 384 dimensions";
        return List.of(new ConfigVerificationResult.Builder()
                .verificationStepName("Compare Memory Limit With Heap")
                .outcome(limit < heap ? Outcome.SUCCESSFUL : Outcome.FAILED)
                .explanation(limit < heap ? fits + "." : "The Memory Limit is not below NiFi's heap of " + heap + " bytes: NiFi would run out of memory before the limit is reached.")
                .build());
    }
}
