// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import org.apache.nifi.controller.ControllerService;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps versioned model files, for processors on this node or on others. Versions of a name sort by their text.
 */
public interface ModelStore extends ControllerService {

    /**
     * Tells before hours of training whether a model could be published now. Leaves nothing behind.
     *
     * @throws IOException when it could not
     */
    void requireWritable() throws IOException;

    /**
     * Makes a version visible to readers, whole or not at all.
     *
     * @param name letters, digits, dot, hyphen and underscore, not starting with a dot
     * @param version as for name; must be new
     * @param container a model file
     * @throws IOException when it could not be stored; then nothing is visible
     */
    void publish(String name, String version, byte[] container) throws IOException;

    /**
     * @return the greatest version of a name, or empty when there is none
     */
    Optional<String> latestVersion(String name) throws IOException;

    /**
     * @return all versions of a name, ascending
     */
    List<String> versions(String name) throws IOException;

    /**
     * @return the model file, its checksum verified
     * @throws IOException when there is no such version, or its file is damaged
     */
    byte[] load(String name, String version) throws IOException;
}
