// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.VectorEncoding;
import dev.segmentation.record.VectorField;
import dev.segmentation.services.EmbeddingService;
import dev.segmentation.services.ModelStore;
import dev.segmentation.services.RemoteEmbeddingService;
import dev.segmentation.services.SentenceEmbeddingService;
import dev.segmentation.services.WordVectorsEmbeddingService;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.SeeAlso;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.expression.ExpressionLanguageScope;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.util.StandardValidators;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Adds a vector to every record that says something.
 */
@Tags({"embedding", "vector", "text", "record", "tf-idf", "lsa", "word2vec", "glove", "sentence", "semantic", "nlp", "segmentation"})
@CapabilityDescription("""
        Adds to every record a vector that stands for what its text says: by a sentence model behind an Embedding Service, or fitted to the records themselves: TF-IDF reduced with \
        latent semantic analysis, or the pooled word vectors of Word2Vec or GloVe. \
        Vectors have length 1, so that similar texts have a high cosine. Records without text are kept, their vector is null.""")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@WritesAttributes({
    @WritesAttribute(attribute = SegmentationAttributes.EMBEDDER, description = "What made the vectors: two FlowFiles have comparable vectors only when this is equal"),
    @WritesAttribute(attribute = SegmentationAttributes.EMBEDDER + ".<Embedding Field>", description = "The same for the vectors of one field, which those of another field do not overwrite"),
    @WritesAttribute(attribute = SegmentationAttributes.OTHER_LANGUAGE, description = "Number of texts in a language that the model of the Embedding Service was not made for"),
    @WritesAttribute(attribute = SegmentationAttributes.MODEL_NAME, description = "Name of the fitted model, when the Embedding Method fits one"),
    @WritesAttribute(attribute = SegmentationAttributes.MODEL_VERSION, description = "Version of the fitted model, when the Embedding Method fits one"),
    @WritesAttribute(attribute = SegmentationAttributes.RECORD_COUNT, description = "Number of records written"),
    @WritesAttribute(attribute = "mime.type", description = "As the Record Writer says; application/zip for the model"),
    @WritesAttribute(attribute = SegmentationAttributes.ERROR, description = "On failure, why: the record's index, the field and the cause, never the text")
})
@SystemResourceConsideration(resource = SystemResource.CPU, description = "A local sentence model takes some milliseconds per text.")
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = """
        Streaming holds Batch Size records. Fitting holds the words of the whole FlowFile as numbers, up to the Training Memory Limit.""")
@UseCase(
        description = "Turn customer texts into vectors with a local sentence model",
        configuration = """
                Embedding Method = embedding-service
                Embedding Service = a SentenceEmbeddingService whose Model fits the language of the texts
                Text Field = the field that holds the text""",
        keywords = {"sentence", "semantic", "onnx"})
@UseCase(
        description = "Train TF-IDF vectors on all records of a FlowFile and keep the model for later records",
        configuration = """
                Embedding Method = tf-idf
                Model Action = fit
                Model Store = where the model is kept
                Tokens Field = the field that TokenizeText adds""",
        keywords = {"tf-idf", "lsa", "training"})
@UseCase(
        description = "Turn new records into vectors of a model that was trained before",
        configuration = """
                Embedding Method = tf-idf
                Model Action = apply
                Model Store and Model Name = as they were when training""",
        keywords = {"tf-idf", "lsa", "serving"})
@SeeAlso({SentenceEmbeddingService.class, WordVectorsEmbeddingService.class, RemoteEmbeddingService.class})
public class EmbedText extends AbstractSegmentationProcessor implements VerifiableProcessor {

    static final PropertyDescriptor EMBEDDING_METHOD = EmbeddingMethod.PROPERTY;
    static final PropertyDescriptor MODEL_ACTION = ModelAction.PROPERTY;

    static final PropertyDescriptor EMBEDDING_SERVICE = new PropertyDescriptor.Builder()
            .name("Embedding Service")
            .description("The service that turns texts into vectors.")
            .required(true)
            .identifiesControllerService(EmbeddingService.class)
            .dependsOn(EMBEDDING_METHOD, EmbeddingMethod.EMBEDDING_SERVICE)
            .build();

    static final PropertyDescriptor TEXT_FIELD = new PropertyDescriptor.Builder()
            .name("Text Field")
            .description("The field that holds the text: a field name, or a RecordPath that starts with a slash.")
            .required(true)
            .addValidator(FieldPath.VALIDATOR)
            .defaultValue("text")
            .dependsOn(EMBEDDING_METHOD, EmbeddingMethod.EMBEDDING_SERVICE)
            .build();

    static final PropertyDescriptor LANGUAGE_FIELD = new PropertyDescriptor.Builder()
            .name("Language Field")
            .description("""
                    The field that holds the language of the text, as TokenizeText adds it. It is compared with the languages of the model, so that a warning can be given. \
                    Where it is absent the script of the text decides.""")
            .addValidator(FieldPath.OPTIONAL_VALIDATOR)
            .defaultValue("language")
            .dependsOn(EMBEDDING_METHOD, EmbeddingMethod.EMBEDDING_SERVICE)
            .build();

    static final PropertyDescriptor BATCH_SIZE = new PropertyDescriptor.Builder()
            .name("Batch Size")
            .description("Records per call of the Embedding Service. So many records are held in memory; the vectors do not depend on it, unless the service itself computes in batches.")
            .required(true)
            .addValidator(StandardValidators.createLongValidator(1, 10_000, true))
            .defaultValue("512")
            .dependsOn(EMBEDDING_METHOD, EmbeddingMethod.EMBEDDING_SERVICE)
            .build();

    static final PropertyDescriptor TOKENS_FIELD = new PropertyDescriptor.Builder()
            .name("Tokens Field")
            .description("The field that holds the words, an array of strings, as TokenizeText adds it: a field name, or a RecordPath that starts with a slash.")
            .required(true)
            .addValidator(FieldPath.VALIDATOR)
            .defaultValue("tokens")
            .dependsOn(EMBEDDING_METHOD, EmbeddingMethod.TF_IDF, EmbeddingMethod.WORD_VECTORS)
            .build();

    static final PropertyDescriptor MODEL_STORE = new PropertyDescriptor.Builder()
            .name("Model Store")
            .description("Where the model is published, or loaded from.")
            .required(true)
            .identifiesControllerService(ModelStore.class)
            .dependsOn(EMBEDDING_METHOD, EmbeddingMethod.TF_IDF, EmbeddingMethod.WORD_VECTORS)
            .build();

    static final PropertyDescriptor MODEL_NAME = new PropertyDescriptor.Builder()
            .name("Model Name")
            .description("Name of the model in the Model Store: letters, digits, dot, hyphen and underscore.")
            .required(true)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .expressionLanguageSupported(ExpressionLanguageScope.FLOWFILE_ATTRIBUTES)
            .defaultValue("embedding")
            .dependsOn(EMBEDDING_METHOD, EmbeddingMethod.TF_IDF, EmbeddingMethod.WORD_VECTORS)
            .build();

    static final PropertyDescriptor EMBEDDING_FIELD = new PropertyDescriptor.Builder()
            .name("Embedding Field")
            .description("The field that is added for the vector. A field of that name is replaced.")
            .required(true)
            .addValidator(FieldPath.NAME_VALIDATOR)
            .defaultValue("embedding")
            .build();

    static final PropertyDescriptor VECTOR_ENCODING = new PropertyDescriptor.Builder()
            .name("Vector Encoding")
            .description("How the vector is written. All processors of this bundle read all of them.")
            .required(true)
            .allowableValues(VectorEncoding.class)
            .defaultValue(VectorEncoding.FLOATS)
            .build();

    static final Relationship REL_MODEL = new Relationship.Builder()
            .name("model")
            .description("The fitted model as a file, for archives or other systems. It need not be connected: the model is in the Model Store too.")
            .autoTerminateDefault(true)
            .build();

    private static final List<PropertyDescriptor> OWN_PROPERTIES = List.of(RECORD_READER, RECORD_WRITER, EMBEDDING_METHOD, EMBEDDING_SERVICE, TEXT_FIELD, LANGUAGE_FIELD, BATCH_SIZE,
            TOKENS_FIELD, MODEL_ACTION, MODEL_STORE, MODEL_NAME, EMBEDDING_FIELD, VECTOR_ENCODING);

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = Stream.concat(OWN_PROPERTIES.stream(), FittingProperties.ALL.stream()).toList();

    private static final Set<Relationship> RELATIONSHIPS = inOrder(REL_SUCCESS, REL_MODEL, REL_FAILURE);

    private final FittedModels models = new FittedModels();

    @Override
    public Set<Relationship> getRelationships() {
        return RELATIONSHIPS;
    }

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @OnStopped
    public void onStopped() {
        models.forget();
    }

    @Override
    public List<ConfigVerificationResult> verify(final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final EmbeddingMethod method = method(context);
        if (method == EmbeddingMethod.EMBEDDING_SERVICE) {
            return List.of(EmbedTextVerification.embed(context.getProperty(EMBEDDING_SERVICE).asControllerService(EmbeddingService.class)));
        }
        final String name = context.getProperty(MODEL_NAME).evaluateAttributeExpressions(attributes).getValue();
        return action(context) == ModelAction.FIT
                ? EmbedTextVerification.fit(modelStore(context), method, name, context)
                : List.of(EmbedTextVerification.load(modelStore(context), method, name));
    }

    @Override
    protected void process(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs) throws IOException {
        final long start = System.nanoTime();
        if (method(context) == EmbeddingMethod.EMBEDDING_SERVICE) {
            embedTexts(context, session, flowFile, outputs, start);
        } else {
            embedTokens(context, session, flowFile, outputs, start);
        }
    }

    private void embedTexts(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs, final long start) {
        final EmbeddingCall service = new EmbeddingCall(context.getProperty(EMBEDDING_SERVICE).asControllerService(EmbeddingService.class));
        final LanguageCheck languages = new LanguageCheck(service.languages(), FieldPath.ofOptional(context.getProperty(LANGUAGE_FIELD).getValue()));
        final TextEmbedder embedder = new TextEmbedder(service, languages, FieldPath.of(context.getProperty(TEXT_FIELD).getValue()),
                vectorField(context), context.getProperty(BATCH_SIZE).asInteger(), monitor());
        final FlowFile embedded = recordFlow(context, session).rewrite(flowFile, embedder);
        final Map<String, String> attributes = new HashMap<>(EmbedderId.attributes(vectorField(context).name(), service.embedderId()));
        attributes.put(SegmentationAttributes.OTHER_LANGUAGE, Long.toString(languages.inAnotherLanguage()));
        session.adjustCounter("Records Without Text", embedder.withoutText(), false);
        session.adjustCounter("Records Without Embedding", embedder.withoutVector(), false);
        session.adjustCounter("Texts In Another Language", languages.inAnotherLanguage(), false);
        final String warning = languages.warning(service.embedderId());
        if (warning != null) {
            getLogger().warn("{}: {}", flowFile, warning);
        }
        finish(session, session.putAllAttributes(embedded, attributes), outputs, service.embedderId(), start);
    }

    private void embedTokens(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs, final long start) throws IOException {
        final TrainingMonitor monitor = monitor();
        final RecordFlow records = recordFlow(context, session);
        final FieldPath tokensField = FieldPath.of(context.getProperty(TOKENS_FIELD).getValue());
        final String name = context.getProperty(MODEL_NAME).evaluateAttributeExpressions(flowFile).getValue();
        final boolean fit = action(context) == ModelAction.FIT;
        final FittedModels.Named model = fit
                ? models.fit(modelStore(context), records, flowFile, tokensField, method(context), name, FittingProperties.fitting(method(context), context),
                        context.getProperty(FittingProperties.THREADS).asInteger(), monitor)
                : models.latest(modelStore(context), method(context), name);
        final VectorField embeddingField = vectorField(context);
        if (model == null) {
            getLogger().warn("No record of {} has words: there is no model, and no record has a vector", flowFile);
            final TokenEmbedder nothing = new TokenEmbedder(null, tokensField, embeddingField, monitor);
            final FlowFile rewritten = records.rewrite(flowFile, nothing);
            session.adjustCounter("Records Without Embedding", nothing.withoutVector(), false);
            finish(session, session.removeAllAttributes(rewritten, EmbedderId.attributeNames(embeddingField.name())), outputs, "nothing, for they have no words", start);
            return;
        }

        final TokenEmbedder embedder = new TokenEmbedder(model.model(), tokensField, embeddingField, monitor);
        final FlowFile embedded = records.rewrite(flowFile, embedder);
        final Map<String, String> attributes = new HashMap<>(EmbedderId.attributes(embeddingField.name(), model.embedderId()));
        attributes.put(SegmentationAttributes.MODEL_NAME, model.name());
        attributes.put(SegmentationAttributes.MODEL_VERSION, model.version());
        if (fit) {
            if (!context.isAutoTerminated(REL_MODEL)) {
                final FlowFile child = session.write(outputs.createChild(), out -> out.write(model.file()));
                outputs.route(session.putAttribute(session.putAllAttributes(child, attributes), CoreAttributes.MIME_TYPE.key(), "application/zip"), REL_MODEL);
            }
            models.publish(modelStore(context), model);
        }
        session.adjustCounter("Records Without Embedding", embedder.withoutVector(), false);
        finish(session, session.putAllAttributes(embedded, attributes), outputs, model.embedderId(), start);
    }

    private static void finish(final ProcessSession session, final FlowFile embedded, final Outputs outputs, final String embedderId, final long start) {
        final String count = embedded.getAttribute(SegmentationAttributes.RECORD_COUNT);
        session.adjustCounter("Records Processed", Long.parseLong(count), false);
        session.getProvenanceReporter().modifyContent(embedded, "Embedded " + count + " records with " + embedderId, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        outputs.route(embedded, REL_SUCCESS);
    }

    private static VectorField vectorField(final ProcessContext context) {
        return new VectorField(context.getProperty(EMBEDDING_FIELD).getValue(), context.getProperty(VECTOR_ENCODING).asAllowableValue(VectorEncoding.class));
    }

    private static EmbeddingMethod method(final ProcessContext context) {
        return context.getProperty(EMBEDDING_METHOD).asAllowableValue(EmbeddingMethod.class);
    }

    private static ModelAction action(final ProcessContext context) {
        return context.getProperty(MODEL_ACTION).asAllowableValue(ModelAction.class);
    }

    private static ModelStore modelStore(final ProcessContext context) {
        return context.getProperty(MODEL_STORE).asControllerService(ModelStore.class);
    }
}
