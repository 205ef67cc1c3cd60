// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.vector.Vectors;
import dev.segmentation.services.EmbeddingsServer.Answer;
import dev.segmentation.services.remote.RemoteTrouble;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RemoteEmbeddingServiceTest extends EmbeddingServiceContract {

    private static final String SECRET = "private words of a customer";

    private final RemoteEmbeddingService service = new RemoteEmbeddingService();
    private EmbeddingsServer server;
    private TestRunner runner;

    @BeforeEach
    void setUp() throws IOException, InitializationException {
        server = new EmbeddingsServer();
        runner = TestRunners.newTestRunner(NoOpProcessor.class);
        runner.addControllerService("remote", service);
        set(RemoteEmbeddingService.ENDPOINT_URL.getName(), server.url());
        set(RemoteEmbeddingService.MODEL.getName(), "test-model");
        set(RemoteEmbeddingService.LONGEST_WAIT.getName(), "3 sec");
    }

    @AfterEach
    void tearDown() {
        if (runner.isControllerServiceEnabled(service)) {
            runner.disableControllerService(service);
        }
        server.close();
    }

    @Override
    EmbeddingService service() {
        set("Languages", "en");
        runner.enableControllerService(service);
        return service;
    }

    @Test
    void everyTextHasItsVectorWhateverTheOrderAndTheParallelRequests() {
        final Random random = new Random(3);
        server.behave((request, body) -> Answer.good(body).delayed(random.nextInt(30)));
        set("Texts per Request", "7");
        set("Parallel Requests", "6");
        runner.enableControllerService(service);
        final List<String> texts = new ArrayList<>(IntStream.range(0, 300).mapToObj(i -> "text number " + i % 250).toList());
        Collections.shuffle(texts, new Random(4));
        assertVectors(texts, service.embed(texts));
        assertEquals(Set.copyOf(texts), Set.copyOf(server.texts()));
        assertEquals(250, server.texts().size());
        assertEquals(EmbeddingsServer.DIMENSION, service.getDimension());
        assertEquals("remote/test-model/mask", service.getEmbedderId());
    }

    @Test
    void requestsAreCutByTextsAndByCharacters() {
        set("Texts per Request", "3");
        set("Characters per Request", "20");
        runner.enableControllerService(service);
        final List<String> texts = List.of("a", "b", "c", "d", "e".repeat(15), "f".repeat(50), "g");
        assertVectors(texts, service.embed(texts));
        server.bodies().forEach(body -> assertTrue(body.path("input").size() <= 3
                && (body.path("input").size() == 1 || EmbeddingsServer.texts(body).stream().mapToInt(String::length).sum() <= 20)));
        assertEquals(texts.size(), server.texts().size());
    }

    @Test
    void personalDataIsMaskedBeforeItLeaves() {
        runner.enableControllerService(service);
        service.embed(List.of("mail joe@example.com or call (415) 555-0132"));
        assertEquals(List.of("mail <EMAIL> or call <PHONE>"), server.texts());
    }

    @Test
    void personalDataCanBeRefusedOrSent() {
        set("Personal Data", "refuse");
        runner.enableControllerService(service);
        final String message = assertThrows(EmbeddingRefusedException.class, () -> service.embed(List.of("fine", "mail joe@example.com"))).getMessage();
        assertEquals("a text holds personal data (email) and was not sent", message);
        assertEquals(0, server.requests());
        service.embed(List.of("mail <EMAIL>"));
        runner.disableControllerService(service);
        set("Personal Data", "send");
        runner.enableControllerService(service);
        service.embed(List.of("mail joe@example.com"));
        assertEquals(List.of("mail <EMAIL>", "mail joe@example.com"), server.texts());
    }

    @Test
    void keyPrefixAndDimensions() {
        set("API Key", "sk-secret");
        set("Text Prefix", "query: ");
        set("Dimensions", "16");
        set("Languages", "EN, de");
        runner.enableControllerService(service);
        assertEquals(16, service.getDimension());
        assertEquals(0, server.requests());
        service.embed(List.of("hello"));
        assertEquals(List.of("Bearer sk-secret null"), server.keys());
        assertEquals(List.of("query: hello"), server.texts());
        assertEquals(16, server.bodies().getFirst().path("dimensions").asInt());
        assertEquals("test-model", server.bodies().getFirst().path("model").asText());
        assertEquals(Set.of("en", "de"), service.getLanguages());
        assertTrue(service.getEmbedderId().startsWith("remote/test-model/dim16/mask/prefix-"), service.getEmbedderId());
        runner.disableControllerService(service);
        set("API Key Header", "api-key");
        runner.enableControllerService(service);
        service.embed(List.of("hello"));
        assertEquals("null sk-secret", server.keys().getLast());
    }

    @Test
    void whatComesAgainIsNotPaidForAgain() {
        runner.enableControllerService(service);
        service.embed(List.of("a", "b", "a"));
        final float[][] again = service.embed(List.of("b", "c", "a"));
        assertVectors(List.of("b", "c", "a"), again);
        assertEquals(List.of("a", "b", "c"), server.texts());
        again[0][0] = 99;
        assertVectors(List.of("b"), service.embed(List.of("b")));
    }

    @Test
    void whatArrivedBeforeAFailureIsNotPaidForAgain() {
        set("Texts per Request", "1");
        set("Parallel Requests", "1");
        set("Maximum Attempts", "1");
        server.behave((request, body) -> request == 2 ? Answer.of(500, "{}") : Answer.good(body));
        runner.enableControllerService(service);
        assertThrows(RemoteTrouble.class, () -> service.embed(List.of("a", "b", "c", "d")));
        assertVectors(List.of("a", "b", "c", "d"), service.embed(List.of("a", "b", "c", "d")));
        assertEquals(List.of("a", "b", "c", "c", "d"), server.texts());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 503, 408})
    void whatMayPassIsTriedAgain(final int status) {
        server.behave((request, body) -> request < 2 ? Answer.of(status, "{\"error\":{\"message\":\"" + SECRET + "\"}}").retryAfter("0") : Answer.good(body));
        runner.enableControllerService(service);
        assertVectors(List.of("a", "b"), service.embed(List.of("a", "b")));
        assertEquals(3, server.requests());
    }

    @Test
    void retryAfterIsWaitedForUnlessItIsTooLong() {
        server.behave((request, body) -> request == 0 ? Answer.of(429, "{}").retryAfter("1") : Answer.good(body));
        runner.enableControllerService(service);
        final long start = System.nanoTime();
        service.embed(List.of("a"));
        assertTrue(System.nanoTime() - start >= 1_000_000_000L);
        server.behave((request, body) -> Answer.of(429, "{}").retryAfter("Wed, 21 Oct 2065 07:28:00 GMT"));
        final int before = server.requests();
        assertThrows(RemoteTrouble.class, () -> service.embed(List.of("b")));
        assertEquals(before + 1, server.requests());
    }

    @Test
    void brokenConnectionsAndAnswersAreTriedAgainAndNeverTaken() {
        final List<Consumer<ObjectNode>> damages = List.of(
                answer -> ((ArrayNode) answer.path("data")).remove(0),
                answer -> ((ObjectNode) answer.path("data").path(0)).put("index", 1),
                answer -> ((ObjectNode) answer.path("data").path(0)).put("index", 7),
                answer -> ((ObjectNode) answer.path("data").path(0)).remove("index"),
                answer -> ((ObjectNode) answer.path("data").path(0)).remove("embedding"),
                answer -> ((ArrayNode) answer.path("data").path(0).path("embedding")).remove(0),
                answer -> ((ArrayNode) answer.path("data").path(0).path("embedding")).set(3, "x"),
                answer -> ((ArrayNode) answer.path("data").path(0).path("embedding")).set(3, 1e300),
                answer -> answer.putArray("data"));
        set("Maximum Attempts", "20");
        set("Longest Wait", "10 min");
        server.behave((request, body) -> {
            if (request < damages.size()) {
                final ObjectNode answer = EmbeddingsServer.answer(body);
                damages.get(request).accept(answer);
                return Answer.of(200, answer.toString()).retryAfter("0");
            }
            return switch (request - damages.size()) {
                case 0 -> Answer.good(body).truncated();
                case 1 -> Answer.of(200, null);
                case 2 -> Answer.of(200, "<html>");
                case 3 -> Answer.of(200, "");
                default -> Answer.good(body);
            };
        });
        set("Maximum Attempts", "1");
        set("Cache Size", "0");
        runner.enableControllerService(service);
        for (int i = 0; i < damages.size() + 4; i++) {
            final RemoteTrouble trouble = assertThrows(RemoteTrouble.class, () -> service.embed(List.of(SECRET, "second", "third")), "damage " + i);
            assertFalse(trouble.getMessage().contains("private"), trouble.getMessage());
        }
        assertVectors(List.of(SECRET, "second", "third"), service.embed(List.of(SECRET, "second", "third")));
    }

    @Test
    void zerosAndAnotherDimensionAreRefused() {
        set("Maximum Attempts", "1");
        server.behave((request, body) -> Answer.of(200, request == 1 ? "{\"data\":[{\"index\":0,\"embedding\":[1,2]}]}" : request == 2 ? "{\"data\":[{\"index\":0,\"embedding\":[0,0]}]}"
                : EmbeddingsServer.answer(body).toString()));
        runner.enableControllerService(service);
        service.embed(List.of("a"));
        assertEquals("the server's answer has vectors of 2 values, before they had 16", assertThrows(RemoteTrouble.class, () -> service.embed(List.of("b"))).getMessage());
        assertEquals("the server's answer has a vector of zeros", assertThrows(RemoteTrouble.class, () -> service.embed(List.of("b"))).getMessage());
    }

    @Test
    void base64IsRead() {
        server.behave((request, body) -> Answer.of(200, "{\"data\":[{\"index\":0,\"embedding\":\"AACAPwAAAEA=\"}],\"usage\":{\"total_tokens\":1}}"));
        runner.enableControllerService(service);
        final float[] expected = {1, 2};
        Vectors.normalize(expected);
        assertArrayEquals(expected, service.embed(List.of("a"))[0], 1e-6f);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 413, 301})
    void whatWillNotPassIsRefusedAtOnceAndWithoutTheText(final int status) {
        server.behave((request, body) -> Answer.of(status, "{\"error\":{\"message\":\"cannot read " + SECRET + "\",\"type\":\"invalid_request_error\",\"code\":\"" + SECRET + "\"}}"));
        set("API Key", "sk-secret");
        runner.enableControllerService(service);
        final String message = assertThrows(EmbeddingRefusedException.class, () -> service.embed(List.of(SECRET))).getMessage();
        assertEquals("the embeddings endpoint answered HTTP " + status + " (invalid_request_error)", message);
        assertEquals(1, server.requests());
    }

    @Test
    void aServerThatIsAwayOrSlowIsTrouble() {
        set("Maximum Attempts", "2");
        set("Request Timeout", "200 ms");
        server.behave((request, body) -> Answer.good(body).delayed(2000));
        runner.enableControllerService(service);
        assertTrue(assertThrows(RemoteTrouble.class, () -> service.embed(List.of("a"))).getMessage().contains("did not answer") || server.requests() == 2);
        server.close();
        assertThrows(RemoteTrouble.class, () -> service.embed(List.of("a")));
    }

    @Test
    void theBudgetIsKept() {
        set("Texts per Request", "1");
        set("Parallel Requests", "4");
        set("Request Budget", "3");
        set("Budget Period", "500 ms");
        runner.enableControllerService(service);
        final long start = System.nanoTime();
        service.embed(IntStream.range(0, 8).mapToObj(i -> "text " + i).toList());
        assertTrue(System.nanoTime() - start >= 900_000_000L, "three requests in each half second");
        runner.disableControllerService(service);
        set("Budget Period", "1 hour");
        runner.enableControllerService(service);
        final String message = assertThrows(RemoteTrouble.class, () -> service.embed(IntStream.range(0, 8).mapToObj(i -> "text " + i).toList())).getMessage();
        assertTrue(message.startsWith("the budget of requests or tokens is spent"), message);
    }

    @Test
    void disablingEndsAWait() throws Exception {
        set("Longest Wait", "1 hour");
        server.behave((request, body) -> Answer.of(429, "{}").retryAfter("600"));
        runner.enableControllerService(service);
        final CompletableFuture<Throwable> failure = new CompletableFuture<>();
        final Thread caller = new Thread(() -> failure.complete(assertThrows(RemoteTrouble.class, () -> service.embed(List.of("a")))));
        caller.start();
        while (server.requests() == 0) {
            Thread.sleep(5);
        }
        runner.disableControllerService(service);
        caller.join();
        assertInstanceOf(RemoteTrouble.class, failure.getNow(null));
        assertThrows(IllegalStateException.class, service::getEmbedderId);
    }

    @Test
    void verificationTellsWhatIsWrong() {
        final AtomicInteger status = new AtomicInteger(200);
        server.behave((request, body) -> status.get() == 200 ? Answer.good(body) : Answer.of(status.get(), "{}"));
        final ConfigVerificationResult good = verify();
        assertEquals(ConfigVerificationResult.Outcome.SUCCESSFUL, good.getOutcome());
        assertTrue(good.getExplanation().startsWith("remote/test-model/mask embedded a sample text (dimension 16)"), good.getExplanation());
        status.set(401);
        assertEquals("the embeddings endpoint answered HTTP 401: the API Key is missing, wrong, or sent in the wrong header", verify().getExplanation());
        status.set(404);
        assertEquals("the embeddings endpoint answered HTTP 404: the path of the Endpoint URL or the Model is not known there", verify().getExplanation());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/x", "localhost:8080", "http:///x", "not a url"})
    void wrongEndpointsAreInvalid(final String url) {
        set("Endpoint URL", url);
        runner.assertNotValid(service);
    }

    private ConfigVerificationResult verify() {
        final Map<PropertyDescriptor, String> properties = new HashMap<>();
        service.getPropertyDescriptors().forEach(property -> properties.put(property, property.getDefaultValue()));
        properties.put(RemoteEmbeddingService.ENDPOINT_URL, server.url());
        properties.put(RemoteEmbeddingService.MODEL, "test-model");
        properties.put(RemoteEmbeddingService.MAXIMUM_ATTEMPTS, "1");
        return service.verify(new MockConfigurationContext(service, properties, null, Map.of()), runner.getLogger(), Map.of()).getFirst();
    }

    private void set(final String property, final String value) {
        runner.setProperty(service, property, value);
    }

    private static void assertVectors(final List<String> texts, final float[][] vectors) {
        assertEquals(texts.size(), vectors.length);
        for (int i = 0; i < vectors.length; i++) {
            final float[] expected = EmbeddingsServer.vector(texts.get(i));
            Vectors.normalize(expected);
            assertArrayEquals(expected, vectors[i], 1e-6f, texts.get(i));
        }
    }
}
