// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import smile.validation.metric.AdjustedMutualInformation;
import smile.validation.metric.AdjustedRandIndex;
import smile.validation.metric.NormalizedMutualInformation;

import static org.junit.jupiter.api.Assertions.assertEquals;

class AgreementOracleTest {

    /** Smile's adjusted mutual information takes minutes with more. */
    private static final int FEW = 2000;

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "agreement.csv", numLinesToSkip = 1)
    void figuresAreThoseOfScikitLearn(final String name, final int n, final int k, final int labelCount, final double noise, final double adjustedRand, final double normalized,
            final double adjusted, final double homogeneity, final double completeness, final double vMeasure, final double accuracy) {
        final int[] segments = new int[n];
        final int[] labels = new int[n];
        for (int row = 0; row < n; row++) {
            segments[row] = draw(1 + row, k);
            labels[row] = (Blobs.uniform(300000007L + row) + 1) / 2 < noise ? draw(700000001L + row, labelCount) : segments[row] % labelCount;
        }
        final LabelAgreement agreement = LabelAgreement.of(segments, labels);
        assertClose(adjustedRand, agreement.adjustedRandIndex());
        assertClose(normalized, agreement.normalizedMutualInformation());
        assertClose(adjusted, agreement.adjustedMutualInformation());
        assertClose(homogeneity, agreement.homogeneity());
        assertClose(completeness, agreement.completeness());
        assertClose(vMeasure, agreement.vMeasure());
        assertClose(accuracy, agreement.accuracy());
        if (k > 1 && labelCount > 1 && n < FEW) {
            assertEquals(AdjustedRandIndex.of(segments, labels), agreement.adjustedRandIndex(), 1e-9);
            assertEquals(NormalizedMutualInformation.sum(segments, labels), agreement.normalizedMutualInformation(), 1e-9);
            assertEquals(AdjustedMutualInformation.sum(segments, labels), agreement.adjustedMutualInformation(), 1e-9);
        }
    }

    private static int draw(final long i, final int k) {
        return (int) (k * (Blobs.uniform(i) + 1) / 2);
    }

    private static void assertClose(final double expected, final double actual) {
        assertEquals(expected, actual, 1e-9 * Math.abs(expected));
    }
}
