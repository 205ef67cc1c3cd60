// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.segmentation.core.vector.Vectors;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The ONNX graph of a BERT-like model: ids of tokens in, a vector of length 1 per text out. Inputs are input_ids and
 * attention_mask, optionally token_type_ids, all int64 of batch x tokens; outputs float32, of batch x tokens x values
 * (last_hidden_state or token_embeddings, or the only one of that shape) and, where the model pools by itself, sentence_embedding
 * of batch x values.
 *
 * <p>Runs may come from any number of threads; {@link #close} must not come during one.
 */
public final class SentenceGraph implements AutoCloseable {

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";
    private static final List<String> TOKEN_OUTPUTS = List.of("last_hidden_state", "token_embeddings");
    private static final String SENTENCE_OUTPUT = "sentence_embedding";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final boolean withTypes;
    /** Null when the model has no such output. */
    private final String tokenOutput;
    private final boolean sentenceOutput;

    private SentenceGraph(final OrtEnvironment environment, final OrtSession session) throws OrtException {
        this.environment = environment;
        this.session = session;
        final Map<String, NodeInfo> inputs = session.getInputInfo();
        requireInputs(inputs);
        withTypes = inputs.containsKey(TYPES);
        final Map<String, NodeInfo> outputs = session.getOutputInfo();
        tokenOutput = tokenOutput(outputs);
        sentenceOutput = isFloat(outputs.get(SENTENCE_OUTPUT), 2);
    }

    /** Opens a session with options. */
    private interface Opening {

        OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) throws OrtException;
    }

    /**
     * @param model an ONNX file's content
     * @throws IllegalStateException when ONNX Runtime does not accept it, or its inputs are other ones
     */
    public static SentenceGraph open(final byte[] model) {
        return open((environment, options) -> environment.createSession(model, options));
    }

    /**
     * @param model an ONNX file, which may keep its values in files beside it
     * @throws IllegalStateException when ONNX Runtime does not accept it, or its inputs are other ones
     */
    public static SentenceGraph open(final Path model) {
        return open((environment, options) -> environment.createSession(model.toString(), options));
    }

    /**
     * One thread computes, since spreading texts over our own threads is faster than those of ONNX Runtime, which spin while they wait. Memory
     * pattern and arena keep the largest buffers ever needed for every length seen; without them memory stays flat.
     */
    private static SentenceGraph open(final Opening opening) {
        final OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            return inspect(environment, opening.open(environment, options));
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not load the model: " + e.getMessage(), e);
        }
    }

    private static SentenceGraph inspect(final OrtEnvironment environment, final OrtSession session) throws OrtException {
        try {
            return new SentenceGraph(environment, session);
        } catch (final OrtException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static OrtEnvironment environment() {
        try {
            return OrtEnvironment.getEnvironment();
        } catch (final LinkageError e) {
            throw new IllegalStateException("ONNX Runtime's native library does not load on this platform", e);
        }
    }

    /**
     * @return whether the model has an output of one vector per text
     */
    public boolean poolsByItself() {
        return sentenceOutput;
    }

    /**
     * @throws IllegalStateException when the model lacks the output that the pooling needs
     */
    void requireOutput(final Pooling pooling) {
        if (pooling == Pooling.WITHIN_MODEL && !sentenceOutput) {
            throw new IllegalStateException("the model has no output " + SENTENCE_OUTPUT + " of float32, batch x values; it has " + session.getOutputNames());
        }
        if (pooling != Pooling.WITHIN_MODEL && tokenOutput == null) {
            throw new IllegalStateException("the model has no output last_hidden_state of float32, batch x tokens x values; it has " + session.getOutputNames());
        }
    }

    /**
     * @param batch ids of one text each, not empty
     * @param paddingId fills up the shorter texts
     * @param pooling one whose output the model has
     * @return a vector of length 1 per text
     */
    float[][] run(final List<int[]> batch, final int paddingId, final Pooling pooling) throws OrtException {
        final int length = batch.stream().mapToInt(ids -> ids.length).max().orElseThrow();
        final long[] shape = {batch.size(), length};
        final long[] ids = new long[batch.size() * length];
        final long[] mask = new long[ids.length];
        Arrays.fill(ids, paddingId);
        for (int row = 0; row < batch.size(); row++) {
            final int[] text = batch.get(row);
            for (int i = 0; i < text.length; i++) {
                ids[row * length + i] = text[i];
            }
            Arrays.fill(mask, row * length, row * length + text.length, 1);
        }

        final String output = pooling == Pooling.WITHIN_MODEL ? SENTENCE_OUTPUT : tokenOutput;
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
                OnnxTensor typeTensor = withTypes ? OnnxTensor.createTensor(environment, LongBuffer.allocate(ids.length), shape) : null) {
            final Map<String, OnnxTensorLike> inputs = new HashMap<>(Map.of(IDS, idTensor, MASK, maskTensor));
            if (withTypes) {
                inputs.put(TYPES, typeTensor);
            }
            try (OrtSession.Result result = session.run(inputs, Set.of(output))) {
                return pool(((OnnxTensor) result.get(0)).getFloatBuffer(), batch, length, pooling);
            }
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (final OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close the model", e);
        }
    }

    private static float[][] pool(final FloatBuffer hidden, final List<int[]> batch, final int length, final Pooling pooling) {
        final int rowsPerText = pooling == Pooling.WITHIN_MODEL ? 1 : length;
        final int width = hidden.remaining() / (batch.size() * rowsPerText);
        final float[] row = new float[width];
        final float[][] pooled = new float[batch.size()][width];
        for (int text = 0; text < pooled.length; text++) {
            final int used = pooling == Pooling.MEAN ? batch.get(text).length : 1;
            for (int token = 0; token < used; token++) {
                hidden.get((text * rowsPerText + token) * width, row);
                for (int i = 0; i < width; i++) {
                    pooled[text][i] += row[i];
                }
            }
            Vectors.normalize(pooled[text]);
        }
        return pooled;
    }

    private static void requireInputs(final Map<String, NodeInfo> inputs) {
        if (!inputs.keySet().containsAll(List.of(IDS, MASK))) {
            throw new IllegalStateException("the model does not take input_ids and attention_mask; it takes " + inputs.keySet());
        }
        for (final NodeInfo input : inputs.values()) {
            final String name = input.getName();
            if (!Set.of(IDS, MASK, TYPES).contains(name)) {
                throw new IllegalStateException("the model wants the input " + name + "; only input_ids, attention_mask and token_type_ids are given");
            }
            if (!(input.getInfo() instanceof final TensorInfo tensor) || tensor.type != OnnxJavaType.INT64 || tensor.getShape().length != 2) {
                throw new IllegalStateException("the model's input " + name + " is not int64 of batch x tokens");
            }
            if (Arrays.stream(tensor.getShape()).anyMatch(size -> size >= 0)) {
                throw new IllegalStateException("the model's input " + name + " has the fixed size " + Arrays.toString(tensor.getShape()) + ": export the model with dynamic axes");
            }
        }
    }

    private static String tokenOutput(final Map<String, NodeInfo> outputs) {
        final List<String> candidates = outputs.values().stream().filter(output -> isFloat(output, 3)).map(NodeInfo::getName).toList();
        if (candidates.size() == 1) {
            return candidates.getFirst();
        }
        return TOKEN_OUTPUTS.stream().filter(candidates::contains).findFirst().orElse(null);
    }

    private static boolean isFloat(final NodeInfo output, final int rank) {
        return output != null && output.getInfo() instanceof final TensorInfo tensor && tensor.type == OnnxJavaType.FLOAT && tensor.getShape().length == rank;
    }
}
