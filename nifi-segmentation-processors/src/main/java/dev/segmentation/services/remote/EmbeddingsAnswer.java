// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services.remote;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.segmentation.core.vector.Vectors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;

/**
 * An answer of the kind that OpenAI's {@code /v1/embeddings} gives. Every text must have one vector, found by its {@code index}: an answer that lacks
 * one, or has one twice, is refused whole.
 *
 * @param vectors one for each text, in the order of the texts; as long as the server made them
 * @param tokens that the server counted, or -1 when it does not say
 */
record EmbeddingsAnswer(float[][] vectors, long tokens) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * @param count of the texts asked for
     * @throws RemoteTrouble when the answer is anything else than one finite vector for each text, all of one length
     */
    static EmbeddingsAnswer read(final byte[] body, final int count) {
        final float[][] vectors = new float[count][];
        long tokens = -1;
        try (JsonParser parser = JSON.createParser(body)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "is no JSON object");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                final String name = parser.currentName();
                final JsonToken value = parser.nextToken();
                if ("data".equals(name) && value == JsonToken.START_ARRAY) {
                    readData(parser, vectors);
                } else if ("usage".equals(name) && value == JsonToken.START_OBJECT) {
                    tokens = readTokens(parser);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (final IOException e) {
            // The parser's own message may quote the answer.
            throw new RemoteTrouble("the server's answer is broken (" + e.getClass().getSimpleName() + ")");
        }
        for (int i = 0; i < count; i++) {
            require(vectors[i] != null, "has no vector for text " + i + " of " + count);
            require(vectors[i].length == vectors[0].length, "has vectors of " + vectors[0].length + " and of " + vectors[i].length + " values");
            require(Vectors.firstNonFinite(vectors[i]) < 0, "has a vector that is not finite");
        }
        return new EmbeddingsAnswer(vectors, tokens);
    }

    private static void readData(final JsonParser parser, final float[][] vectors) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            int index = -1;
            float[] vector = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                final String name = parser.currentName();
                final JsonToken value = parser.nextToken();
                if ("index".equals(name) && value == JsonToken.VALUE_NUMBER_INT) {
                    index = parser.getIntValue();
                } else if ("embedding".equals(name) && value == JsonToken.START_ARRAY) {
                    vector = readNumbers(parser);
                } else if ("embedding".equals(name) && value == JsonToken.VALUE_STRING) {
                    vector = decode(parser.getText());
                } else {
                    parser.skipChildren();
                }
            }
            require(index >= 0 && index < vectors.length, "has a vector without a valid index");
            require(vector != null && vector.length > 0, "has an index without a vector");
            require(vectors[index] == null, "has two vectors for text " + index);
            vectors[index] = vector;
        }
    }

    private static float[] readNumbers(final JsonParser parser) throws IOException {
        float[] numbers = new float[1024];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken().isNumeric(), "has a vector with something else than numbers");
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count] = parser.getFloatValue();
            count++;
        }
        return Arrays.copyOf(numbers, count);
    }

    /** Base64 of float32, little-endian. */
    private static float[] decode(final String base64) {
        try {
            final byte[] bytes = Base64.getDecoder().decode(base64);
            require(bytes.length % Float.BYTES == 0, "has a vector with a part of a number");
            final float[] vector = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
            return vector;
        } catch (final IllegalArgumentException e) {
            throw new RemoteTrouble("the server's answer has a vector that is neither numbers nor Base64");
        }
    }

    private static long readTokens(final JsonParser parser) throws IOException {
        long tokens = -1;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final JsonToken value = parser.nextToken();
            if ("total_tokens".equals(name) && value == JsonToken.VALUE_NUMBER_INT) {
                tokens = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
        return tokens;
    }

    private static void require(final boolean condition, final String problem) {
        if (!condition) {
            throw new RemoteTrouble("the server's answer " + problem);
        }
    }
}
