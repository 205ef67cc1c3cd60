// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import java.util.Locale;

/**
 * Whether a new model may take the place of the earlier one.
 *
 * @param granted whether it may
 * @param reason in plain sentences
 */
public record Promotion(boolean granted, String reason) {

    /**
     * Lets a new model pass unless a score fell by more than the margin. What was not measured on both sides is not judged; only a silhouette that the new segments do not
     * have, while the earlier ones have one on the same rows, counts as fallen: there is nothing left that is told apart.
     *
     * @param before scores of the earlier segments, the silhouette on the same rows as the new one
     * @param after scores of the new segments
     * @param margin by which each score may fall, 0 or more
     * @throws IllegalArgumentException when the margin is negative or no number
     */
    public static Promotion of(final SegmentationScores before, final SegmentationScores after, final double margin) {
        if (!(margin >= 0)) {
            throw new IllegalArgumentException("the margin must be 0 or more, not " + margin);
        }
        final boolean lost = before.silhouette() != null && after.silhouette() == null;
        final boolean silhouetteFell = lost || fell(before.silhouette(), after.silhouette(), margin);
        final boolean stabilityFell = fell(before.stability(), after.stability(), margin);
        final String silhouette = lost
                ? String.format(Locale.ROOT, "The new segments have no silhouette, the earlier ones have %.3f.", before.silhouette())
                : sentence("silhouette", before.silhouette(), after.silhouette(), silhouetteFell, margin);
        return new Promotion(!silhouetteFell && !stabilityFell, silhouette + " " + sentence("stability", before.stability(), after.stability(), stabilityFell, margin));
    }

    private static boolean fell(final Double before, final Double after, final double margin) {
        return before != null && after != null && before - after > margin;
    }

    private static String sentence(final String score, final Double before, final Double after, final boolean fell, final double margin) {
        if (before == null || after == null) {
            return "There are no two values of the " + score + " to compare.";
        }
        return String.format(Locale.ROOT, fell ? "The %s went from %.3f to %.3f, a fall of more than %s." : "The %s went from %.3f to %.3f, no fall of more than %s.", score, before, after, margin);
    }
}
