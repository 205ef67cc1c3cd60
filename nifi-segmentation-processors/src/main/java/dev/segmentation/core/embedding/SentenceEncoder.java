// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import ai.onnxruntime.OrtException;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.Vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A BERT-like sentence encoder on ONNX Runtime: text to a vector of length 1.
 *
 * <p>Models of 8 bits scale activations over the whole batch, so with more than one text per inference a vector depends
 * slightly on its neighbours (cosine about 0.99 to the vector of the text alone); with one, the same text has the same vector always.
 *
 * <p>Texts of more tokens than are read at once are truncated, or read in windows that follow on one another without
 * overlap: the text's vector is then the mean of the windows' vectors, weighted by their tokens, scaled to length 1. A text that fits has the
 * same vector either way. Time is linear in the tokens read.
 *
 * <p>Safe for any number of threads; {@link #close} waits for inferences under way, later ones are refused.
 */
public final class SentenceEncoder implements AutoCloseable {

    /** Tokens, padding among them, up to which texts share an inference. More gain nothing: what is computed no longer stays in the near caches. */
    private static final int SHARED_TOKENS = 256;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final SentenceGraph graph;
    private final WordPieceTokenizer tokenizer;
    private final Pooling pooling;
    private final LongTexts longTexts;
    private final int[] prefix;
    /** Tokens of a text that are read at once, beside the special ones and the prefix. */
    private final int window;
    private final int dimension;
    private boolean closed;

    /**
     * Tries the model out, so that what cannot work fails here and not in the middle of a flow.
     *
     * @param graph closed with the encoder; the caller closes it when this constructor throws
     * @param tokenizer of the same model
     * @param pooling as the model was trained
     * @param options how texts are read
     * @throws IllegalArgumentException when the prefix leaves no room for a text
     * @throws IllegalStateException when the model has no output for the pooling, does not know all of the tokenizer's pieces, or does not
     *         take the maximum of tokens
     */
    public SentenceEncoder(final SentenceGraph graph, final WordPieceTokenizer tokenizer, final Pooling pooling, final SentenceOptions options) {
        this.graph = graph;
        this.tokenizer = tokenizer;
        this.pooling = pooling;
        longTexts = options.longTexts();
        prefix = tokenizer.pieces(options.prefix(), options.maximumTokens());
        window = options.maximumTokens() - prefix.length - 2;
        if (window < 1) {
            throw new IllegalArgumentException("the prefix has " + prefix.length + " tokens or more, which leaves no room for a text in " + options.maximumTokens());
        }
        graph.requireOutput(pooling);
        dimension = new SentenceProbe(graph, tokenizer, pooling).dimension(options.maximumTokens());
    }

    /**
     * @return values per vector
     */
    public int dimension() {
        return dimension;
    }

    /**
     * @param text any text
     * @return what the tokenizer finds in it
     */
    public Reading read(final String text) {
        final int[] pieces = tokenizer.pieces(text, Integer.MAX_VALUE);
        final long unknown = Arrays.stream(pieces).filter(piece -> piece == tokenizer.specialPieces().unknown()).count();
        return new Reading(pieces.length, (int) unknown, longTexts == LongTexts.TRUNCATE ? 1 : windows(pieces.length), Math.min(window, pieces.length));
    }

    /**
     * @param texts any texts; one without words gives the vector of the empty text
     * @param batchSize texts, or windows, per inference at most; above 1, those of similar length share an inference, and long ones fewer
     * @param workers threads to spread the inferences over
     * @return one vector per text, in the texts' order; the same for any number of threads
     * @throws IllegalStateException when closed, or when ONNX Runtime fails
     */
    public float[][] encode(final List<String> texts, final int batchSize, final Workers workers) {
        final Window[][] windows = new Window[texts.size()][];
        workers.forEach(windows.length, i -> windows[i] = split(texts.get(i)));
        final List<Window> all = new ArrayList<>();
        Arrays.stream(windows).forEach(text -> all.addAll(List.of(text)));
        if (batchSize > 1) {
            // The longest first, so that no thread begins with them when the others are done.
            all.sort(Comparator.comparingInt((Window part) -> part.ids.length).reversed());
        }
        final List<List<Window>> batches = batches(all, batchSize);
        workers.forEach(batches.size(), batch -> run(batches.get(batch)));
        return Arrays.stream(windows).map(this::combine).toArray(float[][]::new);
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                graph.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** @param all the longest first, when more than one may share a batch */
    private static List<List<Window>> batches(final List<Window> all, final int batchSize) {
        final List<List<Window>> batches = new ArrayList<>();
        for (int from = 0; from < all.size(); from += batches.getLast().size()) {
            final int size = Math.clamp(SHARED_TOKENS / all.get(from).ids.length, 1, batchSize);
            batches.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return batches;
    }

    private int windows(final int pieces) {
        return Math.max(1, Math.ceilDiv(pieces, window));
    }

    private Window[] split(final String text) {
        final int[] pieces = tokenizer.pieces(text, longTexts == LongTexts.TRUNCATE ? window : Integer.MAX_VALUE);
        final Window[] windows = new Window[windows(pieces.length)];
        for (int i = 0; i < windows.length; i++) {
            windows[i] = new Window(withSpecialPieces(pieces, i * window, Math.min(pieces.length, (i + 1) * window)));
        }
        return windows;
    }

    private int[] withSpecialPieces(final int[] pieces, final int from, final int to) {
        final int[] ids = new int[prefix.length + to - from + 2];
        ids[0] = tokenizer.specialPieces().start();
        System.arraycopy(prefix, 0, ids, 1, prefix.length);
        System.arraycopy(pieces, from, ids, 1 + prefix.length, to - from);
        ids[ids.length - 1] = tokenizer.specialPieces().end();
        return ids;
    }

    private void run(final List<Window> batch) {
        lock.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the sentence encoder is closed");
            }
            final float[][] vectors = graph.run(batch.stream().map(part -> part.ids).toList(), tokenizer.specialPieces().padding(), pooling);
            for (int i = 0; i < vectors.length; i++) {
                batch.get(i).vector = vectors[i];
            }
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime failed on a batch of " + batch.size() + " texts", e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private float[] combine(final Window[] windows) {
        if (windows.length == 1) {
            return windows[0].vector;
        }
        final float[] mean = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            double sum = 0;
            for (final Window part : windows) {
                sum += (double) part.vector[i] * (part.ids.length - prefix.length - 2);
            }
            mean[i] = (float) sum;
        }
        Vectors.normalize(mean);
        return mean;
    }

    /**
     * What the tokenizer finds in a text.
     *
     * @param tokens of the whole text
     * @param unknown how many of them are unknown words
     * @param windows in which the text is read
     * @param windowTokens of the first of them
     */
    public record Reading(int tokens, int unknown, int windows, int windowTokens) {
    }

    /** Tokens that are read at once, and later their vector. */
    private static final class Window {

        private final int[] ids;
        private float[] vector;

        private Window(final int[] ids) {
            this.ids = ids;
        }
    }
}
