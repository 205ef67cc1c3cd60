// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes vectors whose groups are known, as many as are wanted: input for a flow that is to show how it copes with more than fits into memory.
 */
final class GenerateCommand implements Command {

    private static final String ROWS = "--rows";
    private static final String DIMENSION = "--dimension";
    private static final String CLUSTERS = "--clusters";
    private static final String OUTPUT = "--output";
    private static final String SEED = "--seed";
    private static final int MAXIMUM_DIMENSION = 100_000;
    private static final int MAXIMUM_CLUSTERS = 10_000;
    private static final int DEFAULT_DIMENSION = 384;
    private static final int DEFAULT_CLUSTERS = 50;

    @Override
    public String name() {
        return "generate";
    }

    @Override
    public List<String> help() {
        return List.of("generate --rows N --output FILE.avro [--dimension D] [--clusters K] [--seed N]",
                "    vectors of a mixture of gaussians as an Avro file: id, label, embedding as float32 bytes; 1.5 KB a row at 384 dimensions");
    }

    @Override
    public void run(final List<String> list, final PrintStream out) throws IOException {
        final Arguments arguments = new Arguments(list, ROWS, DIMENSION, CLUSTERS, OUTPUT, SEED);
        final int rows = Arguments.number(ROWS, arguments.required(ROWS), Integer.MAX_VALUE);
        final int dimension = arguments.number(DIMENSION, DEFAULT_DIMENSION, MAXIMUM_DIMENSION);
        final int clusters = arguments.number(CLUSTERS, DEFAULT_CLUSTERS, MAXIMUM_CLUSTERS);
        final Mixture mixture = new Mixture(clusters, dimension, arguments.number(SEED, 1, Integer.MAX_VALUE));
        final Path output = arguments.outputFile(OUTPUT);

        final Stopwatch watch = new Stopwatch();
        // A file of that name is always whole, and a flow that waits for files passes over names that begin with a dot.
        final Path partial = output.resolveSibling("." + output.getFileName() + ".part");
        try {
            write(mixture, rows, dimension, partial);
            Files.move(partial, output, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
        final ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("rows", rows).put("dimension", dimension).put("clusters", clusters).put("bytes", Files.size(output)).put("seconds", QualityScores.round(watch.seconds()));
        out.println(result);
    }

    private static void write(final Mixture mixture, final int rows, final int dimension, final Path file) throws IOException {
        try (AvroVectors vectors = new AvroVectors(file, dimension)) {
            final float[] vector = new float[dimension];
            for (int i = 0; i < rows; i++) {
                vectors.add(mixture.next(vector), vector);
            }
        }
    }
}
