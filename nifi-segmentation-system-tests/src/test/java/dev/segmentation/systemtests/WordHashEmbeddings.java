// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A remote embedding server on the loopback address: every word has a random direction, a text is the sum of its words. Its
 * answers come in reversed order, and every third request is refused for the moment.
 */
final class WordHashEmbeddings implements AutoCloseable {

    static final int DIMENSION = 64;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();

    WordHashEmbeddings() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/embeddings", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/embeddings");
    }

    /** What has left NiFi. */
    List<String> texts() {
        return List.copyOf(texts);
    }

    int requests() {
        return requests.get();
    }

    /** @return d values, not scaled */
    static float[] vector(final String text) {
        final float[] vector = new float[DIMENSION];
        for (final String word : text.toLowerCase(Locale.ROOT).split("[\\s,，。.!！]+")) {
            final Random random = new Random(word.hashCode());
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] += (float) random.nextGaussian();
            }
        }
        return vector;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(final HttpExchange exchange) throws IOException {
        final JsonNode input = JSON.readTree(exchange.getRequestBody()).path("input");
        if (requests.incrementAndGet() % 3 == 0) {
            exchange.getResponseHeaders().add("Retry-After", "1");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
            return;
        }
        final ObjectNode answer = JSON.createObjectNode();
        final ArrayNode data = answer.putArray("data");
        for (int index = input.size() - 1; index >= 0; index--) {
            final String text = input.path(index).asText();
            texts.add(text);
            final ArrayNode embedding = data.addObject().put("index", index).putArray("embedding");
            for (final float value : vector(text)) {
                embedding.add(value);
            }
        }
        answer.putObject("usage").put("prompt_tokens", input.size()).put("total_tokens", input.size());
        final byte[] body = answer.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
