// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * A real embeddings server on the loopback address that can misbehave. Unless told otherwise it answers in reversed order, with a vector that the text decides.
 */
final class EmbeddingsServer implements AutoCloseable {

    static final int DIMENSION = 16;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> headers = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private volatile BiFunction<Integer, JsonNode, Answer> behaviour = (request, body) -> Answer.good(body);

    EmbeddingsServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/embeddings", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * What is sent back.
     *
     * @param body null to break off the connection
     * @param retryAfter null for no such header
     * @param delayMillis before it is sent
     * @param announced bytes that the header promises, or -1 for as many as there are
     */
    record Answer(int status, String body, String retryAfter, long delayMillis, int announced) {

        static Answer good(final JsonNode request) {
            return of(200, EmbeddingsServer.answer(request).toString());
        }

        static Answer of(final int status, final String body) {
            return new Answer(status, body, null, 0, -1);
        }

        Answer retryAfter(final String value) {
            return new Answer(status, body, value, delayMillis, announced);
        }

        Answer delayed(final long millis) {
            return new Answer(status, body, retryAfter, millis, announced);
        }

        Answer truncated() {
            return new Answer(status, body.substring(0, body.length() / 2), retryAfter, delayMillis, body.length());
        }
    }

    /**
     * @param newBehaviour from the request's number, from 0, and its body
     */
    void behave(final BiFunction<Integer, JsonNode, Answer> newBehaviour) {
        behaviour = newBehaviour;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/embeddings";
    }

    int requests() {
        return requests.size();
    }

    List<JsonNode> bodies() {
        return List.copyOf(requests);
    }

    List<String> keys() {
        return List.copyOf(headers);
    }

    List<String> texts() {
        return requests.stream().flatMap(body -> texts(body).stream()).toList();
    }

    static List<String> texts(final JsonNode request) {
        final List<String> texts = new ArrayList<>();
        request.path("input").forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Of any length but zero. */
    static float[] vector(final String text) {
        final Random random = new Random(text.hashCode());
        final float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    static ObjectNode answer(final JsonNode request) {
        final JsonNode input = request.path("input");
        final ObjectNode answer = JSON.createObjectNode().put("object", "list");
        final ArrayNode data = answer.putArray("data");
        for (int index = input.size() - 1; index >= 0; index--) {
            final ArrayNode embedding = data.addObject().put("object", "embedding").put("index", index).putArray("embedding");
            for (final float value : vector(input.path(index).asText())) {
                embedding.add(value);
            }
        }
        answer.putObject("usage").put("prompt_tokens", input.size()).put("total_tokens", input.size());
        return answer;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(final HttpExchange exchange) throws IOException {
        final JsonNode body = JSON.readTree(exchange.getRequestBody());
        requests.add(body);
        headers.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestHeaders().getFirst("api-key"));
        final Answer answer = behaviour.apply(number.getAndIncrement(), body);
        try {
            Thread.sleep(answer.delayMillis());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (answer.body() == null) {
            exchange.close();
            return;
        }
        if (answer.retryAfter() != null) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
        }
        final byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), answer.announced() < 0 ? bytes.length : answer.announced());
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
