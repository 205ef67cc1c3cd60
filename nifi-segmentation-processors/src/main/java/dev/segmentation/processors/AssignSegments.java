// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.VectorReader;
import dev.segmentation.services.ModelNames;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.ReadsAttribute;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnStopped;
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
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Assigns new records to the segments of a stored model, one record in memory.
 */
@Tags({"segmentation", "cluster", "assign", "classify", "customer", "record", "vector", "embedding"})
@CapabilityDescription("""
        Assigns every record to the nearest segment of a stored model, and tells the records apart that belong to none: \
        those too far from every segment, and those without a vector.""")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@ReadsAttribute(attribute = SegmentationAttributes.EMBEDDER, description = "Id of what made the vectors: the model must have been trained on vectors of the same")
@WritesAttributes({
        @WritesAttribute(attribute = SegmentationAttributes.MODEL_NAME, description = "Name of the model, on success and unknown"),
        @WritesAttribute(attribute = SegmentationAttributes.MODEL_VERSION, description = "Version of the model, on success and unknown"),
        @WritesAttribute(attribute = SegmentationAttributes.RECORD_COUNT, description = "Number of records, on success and unknown"),
        @WritesAttribute(attribute = "mime.type", description = "Of the Record Writer, on success and unknown"),
        @WritesAttribute(attribute = SegmentationAttributes.ERROR, description = "Why a FlowFile went to failure")})
@SeeAlso(ClusterCustomers.class)
@UseCase(description = "Assign new records with the newest model as it is retrained",
        configuration = "Leave 'Model Version' empty. A model that ClusterCustomers publishes is used from the next FlowFile on.")
@UseCase(description = "Assign every record to a segment, outliers too",
        configuration = "Set 'Unknown Beyond' to 'never'. Only records without a vector go to unknown.")
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
                    The version of the model. Empty, or an expression that gives nothing: the latest, which is looked up for every FlowFile. \
                    Expression Language may use the FlowFile's attributes.""")
            .required(false)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .addValidator(VERSION_VALIDATOR)
            .build();

    static final PropertyDescriptor UNKNOWN_BEYOND = new PropertyDescriptor.Builder()
            .name("Unknown Beyond")
            .description("From which distance on a record belongs to no segment and goes to unknown with segment -1.")
            .required(true)
            .allowableValues(UnknownBeyond.class)
            .defaultValue(UnknownBeyond.Q99)
            .build();

    static final PropertyDescriptor MODEL_VERSION_FIELD = new PropertyDescriptor.Builder()
            .name("Model Version Field")
            .description("The field to write the version of the model to that assigned the record: a string. Empty: no such field. The FlowFile's attributes tell the version in any case.")
            .required(false)
            .addValidator(FieldPath.NAME_VALIDATOR)
            .build();

    static final Relationship REL_UNKNOWN = new Relationship.Builder()
            .name("unknown")
            .description("The records that belong to no segment, with segment -1: too far from the nearest one, or without a vector")
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(
            RECORD_READER,
            RECORD_WRITER,
            SegmentProperties.EMBEDDING_FIELD,
            SegmentProperties.MODEL_STORE,
            SegmentProperties.MODEL_NAME,
            MODEL_VERSION,
            UNKNOWN_BEYOND,
            SegmentProperties.SEGMENT_FIELD,
            SegmentProperties.DISTANCE_FIELD,
            SegmentProperties.CONFIDENCE_FIELD,
            MODEL_VERSION_FIELD);

    private static final Set<Relationship> RELATIONSHIPS = inOrder(REL_SUCCESS, REL_UNKNOWN, REL_FAILURE);
    private static final String STEP_LOAD = "Load Model";

    private final SegmentModels models = new SegmentModels();

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
        return SegmentProperties.validateFields(context, MODEL_VERSION_FIELD);
    }

    /**
     * Another model may stand in another store under the same name.
     */
    @OnStopped
    public void forgetModels() {
        models.clear();
    }

    @Override
    protected void process(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs) throws IOException {
        final long start = System.nanoTime();
        final TrainingMonitor monitor = monitor();
        final String embedder = flowFile.getAttribute(SegmentationAttributes.EMBEDDER);
        final SegmentModel model = models.get(context.getProperty(SegmentProperties.MODEL_STORE).asControllerService(ModelStore.class), SegmentProperties.modelName(context, flowFile),
                version(context.getProperty(MODEL_VERSION).evaluateAttributeExpressions(flowFile)), embedder);
        requireSameEmbedder(embedder, model);

        final RecordFlow recordFlow = recordFlow(context, session);
        final FieldPath embeddingField = FieldPath.of(context.getProperty(SegmentProperties.EMBEDDING_FIELD).getValue());
        final VectorReader vectors = new VectorReader(embeddingField, model.centroids().dimension());
        final SegmentFields fields = SegmentProperties.fields(context).withModelVersion(context.getProperty(MODEL_VERSION_FIELD).getValue(), model.version());
        final UnknownBeyond unknownBeyond = context.getProperty(UNKNOWN_BEYOND).asAllowableValue(UnknownBeyond.class);

        final LazyChild assigned = new LazyChild(session, recordFlow, outputs);
        final LazyChild unknown = new LazyChild(session, recordFlow, outputs);
        recordFlow.read(flowFile, source -> {
            final RecordSchema schema = fields.schema(source.schema());
            try (assigned; unknown) {
                for (Record record = source.next(); record != null; record = source.next()) {
                    monitor.checkCancelled();
                    monitor.progress("records assigned", source.index(), 0);
                    if (source.index() == 0) {
                        embeddingField.requireIn(source.schema());
                    }
                    final float[] vector = vectors.read(record, source.index());
                    final Nearest nearest = vector == null ? null : model.centroids().nearest(vector);
                    if (nearest == null) {
                        unknown.write(fields.assign(record, schema, null, model.ids()), schema);
                    } else if (unknownBeyond.rejects(nearest, model)) {
                        unknown.write(fields.reject(record, schema, nearest), schema);
                    } else {
                        assigned.write(fields.assign(record, schema, nearest, model.ids()), schema);
                    }
                }
                if (!unknown.exists()) {
                    assigned.open(schema);
                }
                assigned.finish();
                unknown.finish();
            }
        });

        route(session, outputs, assigned, REL_SUCCESS, "Records Assigned", model, start);
        route(session, outputs, unknown, REL_UNKNOWN, "Records Unknown", model, start);
        session.remove(flowFile);
    }

    @Override
    public List<ConfigVerificationResult> verify(final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final ConfigVerificationResult.Builder result = new ConfigVerificationResult.Builder().verificationStepName(STEP_LOAD);
        try {
            final String name = SegmentProperties.modelName(context.getProperty(SegmentProperties.MODEL_NAME).evaluateAttributeExpressions(attributes).getValue(), SegmentProperties.MODEL_NAME);
            final String version = version(context.getProperty(MODEL_VERSION).evaluateAttributeExpressions(attributes));
            final SegmentModel model = new SegmentModels().get(context.getProperty(SegmentProperties.MODEL_STORE).asControllerService(ModelStore.class), name, version, null);
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
    private static void requireSameEmbedder(final String ofRecords, final SegmentModel model) throws InvalidModelException {
        if (!model.fits(ofRecords)) {
            throw new InvalidModelException("the vectors are of the embedder '" + ofRecords + "', the model was trained on vectors of '" + model.embedder() + "'");
        }
    }

    private static void route(final ProcessSession session, final Outputs outputs, final LazyChild child, final Relationship relationship, final String counter,
            final SegmentModel model, final long start) {
        if (child.exists()) {
            final FlowFile flowFile = session.putAllAttributes(child.flowFile(), Map.of(
                    SegmentationAttributes.MODEL_NAME, model.name(),
                    SegmentationAttributes.MODEL_VERSION, model.version()));
            session.adjustCounter(counter, Long.parseLong(flowFile.getAttribute(SegmentationAttributes.RECORD_COUNT)), false);
            session.getProvenanceReporter().modifyContent(flowFile, "Model version " + model.version(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
            outputs.route(flowFile, relationship);
        }
    }
}
