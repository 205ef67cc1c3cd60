// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.vector.Vectors;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SentenceEmbeddingServiceTest extends EmbeddingServiceContract {

    private static final String[] ENGLISH = {
        "The parcel never arrived.", "My package was not delivered.",
        "How do I reset my password?", "I forgot my login and cannot sign in.",
        "The dress is too small for me.", "This gown runs tight, order a size up."};
    private static final String[] CHINESE = {
        "快递一直没有收到", "我的包裹还没送到",
        "怎么修改登录密码", "忘记密码了，无法登录",
        "这条裙子太小了", "连衣裙尺码偏小，穿不下"};

    private final SentenceEmbeddingService service = new SentenceEmbeddingService();
    private final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);

    @AfterEach
    void disable() {
        service.onDisabled();
    }

    @Override
    EmbeddingService service() throws InitializationException {
        return enable(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"minilm-en, 384, en, all-minilm-l6-v2-q", "bge-en, 384, en, bge-small-en-v1.5-q", "bge-zh, 512, zh, bge-small-zh-v1.5-q"})
    void paraphrasesAreCloserThanOtherTexts(final String model, final int dimension, final String language, final String name) throws InitializationException {
        enable(Map.of(SentenceEmbeddingService.MODEL, model));
        assertEquals(dimension, service.getDimension());
        assertEquals(Set.of(language), service.getLanguages());
        assertTrue(service.getEmbedderId().matches(name + "/[0-9a-f]{12}/max256/batch1"), service.getEmbedderId());

        final float[][] vectors = service.embed(List.of("zh".equals(language) ? CHINESE : ENGLISH));
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < vectors.length; j++) {
                if (i / 2 != j / 2) {
                    assertTrue(Vectors.dot(vectors[i], vectors[i ^ 1]) > Vectors.dot(vectors[i], vectors[j]), i + " and " + j);
                }
            }
        }
    }

    @Test
    void capitalsDoNotMatterInChinese() throws InitializationException {
        enable(Map.of(SentenceEmbeddingService.MODEL, "bge-zh"));
        final float[][] vectors = service.embed(List.of("USB 充电线", "usb 充电线"));
        assertArrayEquals(vectors[0], vectors[1]);
    }

    @Test
    void sameTextHasTheSameVectorWhateverStandsBesideItAndHoweverManyThreads() throws InitializationException {
        enable(Map.of(SentenceEmbeddingService.THREADS, "1"));
        final float[] alone = service.embed(List.of(ENGLISH[0]))[0];
        service.onDisabled();
        enable(Map.of(SentenceEmbeddingService.THREADS, "3"));
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            texts.add(i % 2 == 0 ? ENGLISH[0] : "neighbour " + "of some length ".repeat(i));
        }
        final float[][] vectors = service.embed(texts);
        for (int i = 0; i < texts.size(); i += 2) {
            assertArrayEquals(alone, vectors[i]);
        }
    }

    @Test
    void batchesChangeVectorsOfShortTextsOnlySlightlyAndSayThatTheyDo() throws InitializationException {
        enable(Map.of());
        final List<String> texts = new ArrayList<>(List.of(ENGLISH));
        texts.add("word ".repeat(200));
        final float[][] single = service.embed(texts);
        service.onDisabled();
        enable(Map.of(SentenceEmbeddingService.BATCH_SIZE, "4"));
        assertTrue(service.getEmbedderId().endsWith("/max256/batch4"), service.getEmbedderId());
        final float[][] batched = service.embed(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertTrue(Vectors.dot(single[i], batched[i]) > 0.95, "text " + i);
            assertEquals(1, Vectors.norm(batched[i]), 1e-5);
            assertEquals(i == ENGLISH.length, Arrays.equals(single[i], batched[i]), "the long text alone stands alone, not text " + i);
        }
    }

    @Test
    void onlyTheBeginningOfLongTextsCounts() throws InitializationException {
        enable(Map.of(SentenceEmbeddingService.MAXIMUM_TOKENS, "16"));
        final String beginning = "word ".repeat(14);
        final float[][] vectors = service.embed(List.of(beginning, beginning + "and much more ".repeat(70_000)));
        assertArrayEquals(vectors[0], vectors[1]);
    }

    @Test
    void longTextsAreReadToTheirEndInWindows() throws InitializationException {
        final String beginning = "word ".repeat(14);
        final List<String> texts = List.of(beginning, beginning + "the parcel never arrived", beginning + "this dress is too small");
        enable(Map.of(SentenceEmbeddingService.MAXIMUM_TOKENS, "16", SentenceEmbeddingService.LONG_TEXTS, "windows"));
        assertTrue(service.getEmbedderId().endsWith("/max16/windows/batch1"), service.getEmbedderId());
        final float[][] windows = service.embed(texts);
        assertTrue(Vectors.dot(windows[1], windows[2]) < 0.99);
        service.onDisabled();
        enable(Map.of(SentenceEmbeddingService.MAXIMUM_TOKENS, "16"));
        final float[][] truncated = service.embed(texts);
        assertArrayEquals(truncated[1], truncated[2]);
        assertArrayEquals(truncated[0], windows[0]);
    }

    @Test
    void aPrefixStandsBeforeEveryText() throws InitializationException {
        enable(Map.of());
        final float[] expected = service.embed(List.of("query: " + ENGLISH[0]))[0];
        service.onDisabled();
        enable(Map.of(TextPrefix.TEXT_PREFIX, "query: "));
        assertArrayEquals(expected, service.embed(List.of(ENGLISH[0]))[0]);
        assertTrue(service.getEmbedderId().matches(".*/max256/prefix-[0-9a-f]+/batch1"), service.getEmbedderId());
    }

    @Test
    void aCacheChangesNothing() throws InitializationException {
        final List<String> texts = List.of(ENGLISH[0], ENGLISH[1], ENGLISH[0], "\uD83D", "\uDE00", ENGLISH[0]);
        enable(Map.of(SentenceEmbeddingService.CACHE_SIZE, "0"));
        final float[][] expected = service.embed(texts);
        service.onDisabled();
        for (final String size : List.of("1", "2", "100")) {
            enable(Map.of(SentenceEmbeddingService.CACHE_SIZE, size));
            for (int call = 0; call < 3; call++) {
                final float[][] vectors = service.embed(texts);
                assertArrayEquals(expected, vectors);
                vectors[0][0] = 7;
                assertArrayEquals(expected[2], vectors[2]);
            }
            service.onDisabled();
        }
    }

    @Test
    void moreTokensThanTheModelTakesAreRefusedWhenEnabled() {
        final String message = assertThrows(InitializationException.class, () -> enable(Map.of(SentenceEmbeddingService.MAXIMUM_TOKENS, "600"))).getMessage();
        assertEquals("The sentence model could not be loaded: the model takes 512 tokens at most, 600 are asked for", message);
    }

    @Test
    void callsFindADisabledServiceClosed() throws InitializationException {
        enable(Map.of());
        service.onDisabled();
        final String message = assertThrows(IllegalStateException.class, () -> service.embed(List.of("text"))).getMessage();
        assertEquals("the sentence embedding service is not enabled", message);
        assertThrows(IllegalStateException.class, service::getDimension);
        assertThrows(IllegalStateException.class, service::getEmbedderId);
    }

    @Test
    void disablingWaitsForCallsUnderWay() throws InitializationException, InterruptedException {
        enable(Map.of());
        final int callers = 4;
        final CountDownLatch started = new CountDownLatch(callers);
        try (ExecutorService executor = Executors.newFixedThreadPool(callers)) {
            final List<Future<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                calls.add(executor.submit(() -> {
                    int embedded = 0;
                    while (true) {
                        final float[][] vectors = service.embed(List.of(ENGLISH));
                        embedded += vectors.length;
                        for (final float[] vector : vectors) {
                            assertNotNull(vector);
                        }
                        started.countDown();
                    }
                }));
            }
            started.await();
            service.onDisabled();
            for (final Future<Integer> call : calls) {
                final Throwable end = assertThrows(ExecutionException.class, call::get).getCause();
                assertInstanceOf(IllegalStateException.class, end);
            }
        }
    }

    @Test
    void aDisabledServiceCanBeEnabledAgain() throws InitializationException {
        enable(Map.of());
        final float[][] before = service.embed(List.of(ENGLISH));
        service.onDisabled();
        enable(Map.of());
        assertArrayEquals(before[0], service.embed(List.of(ENGLISH))[0]);
    }

    @Test
    void verificationLoadsAndEmbeds() {
        final List<ConfigVerificationResult> results = verify(Map.of(SentenceEmbeddingService.MODEL, "bge-zh"), Map.of());
        assertEquals(List.of("Load Model", "Embed Sample Text"), results.stream().map(ConfigVerificationResult::getVerificationStepName).toList());
        results.forEach(result -> assertEquals(Outcome.SUCCESSFUL, result.getOutcome(), result.getExplanation()));
        assertTrue(results.getFirst().getExplanation().matches("Loaded bge-small-zh-v1.5-q/\\S+ in \\d+ ms \\(dimension 512, languages zh\\)"), results.getFirst().getExplanation());
        assertTrue(results.getLast().getExplanation().matches("Embedded the sample text \\(dimension 512\\) in \\d+ ms: \\d+ tokens, all read, 0 unknown"), results.getLast().getExplanation());
        assertThrows(IllegalStateException.class, service::getDimension);
    }

    @Test
    void verificationTellsHowATextOfTheUsersOwnIsRead() {
        final Map<String, String> text = Map.of("text", "word ".repeat(100));
        final Map<PropertyDescriptor, String> properties = new HashMap<>(Map.of(SentenceEmbeddingService.MAXIMUM_TOKENS, "32"));
        assertTrue(verify(properties, text).getLast().getExplanation().endsWith("100 tokens, the first 30 read, 0 unknown"));
        properties.put(SentenceEmbeddingService.LONG_TEXTS, "windows");
        assertTrue(verify(properties, text).getLast().getExplanation().endsWith("100 tokens, read in 4 windows, 0 unknown"));
    }

    @Test
    void verificationWarnsOfTextsThatTheModelWasNotMadeFor() {
        final ConfigVerificationResult chinese = verify(Map.of(), Map.of("text", CHINESE[0])).getLast();
        assertEquals(Outcome.FAILED, chinese.getOutcome());
        assertTrue(chinese.getExplanation().endsWith("the model was not made for the language of the text, its vector means little"), chinese.getExplanation());
        final ConfigVerificationResult unknown = verify(Map.of(), Map.of("text", "😀 😡 🥲")).getLast();
        assertEquals(Outcome.FAILED, unknown.getOutcome());
        assertTrue(unknown.getExplanation().endsWith("the model does not know most of the text, its vector means little"), unknown.getExplanation());
    }

    @Test
    void propertiesAreValidated() throws InitializationException {
        runner.addControllerService("embedding", service);
        runner.assertValid(service);
        for (final PropertyDescriptor property : List.of(SentenceEmbeddingService.THREADS, SentenceEmbeddingService.BATCH_SIZE, SentenceEmbeddingService.MAXIMUM_TOKENS)) {
            runner.setProperty(service, property, "0");
            runner.assertNotValid(service);
            runner.setProperty(service, property, "8");
            runner.assertValid(service);
        }
        runner.setProperty(service, SentenceEmbeddingService.MODEL, "other");
        runner.assertNotValid(service);
    }

    private List<ConfigVerificationResult> verify(final Map<PropertyDescriptor, String> properties, final Map<String, String> attributes) {
        return service.verify(context(properties), runner.getLogger(), attributes);
    }

    private SentenceEmbeddingService enable(final Map<PropertyDescriptor, String> properties) throws InitializationException {
        service.onEnabled(context(properties));
        return service;
    }

    private MockConfigurationContext context(final Map<PropertyDescriptor, String> properties) {
        final Map<PropertyDescriptor, String> all = new HashMap<>();
        for (final PropertyDescriptor property : service.getSupportedPropertyDescriptors()) {
            all.put(property, properties.getOrDefault(property, property.getDefaultValue()));
        }
        return new MockConfigurationContext(all, null, Map.of());
    }
}
