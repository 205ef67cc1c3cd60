// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.model.ModelContainer;
import dev.segmentation.model.NpyArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/**
 * What every model store does.
 */
abstract class ModelStoreContract {

    /**
     * @return an enabled store, the same content every time within a test
     */
    abstract ModelStore store() throws Exception;

    /**
     * Cuts the last byte off a published file.
     */
    abstract void damage(String name, String version) throws Exception;

    @Test
    void whatIsPublishedIsLoaded() throws Exception {
        final byte[] container = container(1);
        store().publish("segments", "v1", container);
        assertArrayEquals(container, store().load("segments", "v1"));
        assertEquals(List.of("v1"), store().versions("segments"));
    }

    @Test
    void askingWhetherItCanBeWrittenLeavesNothingBehind() throws Exception {
        store().requireWritable();
        store().publish("segments", "v1", container(1));
        store().requireWritable();
        assertEquals(List.of("v1"), store().versions("segments"));
    }

    @Test
    void versionsAscendAndTheGreatestIsTheLatest() throws Exception {
        for (final String version : List.of("20260102T000000.000Z-aa", "20251231T235959.999Z-ff", "20260102T000000.000Z-ab")) {
            store().publish("segments", version, container(1));
        }
        assertEquals(List.of("20251231T235959.999Z-ff", "20260102T000000.000Z-aa", "20260102T000000.000Z-ab"), store().versions("segments"));
        assertEquals(Optional.of("20260102T000000.000Z-ab"), store().latestVersion("segments"));
    }

    @Test
    void namesAreKeptApart() throws Exception {
        store().publish("a", "v1", container(1));
        store().publish("b", "v1", container(2));
        assertArrayEquals(container(1), store().load("a", "v1"));
        assertArrayEquals(container(2), store().load("b", "v1"));
    }

    @Test
    void unknownModels() throws Exception {
        assertEquals(List.of(), store().versions("nothing"));
        assertEquals(Optional.empty(), store().latestVersion("nothing"));
        assertThrows(IOException.class, () -> store().load("nothing", "v1"));
        store().publish("segments", "v1", container(1));
        assertThrows(IOException.class, () -> store().load("segments", "v2"));
    }

    @Test
    void versionsAreNeverOverwritten() throws Exception {
        store().publish("segments", "v1", container(1));
        assertThrows(IOException.class, () -> store().publish("segments", "v1", container(2)));
        assertArrayEquals(container(1), store().load("segments", "v1"));
    }

    @Test
    void damagedModelsAreRefused() throws Exception {
        store().publish("segments", "v1", container(1));
        damage("segments", "v1");
        assertThrows(IOException.class, () -> store().load("segments", "v1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", ".hidden", "../segments", "a/b", "a\\b", "/etc", "a b", "a\u0000", "Kunden-\u00e4", "a:b", "a\n"})
    void namesThatAreNoNames(final String name) throws Exception {
        final ModelStore store = store();
        assertThrows(IllegalArgumentException.class, () -> store.publish(name, "v1", container(1)));
        assertThrows(IllegalArgumentException.class, () -> store.publish("segments", name, container(1)));
        assertThrows(IllegalArgumentException.class, () -> store.load("segments", name));
        assertThrows(IllegalArgumentException.class, () -> store.versions(name));
        assertThrows(IllegalArgumentException.class, () -> store.latestVersion(name));
    }

    static byte[] container(final int value) {
        return ModelContainer.of("test", ModelContainer.newManifest(), Map.of("values", NpyArray.of(new int[]{value}, 1)), Map.of()).toBytes();
    }
}
