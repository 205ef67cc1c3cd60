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
 * Writes the vectors of texts as a .npy file, one row per record in the order of the file. A record without a vector becomes a row of zeros.
 */
final class VectorsCommand implements Command {

    private static final String SEED = "--seed";
    private static final String OUTPUT = "--output";

    @Override
    public String name() {
        return "vectors";
    }

    @Override
    public List<String> help() {
        return List.of("vectors --input FILE.jsonl[.gz] --text FIELD --embedding " + String.join("|", Embedding.NAMES) + " --output FILE.npy",
                "        [--seed N] [--dimensions N] [--language auto|en|zh|...] [--threads N] [--limit N]",
                "    the vectors of all records as float32, for numpy.load; rows of zeros for records without a vector");
    }

    @Override
    public void run(final List<String> list, final PrintStream out) throws IOException {
        final Arguments arguments = new Arguments(list, CommonOptions.INPUT, CommonOptions.TEXT, CommonOptions.EMBEDDING, OUTPUT, SEED, CommonOptions.DIMENSIONS, CommonOptions.LANGUAGE,
                CommonOptions.THREADS, CommonOptions.LIMIT);
        final CommonOptions common = CommonOptions.of(arguments);
        final Embedding embedding = Embedding.of(arguments.required(CommonOptions.EMBEDDING));
        final int seed = arguments.number(SEED, 1, Integer.MAX_VALUE);
        final TextSource texts = common.file().texts(arguments.required(CommonOptions.TEXT));
        final Path output = arguments.outputFile(OUTPUT);
        if (Files.exists(output) && Files.isSameFile(output, arguments.inputFile(CommonOptions.INPUT))) {
            throw new UsageError(OUTPUT + " is the file that is read.");
        }
        // A file of that name is always whole.
        final Path partial = output.resolveSibling(output.getFileName() + ".part");
        try {
            final ObjectNode result = write(embedding, texts, common, seed, partial);
            Files.move(partial, output, StandardCopyOption.REPLACE_EXISTING);
            out.println(result);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static ObjectNode write(final Embedding embedding, final TextSource texts, final CommonOptions common, final long seed, final Path file) throws IOException {
        try (Embedder embedder = embedding.open(texts, common); Rows rows = new Rows(file)) {
            final double seconds = embedder.embed(seed, rows::add);
            if (rows.file == null) {
                throw new UsageError("No text has a vector: there is nothing to write.");
            }
            final ObjectNode result = JsonNodeFactory.instance.objectNode();
            result.put("rows", rows.count);
            result.put("dimension", rows.zeros.length);
            result.put("without_vector", rows.withoutVector);
            result.put("seconds_embed", QualityScores.round(seconds));
            return result;
        }
    }

    /** The file is opened by the first vector, which tells the dimension. */
    private static final class Rows implements AutoCloseable {

        private final Path output;
        private NpyRows file;
        private float[] zeros;
        private long count;
        private long withoutVector;

        private Rows(final Path output) {
            this.output = output;
        }

        private void add(final float[] vector) throws IOException {
            if (vector != null && file == null) {
                file = new NpyRows(output, vector.length);
                zeros = new float[vector.length];
                for (long i = 0; i < count; i++) {
                    file.add(zeros);
                }
            }
            if (file != null) {
                file.add(vector == null ? zeros : vector);
            }
            withoutVector += vector == null ? 1 : 0;
            count++;
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
            }
        }
    }
}
