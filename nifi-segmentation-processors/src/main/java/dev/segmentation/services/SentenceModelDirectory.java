// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.segmentation.core.embedding.Pooling;
import dev.segmentation.core.embedding.SentenceEncoder;
import dev.segmentation.core.embedding.SentenceGraph;
import dev.segmentation.core.embedding.SentenceOptions;
import dev.segmentation.core.embedding.WordPieceTokenizer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory as sentence-transformers and Hugging Face lay it out: {@code model.onnx} or {@code onnx/model.onnx}, {@code tokenizer.json} and,
 * where they are, {@code modules.json} and {@code 1_Pooling/config.json}, which say what follows the model.
 */
final class SentenceModelDirectory {

    private static final String TOKENIZER = "tokenizer.json";
    private static final String MODULES = "modules.json";
    private static final String POOLING = "1_Pooling/config.json";
    private static final String POOLING_MODE = "pooling_mode_";

    private final Path directory;

    SentenceModelDirectory(final Path directory) {
        this.directory = directory;
    }

    /**
     * @param chosen null when the directory or the model says how it pools
     * @return the model, ready to encode
     * @throws IOException when a file is missing, not readable or not usable, or nothing says how the model pools, or two things contradict
     * @throws IllegalArgumentException when the options do not fit
     * @throws IllegalStateException when ONNX Runtime does not accept the model, or it does not fit the tokenizer or the options
     */
    SentenceModel load(final Pooling chosen, final SentenceOptions options) throws IOException {
        final OnnxFile file = OnnxFile.in(directory);
        final byte[] tokenizerFile = read(TOKENIZER);
        if (tokenizerFile == null) {
            throw new IOException("the directory has no " + TOKENIZER);
        }
        final WordPieceTokenizer tokenizer = TokenizerFile.read(new ByteArrayInputStream(tokenizerFile));
        final Sha256 digest = new Sha256();
        file.addTo(digest);
        final String name = "model-directory/" + digest.add(tokenizerFile).name();

        final SentenceGraph graph = SentenceGraph.open(file.path());
        try {
            final Pooling pooling = pooling(graph, chosen);
            return new SentenceModel(new SentenceEncoder(graph, tokenizer, pooling, options), name + "/" + EnumChoice.name(pooling));
        } catch (final IOException | RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    /** A wrong pooling gives vectors that look like any others: it is never guessed, and contradictions are refused. */
    private Pooling pooling(final SentenceGraph graph, final Pooling chosen) throws IOException {
        if (chosen == null && graph.poolsByItself()) {
            return Pooling.WITHIN_MODEL;
        }
        requireNothingElse();
        final Pooling stated = statedPooling();
        if (chosen == null && stated == null) {
            throw new IOException("nothing in the directory says how the vectors of a text's tokens become one (there is no " + POOLING + "): choose mean or first-token as Pooling");
        }
        if (chosen != null && stated != null && chosen != stated) {
            throw new IOException(POOLING + " says " + EnumChoice.name(stated) + ", the property Pooling says " + EnumChoice.name(chosen));
        }
        return chosen == null ? stated : chosen;
    }

    /** Vectors are scaled to length 1 anyway; other modules would be left out. */
    private void requireNothingElse() throws IOException {
        for (final JsonNode module : json(MODULES)) {
            final String type = module.path("type").asText();
            final String name = type.substring(type.lastIndexOf('.') + 1);
            if (!List.of("Transformer", "Pooling", "Normalize").contains(name)) {
                throw new IOException(MODULES + " lists a " + name + " layer, which is applied only when the model has the output sentence_embedding");
            }
        }
    }

    /**
     * @return null when the directory does not say
     */
    private Pooling statedPooling() throws IOException {
        final JsonNode config = json(POOLING);
        if (config.isMissingNode()) {
            return null;
        }
        final List<String> modes = new ArrayList<>();
        config.properties().forEach(entry -> {
            if (entry.getKey().startsWith(POOLING_MODE) && entry.getValue().asBoolean()) {
                modes.add(entry.getKey().substring(POOLING_MODE.length()));
            }
        });
        if (modes.equals(List.of("mean_tokens"))) {
            return Pooling.MEAN;
        }
        if (modes.equals(List.of("cls_token"))) {
            return Pooling.FIRST_TOKEN;
        }
        throw new IOException(POOLING + " asks for " + modes + "; only mean_tokens or cls_token is done");
    }

    /**
     * @return a missing node when there is no such file
     */
    private JsonNode json(final String name) throws IOException {
        final byte[] content = read(name);
        try {
            return content == null ? new ObjectMapper().missingNode() : new ObjectMapper().readTree(content);
        } catch (final JsonProcessingException e) {
            throw new IOException(name + " is not JSON", e);
        }
    }

    /**
     * @return null when there is no such file
     */
    private byte[] read(final String name) throws IOException {
        final Path file = directory.resolve(name);
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }
}
