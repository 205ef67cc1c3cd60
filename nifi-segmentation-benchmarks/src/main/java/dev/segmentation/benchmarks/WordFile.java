// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of texts, one text a line, a space between words: what two programs read when they shall do the same work.
 */
final class WordFile {

    private WordFile() {
    }

    static void write(final Path file, final List<List<String>> words) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (final List<String> text : words) {
                writer.write(String.join(" ", text));
                writer.write('\n');
            }
        }
    }

    static List<List<String>> read(final Path file) throws IOException {
        final List<List<String>> words = new ArrayList<>();
        for (final String line : Files.readAllLines(file)) {
            words.add(line.isEmpty() ? List.of() : List.of(line.split(" ")));
        }
        return words;
    }
}
