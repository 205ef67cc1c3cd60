// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Avro's own library reads what is written. */
class GenerateCommandTest {

    private static final int ROWS = 6000;
    private static final int DIMENSION = 16;
    private static final int CLUSTERS = 3;

    @TempDir
    private Path directory;

    @Test
    void groupsLieAroundTheirCentres() throws IOException {
        final double[][] sums = new double[CLUSTERS][DIMENSION];
        final int[] counts = new int[CLUSTERS];
        double squares = 0;
        long blocks = 0;
        try (DataFileReader<GenericRecord> reader = new DataFileReader<>(generate("v.avro", 1).toFile(), new GenericDatumReader<>())) {
            assertNull(reader.getMetaString("avro.codec"));
            long blockStart = -1;
            for (int i = 0; i < ROWS; i++) {
                final GenericRecord record = reader.next();
                blocks += reader.previousSync() == blockStart ? 0 : 1;
                blockStart = reader.previousSync();
                assertEquals((long) i, record.get("id"));
                final int label = (int) record.get("label");
                final ByteBuffer embedding = ((ByteBuffer) record.get("embedding")).order(ByteOrder.LITTLE_ENDIAN);
                assertEquals(DIMENSION * Float.BYTES, embedding.remaining());
                counts[label]++;
                for (int j = 0; j < DIMENSION; j++) {
                    final double value = embedding.getFloat();
                    sums[label][j] += value;
                    squares += value * value;
                }
            }
            assertTrue(!reader.hasNext());
        }
        assertTrue(blocks > 1);
        assertTrue(counts[0] > counts[1] && counts[1] > counts[2] && counts[2] > 0);
        double explained = 0;
        for (int c = 0; c < CLUSTERS; c++) {
            for (int j = 0; j < DIMENSION; j++) {
                explained += sums[c][j] * sums[c][j] / counts[c];
            }
        }
        assertEquals(1, (squares - explained) / ROWS / DIMENSION, 0.03);
    }

    @Test
    void sameSeedSameBytes() throws IOException {
        assertArrayEquals(Files.readAllBytes(generate("a.avro", 1)), Files.readAllBytes(generate("b.avro", 1)));
        assertTrue(Files.mismatch(directory.resolve("a.avro"), generate("c.avro", 2)) >= 0);
    }

    private Path generate(final String name, final int seed) throws IOException {
        final Path file = directory.resolve(name);
        final BenchmarksTest.Outcome outcome = BenchmarksTest.Outcome.of("generate", "--rows", Integer.toString(ROWS), "--dimension", Integer.toString(DIMENSION),
                "--clusters", Integer.toString(CLUSTERS), "--seed", Integer.toString(seed), "--output", file.toString());
        assertEquals("", outcome.errors());
        assertTrue(outcome.output().contains("\"bytes\":" + Files.size(file)), outcome.output());
        return file;
    }
}
