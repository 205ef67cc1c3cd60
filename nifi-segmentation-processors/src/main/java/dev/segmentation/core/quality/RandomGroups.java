// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * How far the mean silhouette of a sample may be from that of all rows. A sample errs twice: by the rows whose silhouettes are averaged and by the rows that
 * they are compared with. The spread of the silhouettes knows only the first. So the sample is split at random into ten groups that are scored each by
 * itself: their means vary by both, ten times as much as that of the whole sample does. The square root of that variance over ten, less for a sample that is
 * a large part of the rows, times Student's t with nine degrees of freedom is half of the interval. A tenth of the work of the sample itself.
 *
 * @see <a href="https://doi.org/10.1007/978-0-387-35099-8">Wolter: Introduction to Variance Estimation, 2007</a>, chapter 2
 */
final class RandomGroups {

    private static final int GROUPS = 10;
    /** Quantile 0.975 of Student's t with 9 degrees of freedom. */
    private static final double STUDENT = 2.262157162854099;
    private static final int LEAST_ROWS = 20;

    private final double[] cosine;
    private final double[] euclidean;
    private final double unseen;

    private RandomGroups(final double[] cosine, final double[] euclidean, final double unseen) {
        this.cosine = cosine;
        this.euclidean = euclidean;
        this.unseen = unseen;
    }

    /**
     * @param sample rows ordered by segment
     */
    static RandomGroups of(final VectorTable table, final SegmentLabels labels, final int[] sample, final long seed, final Workers workers, final TrainingMonitor monitor) {
        final double[] cosine = new double[GROUPS];
        final double[] euclidean = new double[GROUPS];
        final int[] groups = groups(sample.length, seed);
        for (int number = 0; number < GROUPS; number++) {
            final int[] rows = rows(sample, groups, number);
            final long segments = Arrays.stream(rows).map(labels::segment).distinct().count();
            if (rows.length < LEAST_ROWS || Comparability.problem(rows.length, segments) != null) {
                return new RandomGroups(null, null, 0);
            }
            final Silhouettes silhouettes = new SilhouettePass(table, labels, rows).run(workers, monitor);
            final Double byAngle = SilhouetteScores.mean(rows, silhouettes::cosine);
            cosine[number] = byAngle == null ? Double.NaN : byAngle;
            euclidean[number] = SilhouetteScores.mean(rows, silhouettes::euclidean);
        }
        return new RandomGroups(cosine, euclidean, 1 - (double) sample.length / labels.scored());
    }

    /** Groups of the same size, give or take one. */
    private static int[] groups(final int size, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed + 1);
        final int[] groups = new int[size];
        for (int i = 0; i < size; i++) {
            final int place = random.nextInt(i + 1);
            groups[i] = groups[place];
            groups[place] = i % GROUPS;
        }
        return groups;
    }

    private static int[] rows(final int[] sample, final int[] groups, final int number) {
        final int[] rows = new int[sample.length];
        int count = 0;
        for (int i = 0; i < sample.length; i++) {
            if (groups[i] == number) {
                rows[count++] = sample[i];
            }
        }
        return Arrays.copyOf(rows, count);
    }

    Interval cosineInterval(final Score mean) {
        return interval(mean, cosine);
    }

    Interval euclideanInterval(final Score mean) {
        return interval(mean, euclidean);
    }

    private Interval interval(final Score mean, final double[] means) {
        if (mean.value() == null || means == null) {
            return null;
        }
        final double center = Arrays.stream(means).average().orElseThrow();
        final double squares = Arrays.stream(means).map(value -> (value - center) * (value - center)).sum();
        final double half = STUDENT * Math.sqrt(squares / (GROUPS * (GROUPS - 1)) * unseen);
        return new Interval(Math.max(-1, mean.value() - half), Math.min(1, mean.value() + half));
    }
}
