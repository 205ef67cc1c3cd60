// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Directories that are made anew for every run.
 */
final class Directories {

    private Directories() {
    }

    /**
     * @return the directory, which exists and is empty now
     */
    static Path makeEmpty(final Path directory) throws IOException {
        if (Files.exists(directory)) {
            final List<Path> deepestFirst;
            try (Stream<Path> paths = Files.walk(directory)) {
                deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            }
            for (final Path path : deepestFirst) {
                Files.delete(path);
            }
        }
        return Files.createDirectories(directory);
    }
}
