// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segmentation.core.embedding.WordPieceTokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the {@code tokenizer.json} of a BERT model, as the Hugging Face tokenizers library writes it.
 */
final class TokenizerFile {

    private TokenizerFile() {
    }

    /**
     * @throws IOException when it is not such a file, or asks for what {@link WordPieceTokenizer} does not do
     */
    static WordPieceTokenizer read(final InputStream in) throws IOException {
        final JsonNode root = new ObjectMapper().readTree(in);
        final JsonNode model = root.path("model");
        require(root.at("/normalizer/type"), "BertNormalizer");
        require(root.at("/pre_tokenizer/type"), "BertPreTokenizer");
        require(model.path("continuing_subword_prefix"), WordPieceTokenizer.CONTINUATION);
        require(model.path("max_input_chars_per_word"), Integer.toString(WordPieceTokenizer.MAXIMUM_WORD_LENGTH));

        final Map<String, Integer> vocabulary = new HashMap<>();
        model.path("vocab").properties().forEach(entry -> vocabulary.put(entry.getKey(), entry.getValue().asInt()));
        final boolean lowerCase = root.at("/normalizer/lowercase").asBoolean() || isLowerCase(vocabulary);
        final JsonNode stripAccents = root.at("/normalizer/strip_accents");
        try {
            return new WordPieceTokenizer(vocabulary, lowerCase, stripAccents.isBoolean() ? stripAccents.booleanValue() : lowerCase);
        } catch (final IllegalArgumentException e) {
            throw new IOException("unusable tokenizer file: " + e.getMessage(), e);
        }
    }

    private static void require(final JsonNode node, final String expected) throws IOException {
        if (!expected.equals(node.asText())) {
            throw new IOException("unusable tokenizer file: expected " + expected + ", found '" + node.asText() + "'");
        }
    }

    /**
     * Some files say "lowercase": false over a vocabulary that has no upper case, because the text was lower-cased before
     * training: every word with a capital would be unknown. Markers such as [CLS] and &lt;S&gt; do not count.
     */
    private static boolean isLowerCase(final Map<String, Integer> vocabulary) {
        return vocabulary.keySet().stream()
                .filter(piece -> !piece.startsWith("[") && !piece.startsWith("<"))
                .noneMatch(piece -> piece.chars().anyMatch(Character::isUpperCase));
    }
}
