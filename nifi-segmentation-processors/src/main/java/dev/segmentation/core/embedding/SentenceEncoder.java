// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.Vectors;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A BERT-like sentence encoder on ONNX Runtime: text to a vector of length 1.
 *
 * <p>The session computes with one thread, and texts are spread over our own threads: that is faster than the threads of
 * ONNX Runtime, which spin while they wait. The int8 models scale activations over the whole batch, so with more than one
 * text per inference a vector depends slightly on its neighbours (cosine about 0.99 to the vector of the text alone); with one, the
 * same text has the same vector always.
 *
 * <p>Safe for any number of threads; {@link #close} waits for calls under way, later ones are refused.
 */
public final class SentenceEncoder implements AutoCloseable {

    /** How the vectors of a text's tokens become one vector. */
    public enum Pooling {
        /** Mean over the tokens of the text, padding left out. */
        MEAN,
        /** The vector of the first token, [CLS]. */
        FIRST
    }

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final WordPieceTokenizer tokenizer;
    private final Pooling pooling;
    private final int maximumTokens;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final int dimension;
    private boolean closed;

    /**
     * @param model an ONNX file: input_ids and attention_mask (batch x tokens, int64), optionally token_type_ids, to a
     *        first output of batch x tokens x dimension, float32
     * @param tokenizer of the same model
     * @param pooling as the model was trained
     * @param maximumTokens tokens read of a text, the two special ones included
     * @throws IllegalStateException when ONNX Runtime does not accept the model
     */
    public SentenceEncoder(final byte[] model, final WordPieceTokenizer tokenizer, final Pooling pooling, final int maximumTokens) {
        this.tokenizer = tokenizer;
        this.pooling = pooling;
        this.maximumTokens = maximumTokens;
        environment = environment();
        session = open(environment, model);
        dimension = encode("").length;
    }

    /**
     * @return values per vector
     */
    public int dimension() {
        return dimension;
    }

    /**
     * @param text any text; one without words gives the vector of the empty text
     * @return d values, length 1
     * @throws IllegalStateException when closed, or when ONNX Runtime fails
     */
    public float[] encode(final String text) {
        final float[][] vectors = new float[1][];
        run(List.of(new Tokens(0, tokenizer.encode(text, maximumTokens))), vectors);
        return vectors[0];
    }

    /**
     * @param texts any texts
     * @param batchSize texts per inference; above 1, texts of similar length share an inference
     * @param workers threads to spread the inferences over
     * @return one vector per text, in the texts' order; the same for any number of threads
     * @throws IllegalStateException when closed, or when ONNX Runtime fails
     */
    public float[][] encode(final List<String> texts, final int batchSize, final Workers workers) {
        final float[][] vectors = new float[texts.size()][];
        if (batchSize == 1) {
            workers.forEach(texts.size(), i -> vectors[i] = encode(texts.get(i)));
            return vectors;
        }
        final Tokens[] tokens = new Tokens[texts.size()];
        workers.forEach(tokens.length, i -> tokens[i] = new Tokens(i, tokenizer.encode(texts.get(i), maximumTokens)));
        final List<Tokens> sorted = new ArrayList<>(List.of(tokens));
        sorted.sort(Comparator.comparingInt(text -> text.ids().length));
        workers.forEach(Math.ceilDiv(sorted.size(), batchSize), batch ->
                run(sorted.subList(batch * batchSize, Math.min(sorted.size(), (batch + 1) * batchSize)), vectors));
        return vectors;
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
            }
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close the model", e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static OrtEnvironment environment() {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (final LinkageError e) {
            throw new IllegalStateException("ONNX Runtime's native library does not load on this platform", e);
        }
    }

    /** Memory pattern and arena keep the largest buffers ever needed for every length seen; without them memory stays flat. */
    private static OrtSession open(final OrtEnvironment environment, final byte[] model) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            return environment.createSession(model, options);
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not load the model", e);
        }
    }

    private void run(final List<Tokens> batch, final float[][] vectors) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the sentence encoder is closed");
            }
            infer(batch, vectors);
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on a batch of " + batch.size() + " texts", e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void infer(final List<Tokens> batch, final float[][] vectors) throws OrtException {
        final int length = batch.stream().mapToInt(text -> text.ids().length).max().orElseThrow();
        final long[] shape = {batch.size(), length};
        final LongBuffer ids = LongBuffer.allocate(batch.size() * length);
        final LongBuffer mask = LongBuffer.allocate(batch.size() * length);
        for (final Tokens text : batch) {
            for (int i = 0; i < length; i++) {
                ids.put(i < text.ids().length ? text.ids()[i] : tokenizer.paddingId());
                mask.put(i < text.ids().length ? 1 : 0);
            }
        }

        final Set<String> names = session.getInputNames();
        final LongBuffer types = LongBuffer.allocate(batch.size() * length);
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids.flip(), shape);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask.flip(), shape);
                OnnxTensor typeTensor = OnnxTensor.createTensor(environment, types, shape)) {
            final Map<String, OnnxTensorLike> inputs = new HashMap<>(Map.of(IDS, idTensor, MASK, maskTensor, TYPES, typeTensor));
            inputs.keySet().retainAll(names);
            try (OrtSession.Result result = session.run(inputs)) {
                final FloatBuffer hidden = ((OnnxTensor) result.get(0)).getFloatBuffer();
                final int width = hidden.remaining() / (batch.size() * length);
                for (int row = 0; row < batch.size(); row++) {
                    final Tokens text = batch.get(row);
                    vectors[text.index()] = pool(hidden, row * length * width, text.ids().length, width);
                }
            }
        }
    }

    private float[] pool(final FloatBuffer hidden, final int offset, final int tokens, final int width) {
        final float[] pooled = new float[width];
        final int used = pooling == Pooling.MEAN ? tokens : 1;
        for (int token = 0; token < used; token++) {
            for (int i = 0; i < width; i++) {
                pooled[i] += hidden.get(offset + token * width + i);
            }
        }
        Vectors.normalize(pooled);
        return pooled;
    }

    private record Tokens(int index, int[] ids) {
    }
}
