// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.features.BlockShares;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.ModelVersions;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.model.SegmentModelOrigin;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.VectorReader;
import dev.segmentation.services.ModelNames;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.TriggerSerially;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.util.StandardValidators;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Segments the records or customers of a FlowFile.
 */
@Tags({"segmentation", "cluster", "k-means", "hierarchical", "agglomerative", "hdbscan", "customer", "record", "vector", "embedding", "train"})
@CapabilityDescription("""
        Divides the records of a FlowFile, or the customers who wrote them, into segments of similar vectors, with an algorithm of your choice. \
        Every record gets its segment, and the segments are kept as a model to which new records can be assigned.""")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@TriggerSerially
@SystemResourceConsideration(resource = SystemResource.CPU, description = "Trains with as many threads as the property Threads says.")
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = "Holds the vectors of a FlowFile several times while it trains, up to the Training Memory Limit.")
@ReadsAttributes({
        @ReadsAttribute(attribute = SegmentationAttributes.EMBEDDER, description = "Id of what made the vectors; kept in the model"),
        @ReadsAttribute(attribute = SegmentationAttributes.EMBEDDER + ".<field>", description = "The same for the vectors of one field, where there are several")})
@WritesAttributes({
        @WritesAttribute(attribute = SegmentationAttributes.MODEL_NAME, description = "Name of the model, on all but failure"),
        @WritesAttribute(attribute = SegmentationAttributes.MODEL_VERSION, description = "Version of the model: on success and customers of the one whose segments the records got"),
        @WritesAttribute(attribute = SegmentationAttributes.PARENT_VERSION, description = "Version of the model before, whose segment ids live on"),
        @WritesAttribute(attribute = SegmentationAttributes.LINEAGE, description = "What became of the segments of the model before, in numbers: survived 6, grew 1, gone 1"),
        @WritesAttribute(attribute = SegmentationAttributes.PROMOTION, description = "published, or rejected when the new model is too much worse than the one in use"),
        @WritesAttribute(attribute = SegmentationAttributes.PROMOTION_REASON, description = "The scores of both models, with a Promotion Margin"),
        @WritesAttribute(attribute = SegmentationAttributes.VARIANCE_SHARES, description = "With several features, the part of each in how vectors differ: text 0.48, numeric 0.52"),
        @WritesAttribute(attribute = SegmentationAttributes.SEGMENTS, description = "Number of segments; 0 when there is nothing to train on"),
        @WritesAttribute(attribute = SegmentationAttributes.SEGMENTS_CHOSEN, description = "Number of segments that was chosen, with Number of Segments automatic; on all but failure"),
        @WritesAttribute(attribute = SegmentationAttributes.SEGMENTS_EVIDENT, description = "false when the data do not tell how many segments there are, so that the fewest were taken"),
        @WritesAttribute(attribute = SegmentationAttributes.SEGMENTS_REASON, description = "Why that number was chosen, in one or two sentences"),
        @WritesAttribute(attribute = SegmentationAttributes.COMPARED, description = """
                What was compared, as a JSON array, the chosen one first: algorithm, field, segments, silhouette, stability, agreement, seconds, failed; at most 4,000 characters"""),
        @WritesAttribute(attribute = SegmentationAttributes.COMPARED_ALGORITHM, description = "The algorithm that was chosen among Compared Algorithms"),
        @WritesAttribute(attribute = SegmentationAttributes.COMPARED_FIELD, description = "The field whose vectors were chosen: AssignSegments needs it as its Embedding Field"),
        @WritesAttribute(attribute = SegmentationAttributes.COMPARED_BASIS, description = "What decided: labels, stability, or silhouette-and-stability"),
        @WritesAttribute(attribute = SegmentationAttributes.COMPARED_EVIDENT, description = "false when the evidence speaks for none, so that what is set was kept"),
        @WritesAttribute(attribute = SegmentationAttributes.COMPARED_REASON, description = "Why that was chosen, in one or two sentences"),
        @WritesAttribute(attribute = SegmentationAttributes.RECORD_COUNT, description = "Number of records, on success and customers"),
        @WritesAttribute(attribute = "mime.type", description = "Of the Record Writer on success and customers, application/zip on model and rejected"),
        @WritesAttribute(attribute = SegmentationAttributes.ERROR, description = "Why a FlowFile went to failure")})
@SeeAlso(AssignSegments.class)
@UseCase(description = "Segment texts: each record is assigned to a segment by itself",
        configuration = "Leave 'Customer ID Field' empty and set 'Number of Segments'. The records need a vector, for example from EmbedText.")
@UseCase(description = "Segment texts without knowing how many segments there are",
        configuration = "Set 'Number of Segments' to automatic. The attribute segmentation.segments.reason says why the number was chosen; the model tells what every number is worth.")
@UseCase(description = "Find out which algorithm or which embedding gives the better segments, and use it",
        configuration = """
                Name the algorithms in 'Compared Algorithms', and the fields with vectors of other embeddings, of a further EmbedText for example, in 'Compared Embedding Fields'. \
                With a 'Comparison Label Field' known labels decide. The attribute segmentation.compared and the model tell what each is worth.""")
@UseCase(description = "Segment customers who wrote several texts each",
        configuration = "Set 'Customer ID Field' to the field that names the customer. Each customer's vectors are pooled into one; 'customers' gets one record per customer.")
@UseCase(description = "Segment customers by what they write now rather than by what they wrote years ago",
        configuration = "Set 'Customer ID Field', 'Date Field', 'Customer Pooling' to recency-weighted-mean, and 'Half-Life'.")
@UseCase(description = "Segment customers by their purchases: recency, frequency and monetary value",
        configuration = "Set 'Embedding Field' to an empty string, and 'Customer ID Field', 'Date Field' and 'Amount Field'.")
@UseCase(description = "Segment customers by what they write and by numbers and categories beside it",
        configuration = "Set 'Numeric Fields' and 'Categorical Fields'. With 'Text Weight', 'Numeric Weight' and 'Categorical Weight' say how much each counts.")
public class ClusterCustomers extends AbstractSegmentationProcessor implements VerifiableProcessor {

    static final PropertyDescriptor CUSTOMER_ID_FIELD = CustomerProperties.CUSTOMER_ID_FIELD;

    static final PropertyDescriptor NUMBER_OF_SEGMENTS = SegmentCountProperties.NUMBER_OF_SEGMENTS;

    static final PropertyDescriptor RESTARTS = AlgorithmProperties.RESTARTS;

    static final PropertyDescriptor MAXIMUM_ITERATIONS = AlgorithmProperties.MAXIMUM_ITERATIONS;

    static final PropertyDescriptor SEED = AlgorithmProperties.SEED;

    static final PropertyDescriptor THREADS = new PropertyDescriptor.Builder()
            .name("Threads")
            .description("Threads to train with. They are the processor's own.")
            .required(true)
            .defaultValue("2")
            .addValidator(StandardValidators.createLongValidator(1, 256, true))
            .build();

    static final PropertyDescriptor TRAINING_MEMORY_LIMIT = new PropertyDescriptor.Builder()
            .name("Training Memory Limit")
            .description("""
                    Memory that the training may take, and never more than half of NiFi's heap. k-means takes about twice the vectors as float32, three times with Neighbour \
                    Smoothing. Beyond the limit k-means and mini-batch-k-means use a random sample of the records that fits; with a Customer ID Field, where a sample would tear \
                    customers apart, the FlowFile goes to failure. agglomerative clusters summaries of the vectors, as many as fit. With the other algorithms the FlowFile goes to failure.""")
            .required(true)
            .defaultValue("1 GB")
            .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
            .build();

    static final Relationship REL_CUSTOMERS = new Relationship.Builder()
            .name("customers")
            .description("""
                    With a Customer ID Field, one record per customer: the id, how many texts it has and from when to when, how far apart they lie, and the segment. \
                    It need not be connected.""")
            .autoTerminateDefault(true)
            .build();

    static final Relationship REL_MODEL = new Relationship.Builder()
            .name("model")
            .description("The model file that was also put into the Model Store")
            .build();

    static final Relationship REL_REJECTED = new Relationship.Builder()
            .name("rejected")
            .description("The model file that was not put into the Model Store, because its scores are below those of the model in use by more than the Promotion Margin")
            .autoTerminateDefault(true)
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(
            RECORD_READER,
            RECORD_WRITER,
            SegmentProperties.EMBEDDING_FIELD,
            CUSTOMER_ID_FIELD,
            CustomerProperties.CUSTOMER_POOLING,
            CustomerProperties.DATE_FIELD,
            CustomerProperties.HALF_LIFE,
            CustomerProperties.MINIMUM_TEXTS,
            CustomerProperties.OPT_OUT_FIELD,
            ErasureList.PROPERTY,
            SegmentTerms.TOKENS_FIELD,
            SegmentTerms.MINIMUM_OWNERS,
            FeatureProperties.TEXT_WEIGHT,
            FeatureProperties.NUMERIC_FIELDS,
            FeatureProperties.SUMMED_FIELDS,
            FeatureProperties.LOG_FIELDS,
            FeatureProperties.NUMERIC_WEIGHT,
            FeatureProperties.AMOUNT_FIELD,
            FeatureProperties.REFERENCE_DATE,
            FeatureProperties.RFM_WEIGHT,
            FeatureProperties.NUMERIC_SCALING,
            FeatureProperties.CATEGORICAL_FIELDS,
            FeatureProperties.MINIMUM_CATEGORY_COUNT,
            FeatureProperties.MINIMUM_CATEGORY_SHARE,
            FeatureProperties.MAXIMUM_CATEGORIES,
            FeatureProperties.CATEGORICAL_WEIGHT,
            AlgorithmProperties.ALGORITHM,
            ComparisonProperties.COMPARED_ALGORITHMS,
            ComparisonProperties.COMPARED_FIELDS,
            ComparisonProperties.LABEL_FIELD,
            NUMBER_OF_SEGMENTS,
            SegmentCountMethod.PROPERTY,
            SegmentCountProperties.MINIMUM_SEGMENTS,
            SegmentCountProperties.MAXIMUM_SEGMENTS,
            SegmentCountProperties.MINIMUM_SEGMENT_SHARE,
            AlgorithmProperties.DISTANCE,
            AlgorithmProperties.LINKAGE,
            AlgorithmProperties.SPLIT_BY,
            AlgorithmProperties.MINIMUM_SEGMENT_SIZE,
            AlgorithmProperties.MINIMUM_SAMPLES,
            AlgorithmProperties.NEIGHBOUR_SMOOTHING,
            StartOption.PROPERTY,
            RESTARTS,
            MAXIMUM_ITERATIONS,
            SEED,
            THREADS,
            TRAINING_MEMORY_LIMIT,
            SegmentProperties.MODEL_STORE,
            SegmentProperties.MODEL_NAME,
            SegmentPublishing.KEEP_SEGMENT_IDS,
            SegmentPublishing.PROMOTION_MARGIN,
            SegmentProperties.SEGMENT_FIELD,
            SegmentProperties.DISTANCE_FIELD,
            SegmentProperties.CONFIDENCE_FIELD);

    private static final Set<Relationship> RELATIONSHIPS = inOrder(REL_SUCCESS, REL_CUSTOMERS, REL_MODEL, REL_REJECTED, REL_FAILURE);

    private static final String STEP_STORE = "List Models";

    private final ErasureList erasures = new ErasureList();

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        return Stream.of(SegmentProperties.validateFields(context), CustomerProperties.validate(context), erasures.validate(context), FeatureProperties.validate(context),
                        SegmentCountProperties.validate(context), ComparisonProperties.validate(context))
                .flatMap(Collection::stream).toList();
    }

    @Override
    protected void process(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs) throws IOException {
        final long start = System.nanoTime();
        final TrainingMonitor monitor = monitor();
        final RecordFlow recordFlow = recordFlow(context, session);
        final SegmentFields fields = SegmentProperties.fields(context);
        final String name = SegmentProperties.modelName(context, flowFile);
        final ModelStore store = context.getProperty(SegmentProperties.MODEL_STORE).asControllerService(ModelStore.class);
        StoredModels.requireWritable(store);
        final SegmentPublishing publishing = SegmentPublishing.of(context, store, name);

        final TrainingRecords records = new TrainingRecords(context, recordFlow, flowFile, erasures.read(context).or(CustomerProperties.optedOut(context)), monitor);
        final TrainingChoice choice;
        final Training search;
        final FlowFileVectors pass;
        final TrainingVectors training;
        final String embedder;
        final Trained trained;
        final PublishingDecision decision;
        try (Workers workers = new Workers("ClusterCustomers-" + getIdentifier(), context.getProperty(THREADS).asInteger())) {
            choice = ComparedTrainings.choose(records, workers, getLogger());
            search = records.training(choice.algorithm());
            pass = records.pass(choice.embeddingField());
            training = records.read(search, pass);
            embedder = EmbedderId.of(flowFile, choice.embeddingField());
            trained = search.run(training, choice.curve(), WarmStart.of(context, publishing, embedder, choice), workers, monitor);
            decision = trained.clustering() == null ? null : publishing.decide(embedder, choice, trained, training, search.memoryLimit() - training.bytesBesides(), workers, monitor);
        }
        final Clustering clustering = trained.clustering();
        trained.warn(getLogger(), flowFile, training.count());
        if (clustering == null) {
            writeCustomers(context, session, outputs, training, null, SegmentIds.first(0), Map.of());
            final FlowFile unassigned = recordFlow.rewrite(flowFile, new SegmentRewriter(fields, SegmentIds.first(0), (record, index) -> null, monitor));
            outputs.route(finish(session, unassigned, 0, Map.of(), "No segments", start), REL_SUCCESS);
            return;
        }

        decision.warning().ifPresent(warning -> getLogger().warn("{} of {}", warning, flowFile));
        final String version = ModelVersions.next();
        final SegmentModelOrigin origin = new SegmentModelOrigin(name, version, Instant.now(), embedder, trained.options(), training.count(), CustomerProperties.pooling(context));
        final SegmentModel trainedModel = SegmentModel.of(origin, trained.segmentation(), training.distances(clustering, pass), decision.retraining());
        final SegmentModel ofVectors = choice.explain(trained.explain(trainedModel));
        final SegmentModel ofWords = SegmentTerms.addTo(ofVectors, context, pass, training.assignment(clustering, new VectorReader(choice.embeddingField(), clustering.centroids().dimension())));
        final BlockShares shares = training.features() == null ? null : BlockShares.of(training.features(), training.table(), clustering, monitor);
        final byte[] container = (shares == null ? ofWords : ofWords.with(training.features(), shares)).toBytes();

        FlowFile model = session.write(outputs.createChild(), out -> out.write(container));
        model = session.putAllAttributes(session.removeAllAttributes(model, PublishingDecision.ATTRIBUTES), decision.modelAttributes(name, version));
        model = session.putAllAttributes(session.putAllAttributes(model, trained.attributes()), choice.attributes());
        model = session.putAllAttributes(model, Map.of(CoreAttributes.MIME_TYPE.key(), "application/zip", CoreAttributes.FILENAME.key(), name + "-" + version + ".zip",
                SegmentationAttributes.SEGMENTS, Integer.toString(clustering.sizes().length)));
        if (shares != null) {
            getLogger().info("Parts of the features in the vectors of {}: {}, in what separates the segments: {}", flowFile, BlockShares.summary(shares.variance()),
                    BlockShares.summary(shares.separation()));
            model = session.putAttribute(model, SegmentationAttributes.VARIANCE_SHARES, BlockShares.summary(shares.variance()));
        }
        outputs.route(model, decision.isRejected() ? REL_REJECTED : REL_MODEL);

        final Clustering inForce = decision.inForce();
        final Map<String, String> attributes = decision.recordAttributes(name, version);
        attributes.putAll(trained.attributes());
        attributes.putAll(choice.attributes());
        if (shares != null && !decision.isRejected()) {
            attributes.put(SegmentationAttributes.VARIANCE_SHARES, BlockShares.summary(shares.variance()));
        }
        writeCustomers(context, session, outputs, training, inForce, decision.ids(), attributes);
        final Assignment assignment = training.assignment(inForce, new VectorReader(choice.embeddingField(), inForce.centroids().dimension()));
        final FlowFile assigned = recordFlow.rewrite(flowFile, new SegmentRewriter(fields, decision.ids(), pass.ofAll(assignment), monitor));
        if (!decision.isRejected()) {
            // Last: when the store fails, the session is rolled back and nothing was done.
            StoredModels.publish(store, name, version, container);
        }
        final String details = inForce.sizes().length + " segments, model version " + decision.versionInForce(version);
        outputs.route(finish(session, assigned, inForce.sizes().length, attributes, details, start), REL_SUCCESS);
    }

    @Override
    public List<ConfigVerificationResult> verify(final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final String name = context.getProperty(SegmentProperties.MODEL_NAME).evaluateAttributeExpressions(attributes).getValue();
        final ConfigVerificationResult.Builder result = new ConfigVerificationResult.Builder().verificationStepName(STEP_STORE);
        if (!ModelNames.isValid(name)) {
            return List.of(result.outcome(Outcome.FAILED).explanation("The Model Name resolves to '" + name + "', it takes " + ModelNames.RULE).build());
        }
        try {
            final ModelStore store = context.getProperty(SegmentProperties.MODEL_STORE).asControllerService(ModelStore.class);
            final int versions = store.versions(name).size();
            SegmentPublishing.of(context, store, name);
            return List.of(result.outcome(Outcome.SUCCESSFUL).explanation("The Model Store has " + versions + " versions of the model '" + name + "'").build());
        } catch (final InvalidModelException e) {
            verificationLogger.error("The newest model cannot be used", e);
            return List.of(result.outcome(Outcome.FAILED).explanation(e.getMessage()).build());
        } catch (final IOException | RuntimeException e) {
            verificationLogger.error("The Model Store cannot list its models", e);
            return List.of(result.outcome(Outcome.FAILED).explanation("The Model Store cannot list its models: " + e.getMessage()).build());
        }
    }

    /** Before the records are rewritten, which comes last of all that may fail for the data's sake. */
    private void writeCustomers(final ProcessContext context, final ProcessSession session, final Outputs outputs, final TrainingVectors training, final Clustering clustering,
            final SegmentIds ids, final Map<String, String> modelAttributes) throws IOException {
        if (context.isAutoTerminated(REL_CUSTOMERS)) {
            return;
        }
        final LazyChild customers = new LazyChild(session, recordFlow(context, session), outputs);
        try (customers) {
            training.writeCustomers(clustering, ids, SegmentProperties.fields(context), customers, monitor());
            customers.finish();
        }
        if (customers.exists()) {
            final FlowFile flowFile = session.putAllAttributes(session.removeAllAttributes(customers.flowFile(), PublishingDecision.ATTRIBUTES), modelAttributes);
            outputs.route(session.putAttribute(flowFile, SegmentationAttributes.SEGMENTS, Integer.toString(clustering == null ? 0 : clustering.sizes().length)), REL_CUSTOMERS);
        }
    }

    private static FlowFile finish(final ProcessSession session, final FlowFile flowFile, final int segments, final Map<String, String> modelAttributes, final String details, final long start) {
        session.adjustCounter("Records Processed", Long.parseLong(flowFile.getAttribute(SegmentationAttributes.RECORD_COUNT)), false);
        session.getProvenanceReporter().modifyContent(flowFile, details, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        final FlowFile fresh = session.removeAllAttributes(flowFile, PublishingDecision.ATTRIBUTES);
        return session.putAttribute(session.putAllAttributes(fresh, modelAttributes), SegmentationAttributes.SEGMENTS, Integer.toString(segments));
    }
}
