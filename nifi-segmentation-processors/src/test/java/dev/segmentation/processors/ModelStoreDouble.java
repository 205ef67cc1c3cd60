// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.services.ModelStore;
import org.apache.nifi.controller.AbstractControllerService;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A model store in memory that can be made to fail, and whose files can be damaged.
 */
final class ModelStoreDouble extends AbstractControllerService implements ModelStore {

    private final Map<String, TreeMap<String, byte[]>> models = new TreeMap<>();
    private boolean unavailable;
    private boolean readOnly;

    void setUnavailable(final boolean unavailable) {
        this.unavailable = unavailable;
    }

    void setReadOnly(final boolean readOnly) {
        this.readOnly = readOnly;
    }

    @Override
    public void requireWritable() throws IOException {
        requireAvailable();
        if (readOnly) {
            throw new IOException("the disk is read-only");
        }
    }

    @Override
    public void publish(final String name, final String version, final byte[] container) throws IOException {
        requireWritable();
        models.computeIfAbsent(name, key -> new TreeMap<>()).put(version, container);
    }

    @Override
    public Optional<String> latestVersion(final String name) throws IOException {
        requireAvailable();
        return Optional.ofNullable(models.get(name)).map(TreeMap::lastKey);
    }

    @Override
    public List<String> versions(final String name) throws IOException {
        requireAvailable();
        return List.copyOf(models.getOrDefault(name, new TreeMap<>()).keySet());
    }

    Set<String> names() {
        return models.keySet();
    }

    @Override
    public byte[] load(final String name, final String version) throws IOException {
        requireAvailable();
        final byte[] container = models.getOrDefault(name, new TreeMap<>()).get(version);
        if (container == null) {
            throw new IOException("no such version");
        }
        return container.clone();
    }

    private void requireAvailable() throws IOException {
        if (unavailable) {
            throw new IOException("the disk is gone");
        }
    }
}
