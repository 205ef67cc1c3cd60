// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.cluster.RandomStream;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TargetsTest {

    private static final int WORDS = 1000;
    private static final int SAMPLES = 50;

    private final RandomStream random = new RandomStream(1, 2);

    @Test
    void samplesOfAChunkAreOfItsPool() {
        final RowChanges outputs = outputs();
        final Targets targets = new Targets(outputs, new NegativeSampler(equalCounts()), SAMPLES, 16);
        targets.drawPool(random);
        for (int i = 0; i < 40; i++) {
            targets.drawSamples(random);
        }
        // Places are given in turn: so many rows were copied.
        assertTrue(outputs.place(WORDS - 1) <= 16);
        targets.drawPool(random);
        for (int i = 0; i < 40; i++) {
            targets.drawSamples(random);
        }
        assertTrue(outputs.place(WORDS - 2) > 17);
    }

    @Test
    void overManyChunksSamplesFollowTheCounts() {
        final long[] counts = {81, 16, 1, 1};
        final Targets targets = new Targets(new RowChanges(new float[][]{{0}, {1}, {2}, {3}}), new NegativeSampler(counts), SAMPLES, 8);
        final int[] drawn = new int[counts.length];
        final int chunks = 7400;
        for (int chunk = 0; chunk < chunks; chunk++) {
            targets.drawPool(random);
            targets.drawSamples(random);
            for (int k = 1; k < targets.size(); k++) {
                drawn[(int) targets.row(k)[0]]++;
            }
        }
        // To the power of 3/4 the counts are 27, 8, 1 and 1: 37 in all.
        final int[] expected = {270_000, 80_000, 10_000, 10_000};
        for (int word = 0; word < expected.length; word++) {
            assertEquals(expected[word], drawn[word], 0.05 * expected[word]);
        }
    }

    @Test
    void aSampleThatIsTheWordItselfHasNoStep() {
        final Targets targets = new Targets(new RowChanges(new float[1][1]), new NegativeSampler(new long[]{1}), 2, 4);
        targets.drawPool(random);
        targets.drawSamples(random);
        targets.setWord(0);
        final float[] steps = new float[3];
        targets.toSteps(steps, 0.1f);
        assertArrayEquals(new float[]{0.05f, 0, 0}, steps, 1e-3f);
    }

    private static RowChanges outputs() {
        return new RowChanges(IntStream.range(0, WORDS).mapToObj(word -> new float[]{word}).toArray(float[][]::new));
    }

    private static long[] equalCounts() {
        final long[] counts = new long[WORDS];
        Arrays.fill(counts, 1);
        return counts;
    }
}
