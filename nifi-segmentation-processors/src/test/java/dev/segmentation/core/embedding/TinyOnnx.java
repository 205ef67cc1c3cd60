// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes ONNX models of a few hundred bytes, as protocol buffers, field by field as onnx.proto numbers them. The vector of a token is that of its id plus that
 * of its place: last_hidden_state = words[input_ids] + places[cumulative sum of attention_mask], so that it takes one token less than it has places.
 */
public final class TinyOnnx {

    public static final int DIMENSION = 3;

    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final int words;
    private final int places;
    private final List<byte[]> inputs = new ArrayList<>();
    private final List<byte[]> outputs = new ArrayList<>();
    private String idInput;
    private String tokenOutput = "last_hidden_state";
    private String dataFile;

    /**
     * @param words ids that the model knows
     * @param places tokens that it takes, and one more
     */
    public TinyOnnx(final int words, final int places) {
        this.words = words;
        this.places = places;
        inputs.add(value("attention_mask", INT64, -1, -1));
    }

    /** An input; the first one is that of the ids, whatever its name. */
    public TinyOnnx input(final String name, final long... shape) {
        idInput = idInput == null ? name : idInput;
        inputs.add(value(name, INT64, shape));
        return this;
    }

    /** An output of batch x tokens x values; what the model computes has this name. */
    public TinyOnnx tokenOutput(final String name) {
        tokenOutput = name;
        outputs.add(value(name, FLOAT, -1, -1, DIMENSION));
        return this;
    }

    /** The mean over all tokens. */
    public TinyOnnx sentenceOutput(final String name) {
        outputs.add(value(name, FLOAT, -1, DIMENSION));
        return this;
    }

    /** The words' values are kept in this file, beside the model. */
    public TinyOnnx dataFile(final String name) {
        dataFile = name;
        return this;
    }

    /** A model that takes input_ids and attention_mask and gives last_hidden_state. */
    public static byte[] plain(final int words, final int places) {
        return new TinyOnnx(words, places).input("input_ids", -1, -1).tokenOutput("last_hidden_state").bytes();
    }

    public byte[] wordValues() {
        return values(words, 1.7);
    }

    public byte[] bytes() {
        final ByteArrayOutputStream graph = new ByteArrayOutputStream();
        bytes(graph, 1, node("Gather", List.of("words", idInput), "word_vectors", null));
        bytes(graph, 1, node("CumSum", List.of("attention_mask", "axis"), "places_of_tokens", null));
        bytes(graph, 1, node("Gather", List.of("places", "places_of_tokens"), "place_vectors", null));
        bytes(graph, 1, node("Add", List.of("word_vectors", "place_vectors"), tokenOutput, null));
        bytes(graph, 1, node("ReduceMean", List.of(tokenOutput), "sentence_embedding", reduceOverTokens()));
        text(graph, 2, "tiny");
        bytes(graph, 5, dataFile == null ? tensor("words", FLOAT, wordValues(), words, DIMENSION) : external("words", words, DIMENSION));
        bytes(graph, 5, tensor("places", FLOAT, values(places, 0.3), places, DIMENSION));
        bytes(graph, 5, tensor("axis", INT64, ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(1).array()));
        inputs.forEach(input -> bytes(graph, 11, input));
        outputs.forEach(output -> bytes(graph, 12, output));

        final ByteArrayOutputStream operators = new ByteArrayOutputStream();
        number(operators, 2, 13);
        final ByteArrayOutputStream model = new ByteArrayOutputStream();
        number(model, 1, 8);
        bytes(model, 7, graph.toByteArray());
        bytes(model, 8, operators.toByteArray());
        return model.toByteArray();
    }

    private static byte[] values(final int rows, final double step) {
        final ByteBuffer buffer = ByteBuffer.allocate(rows * DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < rows * DIMENSION; i++) {
            buffer.putFloat((float) Math.sin(1 + step * i));
        }
        return buffer.array();
    }

    private static byte[] node(final String operator, final List<String> inputs, final String output, final List<byte[]> attributes) {
        final ByteArrayOutputStream node = new ByteArrayOutputStream();
        inputs.forEach(input -> text(node, 1, input));
        text(node, 2, output);
        text(node, 4, operator);
        if (attributes != null) {
            attributes.forEach(attribute -> bytes(node, 5, attribute));
        }
        return node.toByteArray();
    }

    private static List<byte[]> reduceOverTokens() {
        final ByteArrayOutputStream axes = new ByteArrayOutputStream();
        text(axes, 1, "axes");
        number(axes, 8, 1);
        number(axes, 20, 7);
        final ByteArrayOutputStream keep = new ByteArrayOutputStream();
        text(keep, 1, "keepdims");
        number(keep, 3, 0);
        number(keep, 20, 2);
        return List.of(axes.toByteArray(), keep.toByteArray());
    }

    private static byte[] tensor(final String name, final int type, final byte[] data, final long... shape) {
        final ByteArrayOutputStream tensor = tensorHead(name, type, shape);
        bytes(tensor, 9, data);
        return tensor.toByteArray();
    }

    private byte[] external(final String name, final long... shape) {
        final ByteArrayOutputStream location = new ByteArrayOutputStream();
        text(location, 1, "location");
        text(location, 2, dataFile);
        final ByteArrayOutputStream tensor = tensorHead(name, FLOAT, shape);
        bytes(tensor, 13, location.toByteArray());
        number(tensor, 14, 1);
        return tensor.toByteArray();
    }

    private static ByteArrayOutputStream tensorHead(final String name, final int type, final long... shape) {
        final ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        for (final long size : shape) {
            number(tensor, 1, size);
        }
        number(tensor, 2, type);
        text(tensor, 8, name);
        return tensor;
    }

    /** Sizes below 0 are open ones. */
    private static byte[] value(final String name, final int type, final long... shape) {
        final ByteArrayOutputStream dimensions = new ByteArrayOutputStream();
        for (int i = 0; i < shape.length; i++) {
            final ByteArrayOutputStream dimension = new ByteArrayOutputStream();
            if (shape[i] < 0) {
                text(dimension, 2, "size" + i);
            } else {
                number(dimension, 1, shape[i]);
            }
            bytes(dimensions, 1, dimension.toByteArray());
        }
        final ByteArrayOutputStream tensor = new ByteArrayOutputStream();
        number(tensor, 1, type);
        bytes(tensor, 2, dimensions.toByteArray());
        final ByteArrayOutputStream kind = new ByteArrayOutputStream();
        bytes(kind, 1, tensor.toByteArray());
        final ByteArrayOutputStream value = new ByteArrayOutputStream();
        text(value, 1, name);
        bytes(value, 2, kind.toByteArray());
        return value.toByteArray();
    }

    private static void number(final ByteArrayOutputStream out, final int field, final long value) {
        variable(out, (long) field << 3);
        variable(out, value);
    }

    private static void text(final ByteArrayOutputStream out, final int field, final String text) {
        bytes(out, field, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(final ByteArrayOutputStream out, final int field, final byte[] content) {
        variable(out, (long) field << 3 | 2);
        variable(out, content.length);
        out.writeBytes(content);
    }

    private static void variable(final ByteArrayOutputStream out, final long value) {
        long rest = value;
        while (rest > 0x7F) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
