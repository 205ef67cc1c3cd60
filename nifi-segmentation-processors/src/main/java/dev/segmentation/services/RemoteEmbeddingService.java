// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.text.pii.PiiKind;
import dev.segmentation.core.text.pii.PiiMasker;
import dev.segmentation.core.text.pii.PiiOperator;
import dev.segmentation.core.text.pii.PiiOptions;
import dev.segmentation.core.vector.Vectors;
import dev.segmentation.services.remote.EmbeddingsClient;
import dev.segmentation.services.remote.HttpClients;
import dev.segmentation.services.remote.RemoteOptions;
import dev.segmentation.services.remote.RemoteTrouble;
import org.apache.nifi.annotation.behavior.SystemResource;
import org.apache.nifi.annotation.behavior.SystemResourceConsideration;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnDisabled;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.AllowableValue;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.proxy.ProxyConfiguration;
import org.apache.nifi.proxy.ProxySpec;
import org.apache.nifi.ssl.SSLContextProvider;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Vectors from a server that speaks the protocol of OpenAI's embeddings.
 */
@Tags({"embedding", "vector", "text", "llm", "openai", "azure", "vllm", "ollama", "llama.cpp", "remote", "http", "segmentation"})
@CapabilityDescription("Turns texts into vectors with a server that speaks the protocol of OpenAI's /v1/embeddings, such as OpenAI, Azure OpenAI, vLLM, Ollama and llama.cpp. "
        + "Personal data is masked before a text leaves the machine. Requests are batched, sent in parallel, tried again, and kept within a budget.")
@SystemResourceConsideration(resource = SystemResource.NETWORK, description = "Every text that is not in the cache is sent to the server, with personal data masked.")
@SystemResourceConsideration(resource = SystemResource.MEMORY, description = "The cache holds vectors: 10,000 of 1536 values take about 65 MB.")
public class RemoteEmbeddingService extends AbstractControllerService implements EmbeddingService, VerifiableControllerService {

    private static final AllowableValue BEARER = new AllowableValue("bearer", "bearer", "Authorization: Bearer KEY, as OpenAI, vLLM and most others take it");
    private static final AllowableValue API_KEY_NAME = new AllowableValue("api-key", "api-key", "api-key: KEY, as Azure OpenAI takes it");

    static final PropertyDescriptor ENDPOINT_URL = new PropertyDescriptor.Builder()
            .name("Endpoint URL")
            .description("The whole address that requests go to, such as https://api.openai.com/v1/embeddings.")
            .required(true)
            .addValidator((subject, input, context) -> new ValidationResult.Builder().subject(subject).input(input).valid(isEndpoint(input))
                    .explanation("it is no http or https address with a host").build())
            .build();

    static final PropertyDescriptor MODEL = new PropertyDescriptor.Builder()
            .name("Model")
            .description("The model's name, as the server knows it. Another model gives other vectors: everything that was trained on them is trained again.")
            .required(true)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor API_KEY = new PropertyDescriptor.Builder()
            .name("API Key")
            .description("The key that the server asks for, if it does.")
            .sensitive(true)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .build();

    static final PropertyDescriptor API_KEY_HEADER = new PropertyDescriptor.Builder()
            .name("API Key Header")
            .description("How the key is sent.")
            .required(true)
            .allowableValues(BEARER, API_KEY_NAME)
            .defaultValue(BEARER)
            .dependsOn(API_KEY)
            .build();

    static final PropertyDescriptor DIMENSIONS = new PropertyDescriptor.Builder()
            .name("Dimensions")
            .description("Values per vector to ask for, where the model can shorten its vectors. Empty: as many as the model has.")
            .addValidator(StandardValidators.createLongValidator(1, 65_536, true))
            .build();

    static final PropertyDescriptor PERSONAL_DATA = new PropertyDescriptor.Builder()
            .name("Personal Data")
            .description("What happens to e-mail addresses, phone numbers, payment cards, bank accounts, IP addresses and identity numbers before a text leaves the machine.")
            .required(true)
            .allowableValues(PersonalDataPolicy.class)
            .defaultValue(PersonalDataPolicy.MASK)
            .build();

    static final PropertyDescriptor PHONE_REGIONS = new PropertyDescriptor.Builder()
            .name("Phone Regions")
            .description("Countries whose national phone numbers are looked for, as ISO 3166 codes separated by commas. Numbers with a plus and a country code are found anyway.")
            .required(true)
            .defaultValue(PhoneRegions.DEFAULT)
            .addValidator(PhoneRegions.VALIDATOR)
            .dependsOn(PERSONAL_DATA, PersonalDataPolicy.MASK, PersonalDataPolicy.REFUSE)
            .build();

    static final PropertyDescriptor TEXTS_PER_REQUEST = number("Texts per Request", "Texts in one request at most. Servers have limits of their own: OpenAI's is 2048, others take 32.", "64", 1, 2048);

    static final PropertyDescriptor CHARACTERS_PER_REQUEST = number("Characters per Request",
            "Characters in one request at most, all texts together. A single text that is longer goes alone, and the server decides.", "100000", 1, Integer.MAX_VALUE);

    static final PropertyDescriptor PARALLEL_REQUESTS = number("Parallel Requests",
            "Requests that are sent at once. EmbedText hands over its Batch Size of texts in one call: it takes more than Texts per Request to send several.", "4", 1, 64);

    static final PropertyDescriptor REQUEST_TIMEOUT = duration("Request Timeout", "How long one request may take, its answer included.", "60 sec");

    static final PropertyDescriptor MAXIMUM_ATTEMPTS = number("Maximum Attempts",
            "How often a request is sent when the server is not reached, overloaded, or answers wrongly. After that the FlowFile is penalised and comes again.", "5", 1, 100);

    static final PropertyDescriptor LONGEST_WAIT = duration("Longest Wait",
            "How long is waited before another attempt, or for the budget, while the processor's task stands still. Where the server asks for more, the FlowFile is penalised at once.", "1 min");

    static final PropertyDescriptor REQUEST_BUDGET = optionalNumber("Request Budget", "Requests that may be sent in a Budget Period. Empty: any number.");

    static final PropertyDescriptor TOKEN_BUDGET = optionalNumber("Token Budget",
            "Tokens that may be sent in a Budget Period, estimated before a request and corrected by what the server counts. Empty: any number.");

    static final PropertyDescriptor BUDGET_PERIOD = duration("Budget Period", "The period of both budgets.", "1 min");

    static final PropertyDescriptor CACHE_SIZE = number("Cache Size",
            "Texts whose vectors are kept while the service is enabled, so that repeated texts, and FlowFiles that come again, are not paid for twice. 0: none.", "10000", 0, 10_000_000);

    static final PropertyDescriptor SSL_CONTEXT_SERVICE = new PropertyDescriptor.Builder()
            .name("SSL Context Service")
            .description("Certificates and keys for https, where Java's own are not enough.")
            .identifiesControllerService(SSLContextProvider.class)
            .build();

    static final PropertyDescriptor PROXY_CONFIGURATION_SERVICE = ProxyConfiguration.createProxyConfigPropertyDescriptor(ProxySpec.HTTP, ProxySpec.HTTP_AUTH);

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(ENDPOINT_URL, MODEL, API_KEY, API_KEY_HEADER, DIMENSIONS, TextPrefix.TEXT_PREFIX,
            LanguageCodes.LANGUAGES, PERSONAL_DATA, PHONE_REGIONS,
            TEXTS_PER_REQUEST, CHARACTERS_PER_REQUEST, PARALLEL_REQUESTS, REQUEST_TIMEOUT, MAXIMUM_ATTEMPTS, LONGEST_WAIT, REQUEST_BUDGET, TOKEN_BUDGET, BUDGET_PERIOD, CACHE_SIZE,
            SSL_CONTEXT_SERVICE, PROXY_CONFIGURATION_SERVICE);

    private static final String SAMPLE_TEXT = "ok 好";

    private volatile Engine engine;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    @Override
    protected Collection<ValidationResult> customValidate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        ProxyConfiguration.validateProxySpec(context, results, ProxySpec.HTTP, ProxySpec.HTTP_AUTH);
        return results;
    }

    /** The server is not asked yet: a flow must start when it is away for a while. */
    @OnEnabled
    public void onEnabled(final ConfigurationContext context) {
        engine = Engine.start(context);
    }

    @OnDisabled
    public void onDisabled() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }

    @Override
    public String getEmbedderId() {
        return engine().id;
    }

    @Override
    public int getDimension() {
        return engine().dimension();
    }

    @Override
    public Set<String> getLanguages() {
        return engine().languages;
    }

    @Override
    public float[][] embed(final List<String> texts) {
        return engine().embed(texts);
    }

    @Override
    public List<ConfigVerificationResult> verify(final ConfigurationContext context, final ComponentLog verificationLogger, final Map<String, String> variables) {
        final ConfigVerificationResult.Builder result = new ConfigVerificationResult.Builder().verificationStepName("Embed Sample Text");
        try (Engine sample = Engine.start(context)) {
            final long start = System.nanoTime();
            final float[] vector = sample.embed(List.of(SAMPLE_TEXT))[0];
            return List.of(result.outcome(Outcome.SUCCESSFUL)
                    .explanation("%s embedded a sample text (dimension %d) in %d ms".formatted(sample.id, vector.length, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)))
                    .build());
        } catch (final EmbeddingRefusedException | RemoteTrouble e) {
            return List.of(result.outcome(Outcome.FAILED).explanation(e.getMessage() + hint(e.getMessage())).build());
        }
    }

    private static String hint(final String message) {
        if (message.contains("HTTP 401") || message.contains("HTTP 403")) {
            return ": the API Key is missing, wrong, or sent in the wrong header";
        }
        if (message.contains("HTTP 404")) {
            return ": the path of the Endpoint URL or the Model is not known there";
        }
        return message.contains("SSL") ? ": the certificate is not trusted, an SSL Context Service can tell whom to trust" : "";
    }

    private Engine engine() {
        final Engine current = engine;
        if (current == null) {
            throw new IllegalStateException("the remote embedding service is not enabled");
        }
        return current;
    }

    private static boolean isEndpoint(final String input) {
        try {
            final URI uri = URI.create(input);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (final IllegalArgumentException e) {
            return false;
        }
    }

    private static PropertyDescriptor number(final String name, final String description, final String defaultValue, final long minimum, final long maximum) {
        return new PropertyDescriptor.Builder().name(name).description(description).required(true).defaultValue(defaultValue)
                .addValidator(StandardValidators.createLongValidator(minimum, maximum, true)).build();
    }

    private static PropertyDescriptor optionalNumber(final String name, final String description) {
        return new PropertyDescriptor.Builder().name(name).description(description).addValidator(StandardValidators.createLongValidator(1, Long.MAX_VALUE, true)).build();
    }

    private static PropertyDescriptor duration(final String name, final String description, final String defaultValue) {
        return new PropertyDescriptor.Builder().name(name).description(description).required(true).defaultValue(defaultValue)
                .addValidator(StandardValidators.createTimePeriodValidator(1, TimeUnit.MILLISECONDS, 31, TimeUnit.DAYS)).build();
    }

    /** What lives from enabling to disabling. */
    private static final class Engine implements AutoCloseable {

        private final EmbeddingsClient client;
        private final PersonalDataPolicy policy;
        private final PiiMasker masker;
        private final VectorCache cache;
        private final String prefix;
        private final String id;
        private final Set<String> languages;
        /** 0 until the first answer tells it. */
        private volatile int dimension;

        private Engine(final PropertyContext context) {
            final RemoteOptions options = options(context);
            client = new EmbeddingsClient(options, HttpClients.create(context.getProperty(SSL_CONTEXT_SERVICE).asControllerService(SSLContextProvider.class),
                    ProxyConfiguration.getConfiguration(context), options.timeout()));
            policy = context.getProperty(PERSONAL_DATA).asAllowableValue(PersonalDataPolicy.class);
            masker = policy == PersonalDataPolicy.SEND ? null : new PiiMasker(new PiiOptions(EnumSet.complementOf(EnumSet.of(PiiKind.CUSTOM)), PiiOperator.REPLACE, null,
                    PhoneRegions.parse(context.getProperty(PHONE_REGIONS).getValue()), List.of(), Duration.ZERO));
            cache = new VectorCache(context.getProperty(CACHE_SIZE).asInteger());
            prefix = TextPrefix.read(context);
            id = id(options, policy, prefix);
            languages = LanguageCodes.read(context);
            dimension = options.dimensions();
        }

        static Engine start(final PropertyContext context) {
            return new Engine(context);
        }

        int dimension() {
            if (dimension == 0) {
                embed(List.of(SAMPLE_TEXT));
            }
            return dimension;
        }

        float[][] embed(final List<String> texts) {
            final float[][] vectors = new float[texts.size()][];
            final Map<String, List<Integer>> missing = cache.fill(texts.stream().map(text -> prefix + sendable(policy.apply(text, masker))).toList(), vectors);
            final List<String> sent = List.copyOf(missing.keySet());
            client.embed(sent, (text, vector) -> {
                check(vector);
                cache.put(sent.get(text), vector);
                missing.get(sent.get(text)).forEach(position -> vectors[position] = vector.clone());
            });
            return vectors;
        }

        /** JSON cannot hold unpaired surrogates. */
        private static String sendable(final String text) {
            return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            client.close();
        }

        private void check(final float[] vector) {
            if (!Vectors.normalize(vector)) {
                throw new RemoteTrouble("the server's answer has a vector of zeros");
            }
            synchronized (this) {
                if (dimension == 0) {
                    dimension = vector.length;
                }
                if (vector.length != dimension) {
                    throw new RemoteTrouble("the server's answer has vectors of " + vector.length + " values, before they had " + dimension);
                }
            }
        }

        private static String id(final RemoteOptions options, final PersonalDataPolicy policy, final String prefix) {
            return "remote/" + options.model() + (options.dimensions() == 0 ? "" : "/dim" + options.dimensions()) + "/" + policy.getValue() + TextPrefix.id(prefix);
        }

        private static RemoteOptions options(final PropertyContext context) {
            final String key = context.getProperty(API_KEY).getValue();
            final boolean bearer = key != null && BEARER.getValue().equals(context.getProperty(API_KEY_HEADER).getValue());
            final Map<String, String> headers = key == null ? Map.of() : bearer ? Map.of("Authorization", "Bearer " + key) : Map.of("api-key", key);
            final Integer dimensions = context.getProperty(DIMENSIONS).asInteger();
            final Long requests = context.getProperty(REQUEST_BUDGET).asLong();
            final Long tokens = context.getProperty(TOKEN_BUDGET).asLong();
            return new RemoteOptions(URI.create(context.getProperty(ENDPOINT_URL).getValue()), context.getProperty(MODEL).getValue(), dimensions == null ? 0 : dimensions, headers,
                    context.getProperty(TEXTS_PER_REQUEST).asInteger(), context.getProperty(CHARACTERS_PER_REQUEST).asInteger(), context.getProperty(PARALLEL_REQUESTS).asInteger(),
                    context.getProperty(REQUEST_TIMEOUT).asDuration(), context.getProperty(MAXIMUM_ATTEMPTS).asInteger(), context.getProperty(LONGEST_WAIT).asDuration(),
                    requests == null ? 0 : requests, tokens == null ? 0 : tokens, context.getProperty(BUDGET_PERIOD).asDuration());
        }
    }
}
