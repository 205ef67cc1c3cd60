// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.model.InvalidModelException;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.ServiceTrouble;
import dev.segmentation.services.ModelStore;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

/**
 * Calls to a Model Store, told apart by what helps: a model that is missing or damaged stays so, and the FlowFile fails;
 * everything else may pass, and the FlowFile is tried again.
 */
final class StoredModels {

    private StoredModels() {
    }

    /**
     * @throws ServiceTrouble when the store would not take a model now
     */
    static void requireWritable(final ModelStore store) {
        try {
            store.requireWritable();
        } catch (final IOException | RuntimeException e) {
            throw trouble("be written to", e);
        }
    }

    /**
     * @throws ServiceTrouble when the store does not take the model
     */
    static void publish(final ModelStore store, final String name, final String version, final byte[] container) {
        try {
            store.publish(name, version, container);
        } catch (final IOException | RuntimeException e) {
            throw trouble("take the model", e);
        }
    }

    /**
     * @throws RecordProblem when there is no model of that name
     * @throws ServiceTrouble when the store does not answer
     */
    static String latestVersion(final ModelStore store, final String name) {
        return newestVersion(store, name).orElseThrow(() -> new RecordProblem("the Model Store has no model named '" + name + "'"));
    }

    /**
     * @return the latest version, or empty when there is no model of that name
     * @throws ServiceTrouble when the store does not answer
     */
    static Optional<String> newestVersion(final ModelStore store, final String name) {
        try {
            return store.latestVersion(name);
        } catch (final IOException | RuntimeException e) {
            throw trouble("list its models", e);
        }
    }

    /**
     * @return all versions of that name, ascending
     * @throws ServiceTrouble when the store does not answer
     */
    static List<String> versions(final ModelStore store, final String name) {
        try {
            return store.versions(name);
        } catch (final IOException | RuntimeException e) {
            throw trouble("list its models", e);
        }
    }

    /**
     * @throws RecordProblem when there is no such version
     * @throws InvalidModelException when it is damaged
     * @throws ServiceTrouble when the store does not answer
     */
    static byte[] load(final ModelStore store, final String name, final String version) throws InvalidModelException {
        try {
            return store.load(name, version);
        } catch (final InvalidModelException e) {
            throw e;
        } catch (final NoSuchFileException e) {
            throw new RecordProblem("the Model Store has no version '" + version + "' of the model '" + name + "'", e);
        } catch (final IOException | RuntimeException e) {
            throw trouble("load the model", e);
        }
    }

    private static ServiceTrouble trouble(final String action, final Exception cause) {
        return new ServiceTrouble("the Model Store could not " + action + " (" + cause.getClass().getSimpleName() + ")", cause);
    }
}
