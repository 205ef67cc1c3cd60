// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.quality.Blobs;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.util.Arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Figures of SciPy and scikit-learn; oracle.py tells how they were made. */
class OracleTest {

    @ParameterizedTest(name = "{0} {8}")
    @CsvFileSource(resources = "linkage.csv", numLinesToSkip = 1, maxCharsPerColumn = 100_000)
    void heightsAndClustersAreThoseOfSciPy(final String name, final int n, final int d, final int k, final double spread, final double offset, final double scale, final int copies,
            final Linkage linkage, final String heights, final String labels) {
        final VectorTable table = new Blobs(n, d, k, spread, offset, scale, copies).table();
        try (Workers workers = new Workers("test", 2)) {
            final Dendrogram tree = new Agglomerative(new AgglomerativeOptions(linkage, k, Long.MAX_VALUE, 1), workers, TrainingMonitor.NONE).hierarchy(table).tree();
            final double[] expected = Arrays.stream(heights.split(" ")).mapToDouble(Double::parseDouble).toArray();
            assertEquals(expected.length, tree.merges());
            for (int merge = 0; merge < expected.length; merge++) {
                assertEquals(expected[merge], tree.height(merge), 3e-6 * expected[merge], "merge " + merge);
            }
            assertArrayEquals(ints(labels), tree.cut(k));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "hdbscan.csv", numLinesToSkip = 1, maxCharsPerColumn = 100_000)
    void denseClustersAreThoseOfScikitLearn(final String name, final int n, final int d, final int k, final double spread, final double offset, final double scale, final int copies,
            final int minimumClusterSize, final int minimumSamples, final String labels) {
        final VectorTable table = new Blobs(n, d, k, spread, offset, scale, copies).table();
        try (Workers workers = new Workers("test", 2)) {
            final Partitioning found = new Hdbscan(new HdbscanOptions(minimumClusterSize, minimumSamples), workers, TrainingMonitor.NONE).fit(table);
            final int[] expected = ints(labels);
            assertArrayEquals(Partitioning.of(expected, Arrays.stream(expected).max().orElseThrow() + 1, null, found.notes()).labels(), found.labels());
        }
    }

    private static int[] ints(final String values) {
        return Arrays.stream(values.split(" ")).mapToInt(Integer::parseInt).toArray();
    }
}
