// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.Arrays;
import java.util.List;

/**
 * Whether other data of the same kind would give the same segments.
 *
 * @param resamples number of bootstrap resamples that were clustered
 * @param rows number of rows they were drawn from
 * @param score mean over resamples of the adjusted Rand index of segments and clusters of the rows drawn, at most 1
 * @param deviation standard deviation over resamples, null with fewer than two or when the score is undefined
 * @param segments per place of a segment: mean over resamples of the Jaccard coefficient with the most similar cluster, 0..1; null when the segment was never
 *         drawn
 */
public record Stability(int resamples, int rows, Score score, Double deviation, List<Double> segments) {

    /**
     * @param segments number of segments
     * @param reason why it was not measured
     */
    public static Stability undefined(final int segments, final String reason) {
        return new Stability(0, 0, Score.undefined(reason), null, Arrays.asList(new Double[segments]));
    }
}
