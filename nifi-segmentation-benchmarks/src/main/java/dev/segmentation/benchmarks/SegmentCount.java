// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.cluster.SegmentCountPoint;
import dev.segmentation.core.cluster.SegmentCountSearch;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.processors.ProcessorDefaults;

import java.io.PrintStream;
import java.util.Locale;

/**
 * How many segments are asked for.
 *
 * @param value a number, labels for as many as there are labels, or auto, which chooses as ClusterCustomers does
 */
record SegmentCount(String value) {

    private static final String OPTION = "--segments";
    private static final String LABELS = "labels";
    private static final String AUTO = "auto";
    private static final int MAXIMUM = 10_000;

    /**
     * @throws UsageError when it is no whole number from 1 to 10,000, nor one of the words
     */
    SegmentCount {
        if (!value.equals(LABELS) && !value.equals(AUTO)) {
            Arguments.number(OPTION, value, MAXIMUM);
        }
    }

    boolean isAutomatic() {
        return value.equals(AUTO);
    }

    /**
     * @param distinctLabels how many labels there are
     * @param table n x d, n at least 1
     * @param out gets the whole curve when the number is chosen, a line per number
     */
    int of(final int distinctLabels, final VectorTable table, final long seed, final Workers workers, final PrintStream out) {
        return switch (value) {
            case LABELS -> distinctLabels;
            case AUTO -> choose(table, seed, workers, out);
            default -> Integer.parseInt(value);
        };
    }

    private static int choose(final VectorTable table, final long seed, final Workers workers, final PrintStream out) {
        final SegmentCountCurve curve = new SegmentCountSearch(ProcessorDefaults.segmentCount(seed), workers, TrainingMonitor.NONE).search(table);
        for (final SegmentCountPoint point : curve.points()) {
            out.printf(Locale.ROOT, "%d segments: silhouette %.4f (simplified %.4f, of resamples %.4f), stability %.4f +- %.4f, score %.4f +- %.4f, smallest share %.4f, inertia %.2f, "
                    + "Calinski-Harabasz %s, Davies-Bouldin %s%n", point.segments(), point.silhouette(), point.simplifiedSilhouette(), point.resampledSilhouette(), point.stability(),
                    point.stabilityError(), point.score(), point.scoreError(), point.smallestShare(), point.inertia(), rounded(point.calinskiHarabasz()), rounded(point.daviesBouldin()));
        }
        out.printf(Locale.ROOT, "seed %d: %d segments of %d rows looked at. %s%n", seed, curve.chosen(), curve.rows(), curve.reason());
        return curve.chosen();
    }

    private static String rounded(final Double value) {
        return value == null ? "undefined" : String.format(Locale.ROOT, "%.3f", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
