// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.TextOptions;
import dev.segmentation.core.text.TextPipeline;
import dev.segmentation.core.text.TokenizedText;
import dev.segmentation.core.text.pii.UnmaskableTextException;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.annotation.behavior.InputRequirement;
import org.apache.nifi.annotation.behavior.SideEffectFree;
import org.apache.nifi.annotation.behavior.SupportsBatching;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.behavior.WritesAttribute;
import org.apache.nifi.annotation.behavior.WritesAttributes;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.documentation.UseCase;
import org.apache.nifi.annotation.lifecycle.OnScheduled;
import org.apache.nifi.annotation.lifecycle.OnStopped;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;
import org.apache.nifi.processor.util.StandardValidators;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Customers' texts in, their words and language out.
 */
@Tags({"segmentation", "text", "nlp", "tokenize", "analyze", "clean", "stop words", "stemming", "lemma", "part of speech", "n-gram", "pii", "language",
    "chinese", "english", "record"})
@CapabilityDescription("""
        Cleans a text field of each record, finds out the text's language and adds the text's words and the language to the record. \
        English, Chinese and seven more languages are analyzed, personal data can be masked, words can be tagged with their part of speech. \
        Records without text are kept, with no words and no language.""")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = """
        Dictionaries and models are loaded when the first text needs them: Chinese takes about 30 MB of heap, telling languages in Latin letters apart 40 MB, English parts \
        of speech 20 MB. Records are streamed: some batches of 256 are held at a time.""")
@SystemResourceConsideration(resource = SystemResource.CPU, description = "One thread analyzes some 40 MB of English or 5 MB of Chinese text in a second.")
@WritesAttributes({
    @WritesAttribute(attribute = SegmentationAttributes.RECORD_COUNT, description = "Number of records written"),
    @WritesAttribute(attribute = SegmentationAttributes.UNKNOWN_LANGUAGE, description = "How many texts are in a language that is not known here, so that their words are split and nothing more"),
    @WritesAttribute(attribute = "mime.type", description = "MIME type that the Record Writer writes"),
    @WritesAttribute(attribute = SegmentationAttributes.ERROR, description = "Why the FlowFile went to failure")
})
@UseCase(
        description = "Prepare what customers write, such as reviews or questions, for segmentation by their words.",
        keywords = {"reviews", "feedback", "TF-IDF"},
        configuration = """
                Set "Text Field" to the field with the text and let the Record Writer inherit the record schema.
                Connect "success" to EmbedText. Its TF-IDF method and ScoreClusters read the tokens; an Embedding Service reads the text itself.
                """
)
public class TokenizeText extends AbstractSegmentationProcessor implements VerifiableProcessor {

    static final PropertyDescriptor TEXT_FIELD = new PropertyDescriptor.Builder()
            .name("Text Field")
            .description("The field that holds the text: the name of a top-level field, or a RecordPath such as /review/body.")
            .required(true)
            .defaultValue("text")
            .addValidator(FieldPath.VALIDATOR)
            .build();

    static final PropertyDescriptor TOKENS_FIELD = new PropertyDescriptor.Builder()
            .name("Tokens Field")
            .description("The field to add for the words, an array of strings. A field of this name is replaced.")
            .required(true)
            .defaultValue("tokens")
            .addValidator(FieldPath.NAME_VALIDATOR)
            .build();

    static final PropertyDescriptor LANGUAGE_FIELD = new PropertyDescriptor.Builder()
            .name("Language Field")
            .description("The field to add for the language, an ISO 639-1 code. A field of this name is replaced.")
            .required(true)
            .defaultValue("language")
            .addValidator(FieldPath.NAME_VALIDATOR)
            .build();

    static final PropertyDescriptor CLEAN_TEXT_FIELD = new PropertyDescriptor.Builder()
            .name("Clean Text Field")
            .description("""
                    The field to add for the cleaned text in which the words were found, such as clean_text; with personal data masked when that is asked for. \
                    Empty: no such field. A field of this name is replaced.""")
            .addValidator(FieldPath.NAME_VALIDATOR)
            .build();

    static final PropertyDescriptor PERSONAL_DATA_FIELD = new PropertyDescriptor.Builder()
            .name("Personal Data Field")
            .description("The field to add for what was masked: a map from the kind, such as email, to how often it was found; never a value. A field of this name is replaced.")
            .required(true)
            .defaultValue("pii_found")
            .addValidator(FieldPath.NAME_VALIDATOR)
            .dependsOn(PiiProperties.MASK_PERSONAL_DATA, "true")
            .build();

    static final PropertyDescriptor THREADS = new PropertyDescriptor.Builder()
            .name("Threads")
            .description("""
                    Threads that find words while the task's own thread reads and writes records; all tasks of this processor share them. \
                    0: the task's thread does everything. What is written does not depend on it.""")
            .required(true)
            .defaultValue("2")
            .addValidator(StandardValidators.createLongValidator(0, 256, true))
            .build();

    static final String RECORDS_PROCESSED = "Records Processed";
    static final String RECORDS_WITHOUT_TEXT = "Records Without Text";
    static final String TEXTS_OF_UNKNOWN_LANGUAGE = "Texts Of Unknown Language";
    static final String PERSONAL_DATA_MASKED = "Personal Data Masked";
    static final String VERIFICATION_STEP = "Tokenize Sample Text";

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = Stream.of(
                    List.of(RECORD_READER, RECORD_WRITER, TEXT_FIELD), LanguageProperties.ALL, PiiProperties.ALL, CleaningProperties.ALL, WordProperties.ALL,
                    List.of(TOKENS_FIELD, LANGUAGE_FIELD, CLEAN_TEXT_FIELD, PERSONAL_DATA_FIELD, THREADS))
            .flatMap(List::stream)
            .toList();

    private static final Set<Relationship> RELATIONSHIPS = inOrder(REL_SUCCESS, REL_FAILURE);

    private static final String VERIFICATION_ATTRIBUTE = "text";
    private static final List<String> SAMPLES = List.of("The zippers on these dresses don't close &ndash; see https://example.com", "这款蓝牙耳机连接不上手机，客服态度很好！");

    private volatile TextAnalysis analysis;

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
        final List<ValidationResult> results = new ArrayList<>();
        final Set<String> names = new HashSet<>();
        for (final PropertyDescriptor field : List.of(TOKENS_FIELD, LANGUAGE_FIELD, WordProperties.PART_OF_SPEECH_FIELD, CLEAN_TEXT_FIELD, PERSONAL_DATA_FIELD)) {
            final String name = context.getProperty(field).getValue();
            if (name != null && context.isDependencySatisfied(field, this::getPropertyDescriptor) && !names.add(name)) {
                results.add(new ValidationResult.Builder().subject(field.getName()).valid(false).explanation("something else goes to a field of the same name").build());
            }
        }
        return results;
    }

    @OnScheduled
    public void start(final ProcessContext context) {
        analysis = new TextAnalysis(options(context), LanguageProperties.sourceField(context) != null, context.getProperty(THREADS).asInteger());
    }

    @OnStopped
    public void stop() {
        if (analysis != null) {
            analysis.close();
            analysis = null;
        }
    }

    @Override
    protected void process(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs) {
        final long start = System.nanoTime();
        final TokenRewriter rewriter = new TokenRewriter(FieldPath.of(context.getProperty(TEXT_FIELD).getValue()), LanguageProperties.sourceField(context), fields(context), analysis);
        FlowFile tokenized = recordFlow(context, session).rewrite(flowFile, rewriter);

        session.adjustCounter(RECORDS_PROCESSED, rewriter.records(), false);
        session.adjustCounter(RECORDS_WITHOUT_TEXT, rewriter.withoutText(), false);
        if (rewriter.ofUnknownLanguage() > 0) {
            session.adjustCounter(TEXTS_OF_UNKNOWN_LANGUAGE, rewriter.ofUnknownLanguage(), false);
            getLogger().info("{} of {} texts of {} are in a language that is not known here: their words are split, nothing more is done to them",
                    rewriter.ofUnknownLanguage(), rewriter.records() - rewriter.withoutText(), tokenized);
        }
        if (PiiProperties.isOn(context)) {
            session.adjustCounter(PERSONAL_DATA_MASKED, rewriter.personalData(), false);
        }
        tokenized = session.putAttribute(tokenized, SegmentationAttributes.UNKNOWN_LANGUAGE, String.valueOf(rewriter.ofUnknownLanguage()));
        session.getProvenanceReporter().modifyContent(tokenized, "Tokenized " + rewriter.records() + " records, " + rewriter.withoutText() + " of them without text",
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
        outputs.route(tokenized, REL_SUCCESS);
    }

    @Override
    public List<ConfigVerificationResult> verify(final ProcessContext context, final ComponentLog verificationLogger, final Map<String, String> attributes) {
        final String text = attributes.get(VERIFICATION_ATTRIBUTE);
        final List<ConfigVerificationResult> results = new ArrayList<>();
        try (TextPipeline verified = new TextPipeline(options(context))) {
            for (final String sample : text == null || text.isBlank() ? SAMPLES : List.of(text)) {
                final TokenizedText tokenized = verified.apply(sample);
                final String tags = tokenized.partsOfSpeech() == null ? "" : ", parts of speech " + tokenized.partsOfSpeech();
                final String masked = tokenized.personalData() == null ? "" : ", personal data " + tokenized.personalData();
                results.add(new ConfigVerificationResult.Builder()
                        .verificationStepName(VERIFICATION_STEP)
                        .outcome(ConfigVerificationResult.Outcome.SUCCESSFUL)
                        .explanation("[%s] became the tokens %s, language %s%s%s".formatted(sample, tokenized.tokens(), TokenRewriter.codeOf(tokenized), tags, masked))
                        .build());
            }
        } catch (final UncheckedIOException | UnmaskableTextException e) {
            results.add(new ConfigVerificationResult.Builder().verificationStepName(VERIFICATION_STEP).outcome(ConfigVerificationResult.Outcome.FAILED).explanation(e.getMessage()).build());
        }
        return results;
    }

    static TextOptions options(final PropertyContext context) {
        return new TextOptions(CleaningProperties.options(context), PiiProperties.options(context).orElse(null), LanguageProperties.options(context), WordProperties.options(context));
    }

    private static TokenFields fields(final ProcessContext context) {
        return new TokenFields(context.getProperty(TOKENS_FIELD).getValue(), context.getProperty(LANGUAGE_FIELD).getValue(),
                context.getProperty(WordProperties.TAG_PARTS_OF_SPEECH).asBoolean() ? context.getProperty(WordProperties.PART_OF_SPEECH_FIELD).getValue() : null,
                context.getProperty(CLEAN_TEXT_FIELD).getValue(),
                PiiProperties.isOn(context) ? context.getProperty(PERSONAL_DATA_FIELD).getValue() : null);
    }
}
