// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The silhouettes of all rows or of a sample, and their means.
 *
 * @param silhouettes of each row
 * @param cosine mean by cosine distance, -1..1
 * @param euclidean mean by euclidean distance, -1..1
 * @param cosineInterval where the mean of all rows lies when only a sample was taken; null when it is exact, undefined, or the sample is too small to tell
 * @param euclideanInterval the same by euclidean distance
 */
public record SilhouetteScores(Silhouettes silhouettes, Score cosine, Score euclidean, Interval cosineInterval, Interval euclideanInterval) {

    /**
     * @param sample rows to take, ordered by segment
     * @param seed of the groups for the intervals
     */
    static SilhouetteScores of(final VectorTable table, final SegmentLabels labels, final int[] sample, final long seed, final Workers workers, final TrainingMonitor monitor) {
        final String problem = problem(labels, sample);
        if (problem != null) {
            return new SilhouetteScores(new Silhouettes(labels.rows()), Score.undefined(problem), Score.undefined(problem), null, null);
        }

        final SilhouettePass pass = new SilhouettePass(table, labels, sample);
        final Silhouettes silhouettes = pass.run(workers, monitor);
        final Score cosine = pass.zeroVectors() > 0
                ? Score.undefined("zero vectors (" + pass.zeroVectors() + ") have no direction")
                : Score.of(mean(sample, silhouettes::cosine));
        final Score euclidean = Score.of(mean(sample, silhouettes::euclidean));
        if (sample.length == labels.scored()) {
            return new SilhouetteScores(silhouettes, cosine, euclidean, null, null);
        }
        final RandomGroups groups = RandomGroups.of(table, labels, sample, seed, workers, monitor);
        return new SilhouetteScores(silhouettes, cosine, euclidean, groups.cosineInterval(cosine), groups.euclideanInterval(euclidean));
    }

    /** @return the same without those by cosine; why there are none at all stays the reason where that is so */
    SilhouetteScores withoutCosine(final String reason) {
        return new SilhouetteScores(silhouettes, euclidean.reason() == null ? Score.undefined(reason) : euclidean, euclidean, null, euclideanInterval);
    }

    private static String problem(final SegmentLabels labels, final int[] sample) {
        final String problem = Comparability.problem(sample.length, Arrays.stream(sample).map(labels::segment).distinct().count());
        return problem == null || sample.length == labels.scored() ? problem : problem + " in the sample";
    }

    /** Adds why there is no silhouette, and what hinders the comparison of segments altogether. */
    void addNotes(final List<String> notes) {
        if (euclidean.reason() != null) {
            notes.add(euclidean.reason());
        } else if (cosine.reason() != null) {
            notes.add("silhouette_cosine: " + cosine.reason());
        }
    }

    /** @return the mean over the rows that have a value, or null when none has */
    static Double mean(final int[] rows, final IntFunction<Double> values) {
        double sum = 0;
        int count = 0;
        for (final int row : rows) {
            final Double value = values.apply(row);
            if (value != null) {
                sum += value;
                count++;
            }
        }
        return count == 0 ? null : Double.valueOf(sum / count);
    }
}
