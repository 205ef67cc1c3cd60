// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.services.ModelStore;
import org.apache.nifi.controller.AbstractControllerService;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A store in memory that fails when told so, and gives what it has without looking at it.
 */
final class FaultyModelStore extends AbstractControllerService implements ModelStore {

    private final Map<String, byte[]> models = new TreeMap<>();
    private Exception failure;
    private int loads;
    private int listings;

    void failWith(final Exception toThrow) {
        failure = toThrow;
    }

    int loads() {
        return loads;
    }

    int listings() {
        return listings;
    }

    Map<String, byte[]> models() {
        return models;
    }

    @Override
    public void requireWritable() throws IOException {
        fail();
    }

    @Override
    public void publish(final String name, final String version, final byte[] container) throws IOException {
        fail();
        models.put(name + "/" + version, container);
    }

    @Override
    public Optional<String> latestVersion(final String name) throws IOException {
        return versions(name).stream().reduce((first, second) -> second);
    }

    @Override
    public List<String> versions(final String name) throws IOException {
        fail();
        listings++;
        return models.keySet().stream().filter(key -> key.startsWith(name + "/")).map(key -> key.substring(name.length() + 1)).toList();
    }

    @Override
    public byte[] load(final String name, final String version) throws IOException {
        fail();
        loads++;
        final byte[] model = models.get(name + "/" + version);
        if (model == null) {
            throw new NoSuchFileException(name);
        }
        return model;
    }

    private void fail() throws IOException {
        if (failure instanceof final IOException e) {
            throw e;
        }
        if (failure instanceof final RuntimeException e) {
            throw e;
        }
    }
}
