// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.util.MockComponentLog;
import org.apache.nifi.util.MockConfigurationContext;
import org.apache.nifi.util.NoOpProcessor;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DirectoryModelStoreTest extends ModelStoreContract {

    @TempDir
    private Path temporary;

    @Override
    ModelStore store() throws Exception {
        return enable(temporary.resolve("models"));
    }

    @Override
    void damage(final String name, final String version) throws Exception {
        final Path file = temporary.resolve("models").resolve(name).resolve(version + ".zip");
        final byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    }

    @Test
    void onlyTheFileOfTheVersionIsLeft() throws Exception {
        store().publish("segments", "v1", container(1));
        try (Stream<Path> files = Files.walk(temporary).filter(Files::isRegularFile)) {
            assertEquals(List.of(temporary.resolve("models/segments/v1.zip")), files.toList());
        }
    }

    @Test
    void leftoversOfACrashAreNotListed() throws Exception {
        final ModelStore store = store();
        store.publish("segments", "v1", container(1));
        final Path directory = temporary.resolve("models/segments");
        Files.write(directory.resolve(".v2.0b0e54a5-9a2a-4c75-9a1e-0d8a6a7ef1f1"), Arrays.copyOf(container(2), 20));
        Files.write(directory.resolve(".v3.zip"), container(3));
        Files.write(directory.resolve("notes.txt"), new byte[0]);
        Files.createDirectories(directory.resolve("v4.zip"));
        assertEquals(List.of("v1"), store.versions("segments"));
        assertEquals(Optional.of("v1"), store.latestVersion("segments"));
        store.publish("segments", "v2", container(2));
        assertEquals(List.of("v1", "v2"), store.versions("segments"));
    }

    @Test
    void missingVersionIsToldApartFromTrouble() throws Exception {
        assertThrows(NoSuchFileException.class, () -> store().load("segments", "v1"));
    }

    @Test
    void directoryThatCannotBeMade() throws Exception {
        final Path file = Files.writeString(temporary.resolve("file"), "x");
        final AssertionError failure = assertThrows(AssertionError.class, () -> enable(file.resolve("models")));
        assertTrue(failure.toString().contains("file"), failure::toString);
    }

    @Test
    void directoryThatIsLostAfterEnabling() throws Exception {
        final ModelStore store = store();
        store.publish("segments", "v1", container(1));
        final Path directory = temporary.resolve("models");
        final Path aside = Files.move(directory, temporary.resolve("aside"));
        Files.writeString(directory, "x");
        assertThrows(IOException.class, () -> store.publish("segments", "v2", container(2)));
        assertThrows(IOException.class, () -> store.publish("other", "v1", container(3)));
        assertThrows(IOException.class, store::requireWritable);
        assertEquals("x", Files.readString(directory));

        Files.delete(directory);
        Files.move(aside, directory);
        assertEquals(List.of("v1"), store.versions("segments"));
        assertEquals(List.of(), store.versions("other"));
        try (Stream<Path> files = Files.walk(temporary).filter(Files::isRegularFile)) {
            assertEquals(List.of(directory.resolve("segments/v1.zip")), files.toList());
        }
        store.publish("segments", "v2", container(2));
        assertEquals(Optional.of("v2"), store.latestVersion("segments"));
    }

    @Test
    void verifyTellsWhatWorks() throws Exception {
        store().publish("segments", "v1", container(1));
        final List<ConfigVerificationResult> results = verify(temporary.resolve("models"));
        assertEquals(List.of("Write And Read", "List Models"), results.stream().map(ConfigVerificationResult::getVerificationStepName).toList());
        assertEquals(List.of(Outcome.SUCCESSFUL, Outcome.SUCCESSFUL), results.stream().map(ConfigVerificationResult::getOutcome).toList());
        assertTrue(results.getLast().getExplanation().contains("segments=1"), results.getLast().getExplanation());
    }

    @Test
    void verifyTellsWhatDoesNot() throws Exception {
        final Path file = Files.writeString(temporary.resolve("file"), "x");
        final List<ConfigVerificationResult> results = verify(file.resolve("models"));
        assertEquals(List.of(Outcome.FAILED, Outcome.SKIPPED), results.stream().map(ConfigVerificationResult::getOutcome).toList());
        assertTrue(results.getFirst().getExplanation().contains(file.toString()), results.getFirst().getExplanation());
    }

    @Test
    void verifyLeavesNothingBehind() throws Exception {
        verify(temporary.resolve("models"));
        try (Stream<Path> files = Files.list(temporary.resolve("models"))) {
            assertFalse(files.findAny().isPresent());
        }
    }

    private static List<ConfigVerificationResult> verify(final Path directory) {
        final DirectoryModelStore store = new DirectoryModelStore();
        final ConfigurationContext context = new MockConfigurationContext(store, Map.of(DirectoryModelStore.DIRECTORY, directory.toString()), null, Map.of());
        return store.verify(context, new MockComponentLog("store", store), Map.of());
    }

    private static ModelStore enable(final Path directory) throws Exception {
        final TestRunner runner = TestRunners.newTestRunner(NoOpProcessor.class);
        final DirectoryModelStore store = new DirectoryModelStore();
        runner.addControllerService("store", store);
        runner.setProperty(store, DirectoryModelStore.DIRECTORY, directory.toString());
        runner.enableControllerService(store);
        return store;
    }
}
