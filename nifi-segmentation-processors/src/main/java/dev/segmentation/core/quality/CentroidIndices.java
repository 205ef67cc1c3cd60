// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import java.util.Arrays;
import java.util.List;

/**
 * The indices that follow from segments' means and scatter.
 *
 * @param calinskiHarabasz spread between segments over spread within, each per degree of freedom
 * @param daviesBouldin mean over segments of the worst ratio of scatter to separation
 * @param separation smallest distance of two means over the largest diameter, which is twice the mean distance to the segment's mean: a generalized Dunn index
 *         (James C. Bezdek and Nikhil R. Pal, "Some new indexes of cluster validity", IEEE Transactions on Systems, Man, and Cybernetics B 28 (1998),
 *         p. 301-315, with set distance 4 and diameter 3)
 */
public record CentroidIndices(Score calinskiHarabasz, Score daviesBouldin, Score separation) {

    static CentroidIndices of(final Dispersion dispersion, final SegmentLabels labels) {
        final String reason = Comparability.problem(labels.scored(), labels.segments());
        if (reason != null) {
            return new CentroidIndices(Score.undefined(reason), Score.undefined(reason), Score.undefined(reason));
        }
        return new CentroidIndices(calinskiHarabasz(dispersion, labels), daviesBouldin(dispersion), separation(dispersion));
    }

    private static Score calinskiHarabasz(final Dispersion dispersion, final SegmentLabels labels) {
        final double within = Arrays.stream(dispersion.inertia()).sum();
        return within == 0
                ? Score.undefined("the members of each segment are all equal, the index is infinite")
                : Score.of(calinskiHarabasz(Arrays.stream(dispersion.between()).sum(), within, labels));
    }

    /**
     * @param between spread between segments; of one of them for what it adds to the index
     * @param within inertia of all segments, above 0
     */
    static double calinskiHarabasz(final double between, final double within, final SegmentLabels labels) {
        final int segments = labels.segments();
        return between / (segments - 1) / (within / (labels.scored() - segments));
    }

    private static Score daviesBouldin(final Dispersion dispersion) {
        final double mean = Arrays.stream(dispersion.worstRatio()).average().orElseThrow();
        return Double.isInfinite(mean) ? Score.undefined("two segments have the same mean, the index is infinite") : Score.of(mean);
    }

    private static Score separation(final Dispersion dispersion) {
        final double diameter = 2 * Arrays.stream(dispersion.meanDistance()).max().orElseThrow();
        return diameter == 0
                ? Score.undefined("the members of each segment are all equal, the separation is infinite")
                : Score.of(Arrays.stream(dispersion.nearestDistance()).min().orElseThrow() / diameter);
    }

    /** Adds what is peculiar to an index; what hinders every comparison is said once, by the silhouette. */
    void addNotes(final List<String> notes) {
        if (calinskiHarabasz.reason() != null && !calinskiHarabasz.reason().equals(daviesBouldin.reason())) {
            notes.add("calinski_harabasz: " + calinskiHarabasz.reason());
        }
        if (daviesBouldin.reason() != null && !daviesBouldin.reason().equals(calinskiHarabasz.reason())) {
            notes.add("davies_bouldin: " + daviesBouldin.reason());
        }
    }
}
