// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.StreamingKMeans;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.ServiceTrouble;
import dev.segmentation.services.ModelNames;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.ReadsAttributes;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.annotation.notification.OnPrimaryNodeStateChange;
import org.apache.nifi.annotation.notification.PrimaryNodeState;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Assigns new records to the segments of a stored model, one record in memory.
 */
@Tags({"segmentation", "cluster", "assign", "classify", "customer", "record", "vector", "embedding"})
@CapabilityDescription("""
        Assigns every record to the nearest segment of a stored model, and tells the records apart that belong to none: \
        those too far from every segment, and those without a vector.""")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SupportsBatching
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = "With a Customer ID Field, holds the customers of a FlowFile up to the Customer Memory Limit.")
@ReadsAttributes({
        @ReadsAttribute(attribute = SegmentationAttributes.EMBEDDER, description = "Id of what made the vectors: the model must have been trained on vectors of the same"),
        @ReadsAttribute(attribute = SegmentationAttributes.EMBEDDER + ".<Embedding Field>", description = "The same for the vectors of one field, where there are several")})
@WritesAttributes({
        @WritesAttribute(attribute = SegmentationAttributes.MODEL_NAME, description = "Name of the model, on all but failure"),
        @WritesAttribute(attribute = SegmentationAttributes.MODEL_VERSION, description = "Version of the model, on all but failure"),
        @WritesAttribute(attribute = SegmentationAttributes.RECORD_COUNT, description = "Number of records, on all but failure"),
        @WritesAttribute(attribute = "mime.type", description = "Of the Record Writer, on all but failure"),
        @WritesAttribute(attribute = SegmentationAttributes.REFERENCE_DATE,
                description = "With a model that knows the recency of purchases, the date from which it was counted back, for ScoreClusters"),
        @WritesAttribute(attribute = SegmentationAttributes.DRIFT + SegmentationAttributes.DRIFT_COUNT,
                description = "Records with a vector, or customers, that the drift is told of. All drift attributes come from the Minimum Records for Drift on"),
        @WritesAttribute(attribute = SegmentationAttributes.DRIFT + SegmentationAttributes.DRIFT_PSI,
                description = "Population stability index of the segments' shares against the training's, 0 for equal shares"),
        @WritesAttribute(attribute = SegmentationAttributes.DRIFT + SegmentationAttributes.DRIFT_PSI_CHANCE,
                description = "What the index stays below in 95 % of the cases when nothing has changed, with so many records and segments"),
        @WritesAttribute(attribute = SegmentationAttributes.DRIFT + SegmentationAttributes.DRIFT_DISTANCE_PSI,
                description = "The same index of the distances, in the classes that the training's quantiles make"),
        @WritesAttribute(attribute = SegmentationAttributes.DRIFT + SegmentationAttributes.DRIFT_BEYOND + "50",
                description = "Share beyond the distance within which half of the segment's training lay; also 90, 95 and 99"),
        @WritesAttribute(attribute = SegmentationAttributes.DRIFT + SegmentationAttributes.DRIFT_UNKNOWN,
                description = "Share of what has a vector and is unknown"),
        @WritesAttribute(attribute = SegmentationAttributes.DRIFT + SegmentationAttributes.DRIFT_UNKNOWN_EXPECTED,
                description = "The same share at the training"),
        @WritesAttribute(attribute = SegmentationAttributes.DRIFT_WINDOW + "*", description = "The same over the Drift Window"),
        @WritesAttribute(attribute = SegmentationAttributes.ERASURE,
                description = "With the Online Update 'erase', what was done: erased, repeated (the FlowFile had been erased before) or nothing (it has no vector that counts)"),
        @WritesAttribute(attribute = SegmentationAttributes.ERASURE_VERSION, description = "With the Online Update 'erase', the version of the model without what is in the FlowFile"),
        @WritesAttribute(attribute = SegmentationAttributes.ERROR, description = "Why a FlowFile went to failure")})
@SeeAlso(ClusterCustomers.class)
@UseCase(description = "Assign new records with the newest model as it is retrained",
        configuration = "Leave 'Model Version' empty. A model that ClusterCustomers publishes is used from the next FlowFile on, or after the 'Model Refresh Interval'.")
@UseCase(description = "Assign every record to a segment, outliers too",
        configuration = "Set 'Unknown Beyond' to 'never'. Only records without a vector go to unknown.")
@UseCase(description = "Notice when customers no longer write what they wrote at the training",
        configuration = """
                Compare 'segmentation.drift.window.psi' and 'segmentation.drift.window.unknown' in a RouteOnAttribute, \
                for example ${segmentation.drift.window.psi:toDecimal():gt(0.25)}, and train anew.""")
@UseCase(description = "Assign customers who wrote several texts each",
        configuration = "Set 'Customer ID Field', and 'Customer Pooling' as at the training. The texts of a customer must be in one FlowFile; 'customers' gets one record per customer.")
@UseCase(description = "Take customers who asked for erasure out of a model at once",
        configuration = """
                Set 'Online Update' to 'erase' in a processor of its own, and the customers' properties as at the training. Send it the vectors of these customers, all of each, \
                delete the earlier versions of the model, and put the ids on the 'Erasure List' of ClusterCustomers for the next training.""")
@UseCase(description = "Let segments follow slow changes between trainings",
        configuration = "Set 'Online Update' to 'half-life'. ClusterCustomers keeps the ids of the moved segments at its next training.")
public class AssignSegments extends AbstractSegmentationProcessor implements VerifiableProcessor {

    private static final Validator VERSION_VALIDATOR = (subject, input, context) -> new ValidationResult.Builder()
            .subject(subject)
            .input(input)
            .valid(input == null || input.isBlank() || context.isExpressionLanguageSupported(subject) && context.isExpressionLanguagePresent(input) || ModelNames.isValid(input))
            .explanation("it takes " + ModelNames.RULE)
            .build();

    static final PropertyDescriptor MODEL_VERSION = new PropertyDescriptor.Builder()
            .name("Model Version")
            .description("""
                    The version of the model. Empty, or an expression that gives nothing: the latest, which the Model Refresh Interval has looked up. \
                    Expression Language may use the FlowFile's attributes.""")
            .required(false)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .addValidator(VERSION_VALIDATOR)
            .build();

    static final PropertyDescriptor MODEL_REFRESH_INTERVAL = new PropertyDescriptor.Builder()
            .name("Model Refresh Interval")
            .description("""
                    How long the Model Store's answer which version is the latest is good for, on this node and for all threads. 0 secs: it is asked for every FlowFile. \
                    A FlowFile is assigned with one model from its first record to its last.""")
            .required(true)
            .defaultValue("0 secs")
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .build();

    static final PropertyDescriptor UNKNOWN_BEYOND = new PropertyDescriptor.Builder()
            .name("Unknown Beyond")
            .description("From which distance on a record belongs to no segment and goes to unknown with segment -1.")
            .required(true)
            .allowableValues(UnknownBeyond.class)
            .defaultValue(UnknownBeyond.Q99)
            .build();

    static final PropertyDescriptor REFERENCE_DATE = new PropertyDescriptor.Builder()
            .name("Reference Date")
            .description("""
                    For models that know the recency of purchases, the date from which it is counted back, such as 2026-01-31 or ${now():format('yyyy-MM-dd')}. Empty, or an expression that gives \
                    nothing: the later one of the model's own and the FlowFile's latest purchase. Expression Language may use the FlowFile's attributes.""")
            .required(false)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .addValidator(FeatureProperties::validateDate)
            .build();

    static final PropertyDescriptor MODEL_VERSION_FIELD = new PropertyDescriptor.Builder()
            .name("Model Version Field")
            .description("The field to write the version of the model to that assigned the record: a string. Empty: no such field. The FlowFile's attributes tell the version in any case.")
            .required(false)
            .addValidator(FieldPath.NAME_VALIDATOR)
            .build();

    static final Relationship REL_UNKNOWN = new Relationship.Builder()
            .name("unknown")
            .description("The records that belong to no segment, with segment -1: too far from the nearest one, without a vector, or of a customer on the Erasure List")
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(
            RECORD_READER,
            RECORD_WRITER,
            SegmentProperties.EMBEDDING_FIELD,
            SegmentProperties.MODEL_STORE,
            SegmentProperties.MODEL_NAME,
            MODEL_VERSION,
            MODEL_REFRESH_INTERVAL,
            UNKNOWN_BEYOND,
            REFERENCE_DATE,
            SegmentProperties.SEGMENT_FIELD,
            SegmentProperties.DISTANCE_FIELD,
            SegmentProperties.CONFIDENCE_FIELD,
            MODEL_VERSION_FIELD,
            SegmentReasons.REASONS_FIELD,
            SegmentReasons.TOKENS_FIELD,
            CustomerProperties.CUSTOMER_ID_FIELD,
            CustomerProperties.CUSTOMER_POOLING,
            CustomerProperties.DATE_FIELD,
            CustomerProperties.HALF_LIFE,
            CustomerSegments.MEMORY_LIMIT,
            ErasureList.PROPERTY,
            DriftWatch.MINIMUM_RECORDS,
            DriftWatch.WINDOW,
            OnlineUpdate.MODE,
            OnlineUpdate.HALF_LIFE,
            OnlineUpdate.INTERVAL);

    private static final Set<Relationship> RELATIONSHIPS = inOrder(REL_SUCCESS, REL_UNKNOWN, CustomerSegments.REL_CUSTOMERS, REL_FAILURE);
    private static final String STEP_LOAD = "Load Model";

    private final SegmentModels models = new SegmentModels();
    private final DriftWatch drift = new DriftWatch();
    private final ErasureList erasures = new ErasureList();
    private final Object erasing = new Object();
    private final OnlineUpdate online = new OnlineUpdate();

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
        return Stream.of(SegmentProperties.validateFields(context, MODEL_VERSION_FIELD, SegmentReasons.REASONS_FIELD), CustomerProperties.validate(context), erasures.validate(context),
                        OnlineUpdate.validate(context))
                .flatMap(List::stream).toList();
    }

    /**
     * What has moved is published, as far as the store takes it. Another model may stand in another store under the same name: everything is forgotten.
     */
    @OnStopped
    public void forgetModels(final ProcessContext context) {
        try {
            if (moves(context)) {
                online.publish(context.getProperty(SegmentProperties.MODEL_STORE).asControllerService(ModelStore.class), models, getLogger());
            } else {
                online.drop(getLogger());
            }
        } catch (final ServiceTrouble e) {
            getLogger().warn("{}: what moved the segments since they were published last is lost", e.getMessage());
        }
        online.clear();
        drift.clear();
        models.clear();
    }

    /**
     * The new primary node may have published already: what this one has not is dropped.
     */
    @OnPrimaryNodeStateChange
    public void leavePrimaryRole(final PrimaryNodeState state) {
        if (state == PrimaryNodeState.PRIMARY_NODE_REVOKED) {
            online.drop(getLogger());
        }
    }

    @Override
    protected void process(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs) throws IOException {
        if (OnlineUpdate.erases(context)) {
            // One after the other: each begins with the model that the one before has published.
            synchronized (erasing) {
                assign(context, session, flowFile, outputs);
            }
        } else {
            assign(context, session, flowFile, outputs);
        }
    }

    private void assign(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs) throws IOException {
        final long start = System.nanoTime();
        final TrainingMonitor monitor = monitor();
        final FieldPath embeddingField = FieldPath.ofOptional(context.getProperty(SegmentProperties.EMBEDDING_FIELD).getValue());
        final String embedder = EmbedderId.of(flowFile, embeddingField);
        final ModelStore store = context.getProperty(SegmentProperties.MODEL_STORE).asControllerService(ModelStore.class);
        if (moves(context)) {
            online.publishWhenDue(context, store, models, getLogger());
        }
        final String name = SegmentProperties.modelName(context, flowFile);
        final SegmentErasure erasure = OnlineUpdate.erases(context) ? SegmentErasure.begin(context, store, models, name, session, flowFile) : null;
        final SegmentModel model = erasure != null ? erasure.model() : models.get(store, name,
                version(context.getProperty(MODEL_VERSION).evaluateAttributeExpressions(flowFile)), embedder, context.getProperty(MODEL_REFRESH_INTERVAL).asTimePeriod(TimeUnit.NANOSECONDS));
        requireSameEmbedder(embedder, embeddingField, model);

        final RecordFlow recordFlow = recordFlow(context, session);
        final FieldPath customerField = CustomerProperties.customerField(context);
        final LeftOut leftOut = erasures.read(context);
        // What is to be erased was trained on, however far it lay from its centroid.
        final UnknownBeyond unknownBeyond = erasure != null ? UnknownBeyond.NEVER : context.getProperty(UNKNOWN_BEYOND).asAllowableValue(UnknownBeyond.class);
        final boolean ofCustomers = customerField != null || model.features() != null && model.features().fields().byCustomer();
        final SegmentJudge judge = new SegmentJudge(model, unknownBeyond, new SegmentDrift(model, ofCustomers, unknownBeyond), ofCustomers);
        final SegmentDrift segmentDrift = judge.drift();
        final StreamingKMeans.Batch batch = erasure != null || moves(context) ? new StreamingKMeans.Batch(model.centroids().size(), model.centroids().dimension()) : null;
        final ModelAssignment assignment = customerField == null || model.features() != null
                ? ModelAssignment.of(judge, batch, customerField, embeddingField, recordFlow, flowFile, leftOut,
                        erasure != null ? erasure.referenceDate() : FeatureProperties.date(context, REFERENCE_DATE, flowFile),
                        customerField == null ? MemoryLimit.HALF_OF_HEAP : MemoryLimit.bytes(context, CustomerSegments.MEMORY_LIMIT), monitor)
                : CustomerSegments.assignment(judge, batch, context, recordFlow, flowFile, leftOut, monitor);
        final SegmentFields fields = SegmentProperties.fields(context).withModelVersion(context.getProperty(MODEL_VERSION_FIELD).getValue(), model.version());

        final LazyChild assigned = new LazyChild(session, recordFlow, outputs);
        final LazyChild unknown = new LazyChild(session, recordFlow, outputs);
        recordFlow.read(flowFile, source -> {
            final SegmentReasons reasons = SegmentReasons.of(context, model, source.schema());
            final RecordSchema schema = reasons == null ? fields.schema(source.schema()) : reasons.schema(fields.schema(source.schema()));
            try (assigned; unknown) {
                for (Record record = source.next(); record != null; record = source.next()) {
                    monitor.checkCancelled();
                    monitor.progress("records assigned", source.index(), 0);
                    if (source.index() == 0) {
                        assignment.required().forEach(field -> field.requireIn(source.schema()));
                        if (leftOut != LeftOut.NONE) {
                            customerField.requireIn(source.schema());
                        }
                    }
                    final Nearest nearest = leftOut.contains(record, source.index()) ? null : assignment.assignment().next(record, source.index());
                    final Record written = fields.assign(record, schema, nearest, model.ids());
                    if (nearest == null || nearest.isNoise()) {
                        unknown.write(written, schema);
                        continue;
                    }
                    if (reasons != null) {
                        reasons.explain(record, source.index(), nearest.segment(), assignment.assignment().vector(), written);
                    }
                    assigned.write(written, schema);
                }
                if (!unknown.exists()) {
                    assigned.open(schema);
                }
                assigned.finish();
                unknown.finish();
            }
        });

        final Map<String, String> attributes = erasure != null ? new HashMap<>() : drift.attributes(context, model, segmentDrift);
        attributes.put(SegmentationAttributes.MODEL_NAME, model.name());
        attributes.put(SegmentationAttributes.MODEL_VERSION, model.version());
        if (assignment.assignment() instanceof final CustomerAssignment customers && customers.referenceDate() != null) {
            attributes.put(SegmentationAttributes.REFERENCE_DATE, Instant.ofEpochMilli(customers.referenceDate()).toString());
        }
        final LazyChild ofCustomer = new LazyChild(session, recordFlow, outputs);
        if (!context.isAutoTerminated(CustomerSegments.REL_CUSTOMERS)) {
            try (ofCustomer) {
                assignment.assignment().writeCustomers(fields, ofCustomer, monitor);
                ofCustomer.finish();
            }
        }
        if (erasure != null) {
            // Last: when the store fails, the session is rolled back and nothing was done.
            attributes.putAll(erasure.publish(batch));
            models.refresh(name);
        }
        route(session, outputs, ofCustomer, CustomerSegments.REL_CUSTOMERS, "Customers Assigned", attributes, start);
        route(session, outputs, assigned, REL_SUCCESS, "Records Assigned", attributes, start);
        route(session, outputs, unknown, REL_UNKNOWN, "Records Unknown", attributes, start);
        session.remove(flowFile);
        if (erasure != null) {
            return;
        }
        segmentDrift.count(session);
        outputs.afterCommit(() -> drift.add(context, model, segmentDrift));
        if (batch != null) {
            outputs.afterCommit(() -> online.add(context, model, batch));
        }
    }

    /** The other nodes of a cluster would each move the segments their own way. */
    private boolean moves(final ProcessContext context) {
        return OnlineUpdate.isOn(context) && (!getNodeTypeProvider().isClustered() || getNodeTypeProvider().isPrimary());
    }

    @Override
    public List<ConfigVerificationResult> verify(final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final ConfigVerificationResult.Builder result = new ConfigVerificationResult.Builder().verificationStepName(STEP_LOAD);
        try {
            final String name = SegmentProperties.modelName(context.getProperty(SegmentProperties.MODEL_NAME).evaluateAttributeExpressions(attributes).getValue(), SegmentProperties.MODEL_NAME);
            final String version = version(context.getProperty(MODEL_VERSION).evaluateAttributeExpressions(attributes));
            final SegmentModel model = new SegmentModels().get(context.getProperty(SegmentProperties.MODEL_STORE).asControllerService(ModelStore.class), name, version, null, 0);
            return List.of(result.outcome(Outcome.SUCCESSFUL).explanation("Version " + model.version() + " with " + model.centroids().size() + " segments of "
                    + model.centroids().dimension() + " values, embedder " + model.embedder()).build());
        } catch (final IOException | RuntimeException e) {
            verificationLogger.error("The model cannot be loaded", e);
            return List.of(result.outcome(Outcome.FAILED).explanation("The model cannot be loaded: " + e.getMessage()).build());
        }
    }

    private static String version(final PropertyValue evaluated) {
        final String version = evaluated.getValue();
        return version == null || version.isBlank() ? null : SegmentProperties.modelName(version, MODEL_VERSION);
    }

    /** Vectors of two embedders may have the same dimension, and then every distance between them is nonsense. */
    private static void requireSameEmbedder(final String ofRecords, final FieldPath embeddingField, final SegmentModel model) throws InvalidModelException {
        if (!model.fits(ofRecords)) {
            throw new InvalidModelException("the vectors are of the embedder '" + ofRecords + "', the model was trained on vectors of '" + model.embedder() + "'");
        }
        final String chosen = model.comparison() == null ? null : model.comparison().chosenField();
        if ((ofRecords == null || model.embedder() == null) && chosen != null && embeddingField != null && !chosen.equals(embeddingField.name())) {
            throw new InvalidModelException("the model was trained on the vectors of the field '" + chosen + "', which were the best of several, and the Embedding Field is '" + embeddingField.name()
                    + "': set it to that field");
        }
    }

    private static void route(final ProcessSession session, final Outputs outputs, final LazyChild child, final Relationship relationship, final String counter,
            final Map<String, String> attributes, final long start) {
        if (child.exists()) {
            final FlowFile flowFile = session.putAllAttributes(session.removeAttribute(DriftWatch.withoutAttributes(session, child.flowFile()),
                    SegmentationAttributes.REFERENCE_DATE), attributes);
            session.adjustCounter(counter, Long.parseLong(flowFile.getAttribute(SegmentationAttributes.RECORD_COUNT)), false);
            session.getProvenanceReporter().modifyContent(flowFile, "Model version " + attributes.get(SegmentationAttributes.MODEL_VERSION),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            outputs.route(flowFile, relationship);
        }
    }
}
