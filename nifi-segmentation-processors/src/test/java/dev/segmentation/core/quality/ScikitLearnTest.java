// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ScikitLearnTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "scikit-learn.csv", numLinesToSkip = 1)
    void figuresAgree(final String name, final int n, final int d, final int k, final double spread, final double offset, final double scale, final int copies,
            final double cosine, final double euclidean, final double calinskiHarabasz, final double daviesBouldin, final double cosineOfRow7, final double euclideanOfRow7,
            final double inertia, final double separation, final double simplified, final Double calinskiHarabaszUnit, final Double daviesBouldinUnit, final Double inertiaUnit,
            final Double separationUnit, final Double simplifiedUnit) {
        final Blobs blobs = new Blobs(n, d, k, spread, offset, scale, copies);
        try (Workers workers = new Workers("test", 2)) {
            final ScoredSegmentation scored = ScoredSegmentation.of(blobs.table(), SegmentLabels.of(blobs.labels()), new QualityOptions(n, 1), workers, TrainingMonitor.NONE);
            assertClose(cosine, scored.quality().silhouetteCosine());
            assertClose(euclidean, scored.quality().silhouetteEuclidean());
            assertClose(calinskiHarabasz, scored.quality().calinskiHarabasz());
            assertClose(daviesBouldin, scored.quality().daviesBouldin());
            assertClose(cosineOfRow7, scored.silhouettes().cosine(7));
            assertClose(euclideanOfRow7, scored.silhouettes().euclidean(7));

            final SegmentLabels labels = SegmentLabels.of(blobs.labels());
            final CentroidScores plain = CentroidScores.of(blobs.table(), labels, Geometry.EUCLIDEAN, workers, TrainingMonitor.NONE);
            assertScores(plain, calinskiHarabasz, daviesBouldin, inertia, separation, simplified);
            if (simplifiedUnit != null) {
                final CentroidScores unit = CentroidScores.of(blobs.table(), labels, Geometry.COSINE, workers, TrainingMonitor.NONE);
                assertScores(unit, calinskiHarabaszUnit, daviesBouldinUnit, inertiaUnit, separationUnit, simplifiedUnit);
            }
        }
    }

    private static void assertScores(final CentroidScores scores, final double calinskiHarabasz, final double daviesBouldin, final double inertia, final double separation,
            final double simplified) {
        assertClose(calinskiHarabasz, scores.indices().calinskiHarabasz().value());
        assertClose(daviesBouldin, scores.indices().daviesBouldin().value());
        assertClose(inertia, scores.inertia().value());
        assertClose(separation, scores.indices().separation().value());
        assertClose(simplified, scores.simplified().value());
    }

    private static void assertClose(final double expected, final double actual) {
        assertEquals(expected, actual, 1e-7 * Math.abs(expected));
    }
}
