// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.embedding.TinyOnnx;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SentenceModelDirectoryTest extends EmbeddingServiceContract {

    private static final String TOKENIZER = """
            {"normalizer": {"type": "BertNormalizer", "lowercase": true}, "pre_tokenizer": {"type": "BertPreTokenizer"},
             "model": {"type": "WordPiece", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
                       "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "good": 4, "bad": 5}}}""";
    private static final int WORDS = 6;
    private static final String MEAN = "{\"pooling_mode_cls_token\": false, \"pooling_mode_mean_tokens\": true}";
    private static final String FIRST_TOKEN = "{\"pooling_mode_cls_token\": true, \"pooling_mode_mean_tokens\": false}";

    private final SentenceEmbeddingService service = new SentenceEmbeddingService();

    @TempDir
    private Path directory;

    @AfterEach
    void disable() {
        service.onDisabled();
    }

    /** A model as it is published: a bundled one, laid out as a directory. */
    @Override
    EmbeddingService service() throws Exception {
        Files.write(directory.resolve("model.onnx"), resource("all-minilm-l6-v2-q.onnx"));
        Files.write(directory.resolve("tokenizer.json"), resource("all-minilm-l6-v2-q-tokenizer.json"));
        write("1_Pooling/config.json", MEAN);
        return enable(Map.of(SentenceEmbeddingService.LANGUAGES, "en", SentenceEmbeddingService.MAXIMUM_TOKENS, "256"));
    }

    @Test
    void aBundledModelGivesTheSameVectorsFromADirectory() throws Exception {
        final float[][] vectors = service().embed(List.of("The parcel never arrived.", "This dress runs small"));
        assertTrue(service.getEmbedderId().matches("model-directory/[0-9a-f]{12}/mean/max256/batch1"), service.getEmbedderId());
        assertEquals(Set.of("en"), service.getLanguages());
        final String digest = service.getEmbedderId().split("/")[1];
        service.onDisabled();
        service.onEnabled(context(Map.of(SentenceEmbeddingService.MODEL, "minilm-en")));
        assertArrayEquals(service.embed(List.of("The parcel never arrived.", "This dress runs small")), vectors);
        assertTrue(service.getEmbedderId().contains("/" + digest + "/"), service.getEmbedderId());
    }

    @Test
    void poolingComesFromTheDirectory() throws Exception {
        tiny("onnx/model.onnx");
        write("1_Pooling/config.json", MEAN);
        final float[] mean = vector(Map.of());
        assertArrayEquals(mean, vector(Map.of(SentenceEmbeddingService.POOLING, "mean")));
        assertFailed(Map.of(SentenceEmbeddingService.POOLING, "first-token"), "1_Pooling/config.json says mean, the property Pooling says first-token");
        write("1_Pooling/config.json", FIRST_TOKEN);
        final float[] first = vector(Map.of());
        assertNotEquals(mean[0], first[0]);
        Files.delete(directory.resolve("1_Pooling/config.json"));
        assertArrayEquals(first, vector(Map.of(SentenceEmbeddingService.POOLING, "first-token")));
    }

    @Test
    void poolingIsNeverGuessed() throws Exception {
        tiny("model.onnx");
        assertFailed(Map.of(), "nothing in the directory says how the vectors of a text's tokens become one (there is no 1_Pooling/config.json): choose mean or first-token as Pooling");
        write("1_Pooling/config.json", MEAN.replace("mean_tokens", "max_tokens"));
        assertFailed(Map.of(), "1_Pooling/config.json asks for [max_tokens]; only mean_tokens or cls_token is done");
        write("1_Pooling/config.json", "{");
        assertFailed(Map.of(), "1_Pooling/config.json is not JSON");
    }

    @Test
    void aModelThatPoolsByItselfIsLeftToIt() throws Exception {
        tiny("model.onnx");
        final float[] mean = vector(Map.of(SentenceEmbeddingService.POOLING, "mean"));
        Files.write(directory.resolve("model.onnx"), new TinyOnnx(WORDS, 32).input("input_ids", -1, -1).tokenOutput("token_embeddings").sentenceOutput("sentence_embedding").bytes());
        write("modules.json", "[{\"type\": \"sentence_transformers.models.Transformer\"}, {\"type\": \"sentence_transformers.models.Dense\"}]");
        assertArrayEquals(mean, vector(Map.of()), 1e-6f);
        assertFailed(Map.of(SentenceEmbeddingService.POOLING, "mean"), "modules.json lists a Dense layer, which is applied only when the model has the output sentence_embedding");
        write("modules.json", "[{\"type\": \"sentence_transformers.models.Transformer\"}, {\"type\": \"sentence_transformers.models.Normalize\"}]");
        assertArrayEquals(mean, vector(Map.of(SentenceEmbeddingService.POOLING, "mean")), 1e-6f);
    }

    @Test
    void theNameChangesWithTheFilesAndTheOptions() throws Exception {
        tiny("model.onnx");
        final Map<PropertyDescriptor, String> mean = Map.of(SentenceEmbeddingService.POOLING, "mean");
        final String id = id(mean);
        assertTrue(id.matches("model-directory/[0-9a-f]{12}/mean/max16/batch1"), id);
        assertNotEquals(id, id(Map.of(SentenceEmbeddingService.POOLING, "first-token")));
        write("tokenizer.json", TOKENIZER.replace("bad", "worse"));
        assertNotEquals(id, id(mean));
        write("tokenizer.json", TOKENIZER);
        assertEquals(id, id(mean));
        Files.write(directory.resolve("model.onnx"), TinyOnnx.plain(WORDS, 33));
        assertNotEquals(id, id(mean));
    }

    @Test
    void valuesMayBeKeptBesideTheModel() throws Exception {
        tiny("model.onnx");
        final Map<PropertyDescriptor, String> mean = Map.of(SentenceEmbeddingService.POOLING, "mean");
        final float[] expected = vector(mean);
        final TinyOnnx external = new TinyOnnx(WORDS, 32).input("input_ids", -1, -1).tokenOutput("last_hidden_state").dataFile("model.onnx_data");
        Files.write(directory.resolve("model.onnx"), external.bytes());
        assertFailed(mean, "the model keeps values in model.onnx_data, which is not beside it");
        final byte[] values = external.wordValues();
        Files.write(directory.resolve("model.onnx_data"), values);
        assertArrayEquals(expected, vector(mean));
        final String id = id(mean);
        values[0]++;
        Files.write(directory.resolve("model.onnx_data"), values);
        assertNotEquals(id, id(mean));
        Files.write(directory.resolve("model.onnx"), new TinyOnnx(WORDS, 32).input("input_ids", -1, -1).tokenOutput("last_hidden_state").dataFile("../elsewhere").bytes());
        assertFailed(mean, "the model keeps values outside of its directory, in ../elsewhere");
    }

    @Test
    void incompleteDirectoriesAreRefused() throws Exception {
        assertFailed(Map.of(), "the directory has neither model.onnx nor onnx/model.onnx");
        write("model.onnx", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
        assertFailed(Map.of(), "model.onnx is a pointer of Git LFS, not the file itself: fetch it with 'git lfs pull'");
        Files.write(directory.resolve("model.onnx"), TinyOnnx.plain(WORDS, 32));
        assertFailed(Map.of(), "the directory has no tokenizer.json");
        write("tokenizer.json", TOKENIZER.replace("WordPiece", "Unigram"));
        assertFailed(Map.of(), "tokenizer.json is of the kind Unigram; only WordPiece, the kind of BERT, is read");
    }

    @Test
    void modelsThatDoNotFitAreRefused() throws Exception {
        tiny("model.onnx");
        final Map<PropertyDescriptor, String> properties = new HashMap<>(Map.of(SentenceEmbeddingService.POOLING, "mean", SentenceEmbeddingService.MAXIMUM_TOKENS, "64"));
        assertFailed(properties, "the model takes 31 tokens at most, 64 are asked for");
        Files.write(directory.resolve("model.onnx"), TinyOnnx.plain(WORDS - 1, 32));
        assertFailed(properties, "the model does not know id 5 of the tokenizer: they are not of the same model");
        write("model.onnx", "no model");
        final String message = assertThrows(InitializationException.class, () -> enable(properties)).getMessage();
        assertTrue(message.startsWith("The sentence model could not be loaded: ONNX Runtime could not load the model: "), message);
    }

    @Test
    void propertiesOfDirectoriesBelongToDirectories() throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
        runner.addControllerService("embedding", service);
        runner.setProperty(service, SentenceEmbeddingService.MODEL, "model-directory");
        runner.assertNotValid(service);
        runner.setProperty(service, SentenceEmbeddingService.MODEL_DIRECTORY, directory.toString());
        runner.assertValid(service);
        runner.setProperty(service, SentenceEmbeddingService.LANGUAGES, "english");
        runner.assertNotValid(service);
        runner.setProperty(service, SentenceEmbeddingService.MODEL, "minilm-en");
        runner.assertValid(service);
    }

    private void tiny(final String model) throws IOException {
        write(model, "");
        Files.write(directory.resolve(model), TinyOnnx.plain(WORDS, 32));
        write("tokenizer.json", TOKENIZER);
    }

    private float[] vector(final Map<PropertyDescriptor, String> properties) throws InitializationException {
        enable(properties);
        final float[] vector = service.embed(List.of("good bad"))[0];
        service.onDisabled();
        return vector;
    }

    private String id(final Map<PropertyDescriptor, String> properties) throws InitializationException {
        enable(properties);
        final String id = service.getEmbedderId();
        service.onDisabled();
        return id;
    }

    /** Verification says it, and the service is not enabled. */
    private void assertFailed(final Map<PropertyDescriptor, String> properties, final String message) {
        final List<ConfigVerificationResult> results = service.verify(directoryContext(properties), null, Map.of());
        assertEquals(List.of("Load Model"), results.stream().map(ConfigVerificationResult::getVerificationStepName).toList());
        assertEquals(Outcome.FAILED, results.getFirst().getOutcome());
        assertEquals(message, results.getFirst().getExplanation());
        assertEquals("The sentence model could not be loaded: " + message, assertThrows(InitializationException.class, () -> enable(properties)).getMessage());
    }

    private SentenceEmbeddingService enable(final Map<PropertyDescriptor, String> properties) throws InitializationException {
        service.onEnabled(directoryContext(properties));
        return service;
    }

    private MockConfigurationContext directoryContext(final Map<PropertyDescriptor, String> properties) {
        final Map<PropertyDescriptor, String> all = new HashMap<>(properties);
        all.put(SentenceEmbeddingService.MODEL, "model-directory");
        all.put(SentenceEmbeddingService.MODEL_DIRECTORY, directory.toString());
        all.putIfAbsent(SentenceEmbeddingService.MAXIMUM_TOKENS, "16");
        return context(all);
    }

    private MockConfigurationContext context(final Map<PropertyDescriptor, String> properties) {
        final Map<PropertyDescriptor, String> all = new HashMap<>();
        service.getPropertyDescriptors().forEach(property -> all.put(property, properties.getOrDefault(property, property.getDefaultValue())));
        return new MockConfigurationContext(service, all, null, Map.of());
    }

    private void write(final String file, final String content) throws IOException {
        final Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private static byte[] resource(final String name) throws IOException {
        try (InputStream in = SentenceModelDirectoryTest.class.getClassLoader().getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
