// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services.remote;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.Workers;
import dev.segmentation.services.EmbeddingRefusedException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks an embeddings endpoint for the vectors of texts: in batches, several at once, again when it may help, within a budget. Thread-safe.
 */
public final class EmbeddingsClient implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A vector of 8192 numbers takes about 200 kB as JSON. */
    private static final int BYTES_PER_TEXT = 1 << 19;
    private static final int LARGEST_ANSWER = 1 << 28;

    private final RemoteOptions options;
    private final HttpClient http;
    private final ExecutorService httpThreads;
    private final Workers workers;
    private final Budget budget;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param client closed with this one
     */
    public EmbeddingsClient(final RemoteOptions options, final HttpClients client) {
        this.options = options;
        http = client.http();
        httpThreads = client.threads();
        workers = new Workers("remote-embedding", options.parallelRequests());
        budget = new Budget(options.requestsPerPeriod(), options.tokensPerPeriod(), options.period(), System::nanoTime);
    }

    /** Takes vectors as they come, from several threads. */
    public interface Receiver {

        /**
         * @param text 0-based position among the texts asked for
         * @param vector as the server made it
         */
        void receive(int text, float[] vector);
    }

    /**
     * @param texts as they are sent
     * @param receiver is given one vector for each text, also when others fail afterwards: what was paid for can be kept
     * @throws EmbeddingRefusedException when the server refuses the request for good
     * @throws RemoteTrouble when the server fails, is not reached, or the budget is spent for longer than it may be waited for
     */
    public void embed(final List<String> texts, final Receiver receiver) {
        final List<int[]> batches = TextBatches.of(texts, options.textsPerRequest(), options.charactersPerRequest());
        workers.forEach(batches.size(), batch -> {
            final int from = batches.get(batch)[0];
            final float[][] answer = ask(texts.subList(from, batches.get(batch)[1]));
            for (int i = 0; i < answer.length; i++) {
                receiver.receive(from + i, answer[i]);
            }
        });
    }

    /** Requests under way are given up. */
    @Override
    public void close() {
        closed.countDown();
        workers.close();
        http.shutdownNow();
        httpThreads.shutdownNow();
    }

    private float[][] ask(final List<String> texts) {
        final byte[] body = body(texts);
        final long estimate = texts.stream().mapToLong(Budget::estimate).sum();
        for (int attempt = 1;; attempt++) {
            awaitBudget(estimate);
            final Outcome outcome = attempt(body, texts.size());
            if (outcome.answer() != null) {
                if (outcome.answer().tokens() >= 0) {
                    budget.correct(estimate, outcome.answer().tokens());
                }
                return outcome.answer().vectors();
            }
            final Duration delay = RetryDelay.of(attempt, outcome.retryAfter(), Instant.now(), ThreadLocalRandom.current().nextDouble());
            if (attempt == options.attempts() || delay.compareTo(options.longestWait()) > 0) {
                throw outcome.trouble();
            }
            sleep(delay);
        }
    }

    private void awaitBudget(final long tokens) {
        for (Duration wait = budget.take(tokens); !wait.isZero(); wait = budget.take(tokens)) {
            if (wait.compareTo(options.longestWait()) > 0) {
                throw new RemoteTrouble("the budget of requests or tokens is spent for the next " + wait.toSeconds() + " seconds");
            }
            sleep(wait);
        }
    }

    private Outcome attempt(final byte[] body, final int count) {
        final HttpRequest.Builder request = HttpRequest.newBuilder(options.endpoint()).timeout(options.timeout())
                .header("Content-Type", "application/json").header("Accept", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body));
        options.headers().forEach(request::header);
        final int limit = (int) Math.min(LARGEST_ANSWER, (long) count * BYTES_PER_TEXT + BYTES_PER_TEXT);
        final CompletableFuture<HttpResponse<byte[]>> exchange = http.sendAsync(request.build(), response -> new BoundedBody(limit));
        try {
            return judge(exchange.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS), count);
        } catch (final TimeoutException e) {
            exchange.cancel(true);
            return Outcome.trouble("the server did not answer within " + options.timeout().toSeconds() + " seconds", null);
        } catch (final ExecutionException e) {
            return Outcome.trouble("the server was not reached, or its answer broke off (" + e.getCause().getClass().getSimpleName() + ")", e.getCause());
        } catch (final InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new RemoteTrouble("interrupted while waiting for the server");
        }
    }

    private Outcome judge(final HttpResponse<byte[]> response, final int count) {
        final int status = response.statusCode();
        if (status == 200) {
            try {
                return Outcome.of(requireDimensions(EmbeddingsAnswer.read(response.body(), count)));
            } catch (final RemoteTrouble e) {
                return new Outcome(null, e, Optional.empty());
            }
        }
        final String error = ErrorAnswer.describe(status, response.body());
        if (status == 408 || status == 425 || status == 429 || status >= 500) {
            return new Outcome(null, new RemoteTrouble("the server answered " + error), response.headers().firstValue("Retry-After"));
        }
        throw new EmbeddingRefusedException("the embeddings endpoint answered " + error);
    }

    private EmbeddingsAnswer requireDimensions(final EmbeddingsAnswer answer) {
        if (options.dimensions() > 0 && answer.vectors()[0].length != options.dimensions()) {
            throw new RemoteTrouble("the server's answer has vectors of " + answer.vectors()[0].length + " values, " + options.dimensions() + " were asked for");
        }
        return answer;
    }

    private byte[] body(final List<String> texts) {
        final ObjectNode body = JSON.createObjectNode().put("model", options.model());
        if (options.dimensions() > 0) {
            body.put("dimensions", options.dimensions());
        }
        texts.forEach(body.putArray("input")::add);
        try {
            return JSON.writeValueAsBytes(body);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends at once when the client is closed. */
    private void sleep(final Duration duration) {
        try {
            if (closed.await(duration.toMillis() + 1, TimeUnit.MILLISECONDS)) {
                throw new RemoteTrouble("the service was disabled while it waited");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteTrouble("interrupted while waiting to try again");
        }
    }

    /**
     * What came of one attempt.
     *
     * @param answer null when it failed
     * @param trouble null when it did not
     * @param retryAfter what the server asked for
     */
    private record Outcome(EmbeddingsAnswer answer, RemoteTrouble trouble, Optional<String> retryAfter) {

        static Outcome of(final EmbeddingsAnswer answer) {
            return new Outcome(answer, null, Optional.empty());
        }

        static Outcome trouble(final String message, final Throwable cause) {
            return new Outcome(null, new RemoteTrouble(message, cause), Optional.empty());
        }
    }
}
