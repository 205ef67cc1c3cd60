// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.Stemming;
import dev.segmentation.core.text.TextLanguage;
import dev.segmentation.core.text.TextOptions;
import dev.segmentation.core.text.TextPipeline;
import dev.segmentation.core.text.TokenizedText;
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
import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.VerifiableProcessor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Customers' texts in, their words and language out.
 */
@Tags({"segmentation", "text", "nlp", "tokenize", "analyze", "clean", "stop words", "stemming", "language", "chinese", "english", "record"})
@CapabilityDescription("""
        Cleans a text field of each record, finds out the text's language and adds the text's words and the language to the record. \
        English and Chinese are analyzed. Records without text are kept, with no words and no language.""")
@InputRequirement(InputRequirement.Requirement.INPUT_REQUIRED)
@SideEffectFree
@SupportsBatching
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = """
        The Chinese dictionaries take about 30 MB of heap, once, when the first Chinese text comes. Records are streamed: one is held at a time.""")
@SystemResourceConsideration(resource = SystemResource.CPU, description = "One thread analyzes about 20 MB of English or 5 MB of Chinese text in a second.")
@WritesAttributes({
    @WritesAttribute(attribute = SegmentationAttributes.RECORD_COUNT, description = "Number of records written"),
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

    static final PropertyDescriptor LANGUAGE = new PropertyDescriptor.Builder()
            .name("Language")
            .description("The language of the texts. It decides on stop words and stemming.")
            .required(true)
            .allowableValues(LanguageOption.class)
            .defaultValue(LanguageOption.AUTO)
            .build();

    static final PropertyDescriptor REMOVE_STOP_WORDS = flag("Remove Stop Words",
            "Whether function words such as 'the' or '的' are left out. Negations such as 'not' or '不' are always kept.");

    static final PropertyDescriptor STEMMING = new PropertyDescriptor.Builder()
            .name("Stemming")
            .description("How English words are reduced to a common form. Chinese words have no endings and stay as they are.")
            .required(true)
            .allowableValues(StemmingOption.class)
            .defaultValue(StemmingOption.LIGHT)
            .build();

    static final PropertyDescriptor STRIP_HTML = flag("Strip HTML", "Whether HTML tags are removed and entities such as &amp; decoded.");

    static final PropertyDescriptor REMOVE_URLS = flag("Remove URLs", "Whether web addresses that start with http://, https://, ftp:// or www. are removed.");

    static final PropertyDescriptor REMOVE_EMAIL_ADDRESSES = flag("Remove Email Addresses", "Whether e-mail addresses are removed.");

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

    static final String RECORDS_PROCESSED = "Records Processed";
    static final String RECORDS_WITHOUT_TEXT = "Records Without Text";
    static final String VERIFICATION_STEP = "Tokenize Sample Text";

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(RECORD_READER, RECORD_WRITER, TEXT_FIELD, LANGUAGE, REMOVE_STOP_WORDS, STEMMING,
            STRIP_HTML, REMOVE_URLS, REMOVE_EMAIL_ADDRESSES, TOKENS_FIELD, LANGUAGE_FIELD);

    private static final Set<Relationship> RELATIONSHIPS = inOrder(REL_SUCCESS, REL_FAILURE);

    private static final String VERIFICATION_ATTRIBUTE = "text";
    private static final List<String> SAMPLES = List.of("The zippers on these dresses don't close &ndash; see https://example.com", "这款蓝牙耳机连接不上手机，客服态度很好！");

    private volatile TextPipeline pipeline;

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
        if (!context.getProperty(TOKENS_FIELD).getValue().equals(context.getProperty(LANGUAGE_FIELD).getValue())) {
            return List.of();
        }
        return List.of(new ValidationResult.Builder()
                .subject(LANGUAGE_FIELD.getName())
                .valid(false)
                .explanation("the tokens go to a field of the same name")
                .build());
    }

    @OnScheduled
    public void createPipeline(final ProcessContext context) {
        pipeline = new TextPipeline(options(context));
    }

    @OnStopped
    public void closePipeline() {
        if (pipeline != null) {
            pipeline.close();
            pipeline = null;
        }
    }

    @Override
    protected void process(final ProcessContext context, final ProcessSession session, final FlowFile flowFile, final Outputs outputs) {
        final long start = System.nanoTime();
        final TokenRewriter rewriter = new TokenRewriter(FieldPath.of(context.getProperty(TEXT_FIELD).getValue()), pipeline,
                context.getProperty(TOKENS_FIELD).getValue(), context.getProperty(LANGUAGE_FIELD).getValue());
        final FlowFile tokenized = recordFlow(context, session).rewrite(flowFile, rewriter);

        session.adjustCounter(RECORDS_PROCESSED, rewriter.records(), false);
        session.adjustCounter(RECORDS_WITHOUT_TEXT, rewriter.withoutText(), false);
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
                results.add(new ConfigVerificationResult.Builder()
                        .verificationStepName(VERIFICATION_STEP)
                        .outcome(ConfigVerificationResult.Outcome.SUCCESSFUL)
                        .explanation("[%s] became the tokens %s, language %s".formatted(sample, tokenized.tokens(), TokenRewriter.codeOf(tokenized)))
                        .build());
            }
        }
        return results;
    }

    private static TextOptions options(final ProcessContext context) {
        return new TextOptions(context.getProperty(LANGUAGE).asAllowableValue(LanguageOption.class).language, context.getProperty(REMOVE_STOP_WORDS).asBoolean(),
                context.getProperty(STEMMING).asAllowableValue(StemmingOption.class).stemming, context.getProperty(STRIP_HTML).asBoolean(),
                context.getProperty(REMOVE_URLS).asBoolean(), context.getProperty(REMOVE_EMAIL_ADDRESSES).asBoolean());
    }

    private static PropertyDescriptor flag(final String name, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(true)
                .allowableValues("true", "false")
                .defaultValue("true")
                .build();
    }

    enum LanguageOption implements DescribedValue {

        AUTO("auto", null, "Decided for each text by the script that most of its words are written in; a text that has no Latin or Chinese letters gets no language"),
        ENGLISH("en", TextLanguage.ENGLISH, "All texts are English"),
        CHINESE("zh", TextLanguage.CHINESE, "All texts are Chinese");

        private final String value;
        private final TextLanguage language;
        private final String description;

        LanguageOption(final String value, final TextLanguage language, final String description) {
            this.value = value;
            this.language = language;
            this.description = description;
        }

        @Override
        public String getValue() {
            return value;
        }

        @Override
        public String getDisplayName() {
            return value;
        }

        @Override
        public String getDescription() {
            return description;
        }
    }

    enum StemmingOption implements DescribedValue {

        NONE("none", Stemming.NONE, "Words stay as they were written"),
        LIGHT("light", Stemming.LIGHT, "Krovetz: looks words up, the result nearly always is a word that people can read ('dresses' becomes 'dress')"),
        PORTER("porter", Stemming.PORTER, "Porter: cuts endings by rule, joins more forms, and often leaves no readable word ('quality' becomes 'qualiti')");

        private final String value;
        private final Stemming stemming;
        private final String description;

        StemmingOption(final String value, final Stemming stemming, final String description) {
            this.value = value;
            this.stemming = stemming;
            this.description = description;
        }

        @Override
        public String getValue() {
            return value;
        }

        @Override
        public String getDisplayName() {
            return value;
        }

        @Override
        public String getDescription() {
            return description;
        }
    }
}
