// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.vector.Vectors;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WordVectorsEmbeddingServiceTest {

    private final WordVectorsEmbeddingService service = new WordVectorsEmbeddingService();
    private TestRunner runner;

    @TempDir
    private Path directory;

    @BeforeEach
    void setUp() throws Exception {
        final Path file = Files.writeString(directory.resolve("vectors.txt"), """
                the 1 0 0
                dress 0 1 0
                Apple 0 0 1
                apple 0 0 -1
                客服 0.6 0.8 0
                """);
        runner = TestRunners.newTestRunner(NoOpProcessor.class);
        runner.addControllerService("words", service);
        runner.setProperty(service, WordVectorsEmbeddingService.VECTORS_FILE, file.toString());
    }

    @Test
    void wordsAreTakenAsWrittenThenInLowerCase() {
        runner.setProperty(service, WordVectorsEmbeddingService.WORD_POOLING, "mean");
        runner.enableControllerService(service);
        final float[][] vectors = service.embed(List.of("Apple!", "APPLE", "The <b>dress</b>", "unknown words", "客服"));
        assertArrayEquals(new float[]{0, 0, 1}, vectors[0]);
        assertArrayEquals(new float[]{0, 0, -1}, vectors[1]);
        assertArrayEquals(new float[]{(float) Math.sqrt(0.5), (float) Math.sqrt(0.5), 0}, vectors[2], 1e-6f);
        assertNull(vectors[3]);
        assertArrayEquals(new float[]{0.6f, 0.8f, 0}, vectors[4], 1e-6f);
        assertEquals(3, service.getDimension());
    }

    @Test
    void frequentWordsCountLess() {
        runner.enableControllerService(service);
        final float[] vector = service.embed(List.of("the dress"))[0];
        assertEquals(1, Vectors.norm(vector), 1e-6);
        assertTrue(vector[1] > 1.5 * vector[0]);
    }

    @Test
    void theNameChangesWithTheVectors() throws IOException {
        runner.setProperty(service, LanguageCodes.LANGUAGES, "en, ZH");
        runner.enableControllerService(service);
        final String id = service.getEmbedderId();
        assertTrue(id.matches("word-vectors/[0-9a-f]{12}/sif"), id);
        assertEquals(Set.of("en", "zh"), service.getLanguages());
        runner.disableControllerService(service);
        assertThrows(IllegalStateException.class, service::getEmbedderId);
        runner.setProperty(service, WordVectorsEmbeddingService.MAXIMUM_WORDS, "4");
        runner.enableControllerService(service);
        assertNotEquals(id, service.getEmbedderId());
        assertNull(service.embed(List.of("客服"))[0]);
    }

    @Test
    void aBrokenFileKeepsTheServiceFromBeingEnabled() throws IOException {
        final Path broken = Files.writeString(directory.resolve("broken.txt"), "a 1 2\nb 1\n");
        runner.setProperty(service, WordVectorsEmbeddingService.VECTORS_FILE, broken.toString());
        assertThrows(AssertionError.class, () -> runner.enableControllerService(service));
        final List<ConfigVerificationResult> results = verify(broken, Map.of());
        assertEquals("line 2: 1 values, 2 expected", results.getFirst().getExplanation());
        assertEquals(ConfigVerificationResult.Outcome.FAILED, results.getFirst().getOutcome());
    }

    @Test
    void verificationTellsWhatIsKnown() {
        final List<ConfigVerificationResult> results = verify(directory.resolve("vectors.txt"), Map.of("text", "the dress of 小明"));
        assertTrue(results.getFirst().getExplanation().endsWith(": 5 words, dimension 3"), results.getFirst().getExplanation());
        assertTrue(results.getLast().getExplanation().startsWith("2 of "), results.getLast().getExplanation());
        assertEquals(ConfigVerificationResult.Outcome.FAILED, verify(directory.resolve("vectors.txt"), Map.of("text", "nothing")).getLast().getOutcome());
    }

    private List<ConfigVerificationResult> verify(final Path file, final Map<String, String> attributes) {
        final Map<PropertyDescriptor, String> properties = new HashMap<>();
        service.getPropertyDescriptors().forEach(property -> properties.put(property, property.getDefaultValue()));
        properties.put(WordVectorsEmbeddingService.VECTORS_FILE, file.toString());
        return service.verify(new MockConfigurationContext(service, properties, null, Map.of()), runner.getLogger(), attributes);
    }
}
