// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segmentation.core.embedding.SpecialPieces;
import dev.segmentation.core.embedding.WordPieceTokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads the {@code tokenizer.json} of a BERT model, as the Hugging Face tokenizers library writes it. Also those that name the special pieces
 * otherwise than BERT, as MPNet does.
 */
final class TokenizerFile {

    private static final String FAULT = "unusable tokenizer.json: ";

    private TokenizerFile() {
    }

    /**
     * @throws IOException when it is not such a file, or asks for what {@link WordPieceTokenizer} does not do
     */
    static WordPieceTokenizer read(final InputStream in) throws IOException {
        final JsonNode root = parse(in);
        requireWordPiece(root.at("/model/type").asText());
        require(root, "/normalizer/type", "BertNormalizer");
        requireUnlessFalse(root, "/normalizer/clean_text");
        requireUnlessFalse(root, "/normalizer/handle_chinese_chars");
        require(root, "/pre_tokenizer/type", "BertPreTokenizer");
        require(root, "/model/continuing_subword_prefix", WordPieceTokenizer.CONTINUATION);
        require(root, "/model/max_input_chars_per_word", Integer.toString(WordPieceTokenizer.MAXIMUM_WORD_LENGTH));

        final Map<String, Integer> vocabulary = new HashMap<>();
        for (final Map.Entry<String, JsonNode> entry : root.at("/model/vocab").properties()) {
            vocabulary.put(entry.getKey(), id(entry.getValue()));
        }
        final boolean lowerCase = root.at("/normalizer/lowercase").asBoolean() || isLowerCase(vocabulary);
        final JsonNode stripAccents = root.at("/normalizer/strip_accents");
        try {
            return new WordPieceTokenizer(vocabulary, specialPieces(root, vocabulary), lowerCase, stripAccents.isBoolean() ? stripAccents.booleanValue() : lowerCase);
        } catch (final IllegalArgumentException e) {
            throw new IOException(FAULT + e.getMessage(), e);
        }
    }

    private static JsonNode parse(final InputStream in) throws IOException {
        try {
            return new ObjectMapper().readTree(in);
        } catch (final JsonProcessingException e) {
            throw new IOException("tokenizer.json is not JSON", e);
        }
    }

    private static void requireWordPiece(final String kind) throws IOException {
        if (!"WordPiece".equals(kind)) {
            throw new IOException(kind.isEmpty() ? FAULT + "it does not say its kind" : "tokenizer.json is of the kind " + kind + "; only WordPiece, the kind of BERT, is read");
        }
    }

    private static void require(final JsonNode root, final String field, final String expected) throws IOException {
        final String found = root.at(field).asText();
        if (!expected.equals(found)) {
            throw new IOException(FAULT + field.substring(1) + ": expected " + expected + ", found '" + found + "'");
        }
    }

    private static void requireUnlessFalse(final JsonNode root, final String field) throws IOException {
        if (!root.at(field).asBoolean(true)) {
            throw new IOException(FAULT + field.substring(1) + ": expected true, found 'false'");
        }
    }

    private static int id(final JsonNode node) throws IOException {
        if (!node.canConvertToInt() || node.intValue() < 0) {
            throw new IOException(FAULT + "an id is not a number of 0 or more");
        }
        return node.intValue();
    }

    private static SpecialPieces specialPieces(final JsonNode root, final Map<String, Integer> vocabulary) throws IOException {
        final JsonNode processor = root.path("post_processor");
        final int unknown = SpecialPieces.id(vocabulary, root.at("/model/unk_token").asText("[UNK]"));
        final JsonNode paddingId = root.at("/padding/pad_id");
        final int padding = paddingId.isMissingNode() ? SpecialPieces.id(vocabulary, vocabulary.containsKey("<pad>") ? "<pad>" : "[PAD]") : id(paddingId);
        return switch (processor.path("type").asText()) {
            case "" -> SpecialPieces.bert(vocabulary);
            case "BertProcessing", "RobertaProcessing" -> new SpecialPieces(unknown, id(processor.at("/cls/1")), id(processor.at("/sep/1")), padding);
            case "TemplateProcessing" -> {
                final JsonNode template = processor.path("single");
                if (template.size() != 3 || !template.path(1).has("Sequence")) {
                    throw new IOException(FAULT + "its template is not one special token, the text, one special token");
                }
                yield new SpecialPieces(unknown, templateId(processor, 0), templateId(processor, 2), padding);
            }
            default -> throw new IOException(FAULT + "the post-processor " + processor.path("type").asText() + " is not known");
        };
    }

    private static int templateId(final JsonNode processor, final int position) throws IOException {
        final String name = processor.path("single").path(position).at("/SpecialToken/id").asText();
        return id(processor.path("special_tokens").path(name).path("ids").path(0));
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
