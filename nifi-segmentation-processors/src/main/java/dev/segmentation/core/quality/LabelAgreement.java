// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

/**
 * How well segments agree with labels that are known. The names of segments and labels do not matter. Values are those of scikit-learn.
 *
 * @param adjustedRandIndex 1 for the same groups, about 0 for chance (Hubert and Arabie, Journal of Classification 2, 1985)
 * @param normalizedMutualInformation 0..1, mutual information over the mean of both entropies; rises with the number of segments
 * @param adjustedMutualInformation the same without what chance gives: 1 for the same groups, about 0 for chance (Vinh, Epps and Bailey, JMLR 11, 2010)
 * @param homogeneity 0..1, 1 when every segment has one label only (Rosenberg and Hirschberg, EMNLP 2007)
 * @param completeness 0..1, 1 when every label is in one segment only
 * @param vMeasure 0..1, harmonic mean of both
 * @param accuracy 0..1, share of the rows in the segment that is matched with their label when segments and labels are matched one to one as well as possible
 */
public record LabelAgreement(double adjustedRandIndex, double normalizedMutualInformation, double adjustedMutualInformation, double homogeneity,
        double completeness, double vMeasure, double accuracy) {

    private static final double SAME = 1e-12;

    /**
     * @param segments segment of each of n rows, any numbers
     * @param labels label of each of n rows, any numbers
     * @return the agreement; O(n log n + k^3) for k segments or labels
     * @throws IllegalArgumentException when there are no rows, or the lengths differ
     */
    public static LabelAgreement of(final int[] segments, final int[] labels) {
        return of(Contingency.of(segments, labels));
    }

    /**
     * @param table segments by labels
     */
    static LabelAgreement of(final Contingency table) {
        final double information = table.mutualInformation();
        final double segmentEntropy = table.rowEntropy();
        final double labelEntropy = table.columnEntropy();
        final double meanEntropy = (segmentEntropy + labelEntropy) / 2;
        final double homogeneity = labelEntropy == 0 ? 1 : Math.min(1, information / labelEntropy);
        final double completeness = segmentEntropy == 0 ? 1 : Math.min(1, information / segmentEntropy);
        final double vMeasure = homogeneity + completeness == 0 ? 0 : 2 * homogeneity * completeness / (homogeneity + completeness);
        final double expected = ExpectedInformation.of(table);
        // Where chance gives all that there is, both sides have the same groups: all rows in one, or each row by itself.
        final double adjusted = meanEntropy - expected < SAME ? 1 : Math.min(1, (information - expected) / (meanEntropy - expected));
        final double normalized = meanEntropy == 0 ? 1 : Math.min(1, information / meanEntropy);
        return new LabelAgreement(table.pairs().adjustedRandIndex(), normalized, adjusted, homogeneity, completeness, vMeasure, accuracy(table));
    }

    private static double accuracy(final Contingency table) {
        final double[][] weights = new double[table.rowIds().length][table.columnIds().length];
        for (int row = 0; row < weights.length; row++) {
            for (int column = 0; column < weights[row].length; column++) {
                weights[row][column] = table.counts()[row][column];
            }
        }
        final int[] matching = OptimalMatching.of(weights);
        double matched = 0;
        for (int row = 0; row < matching.length; row++) {
            matched += matching[row] < 0 ? 0 : weights[row][matching[row]];
        }
        return matched / table.total();
    }
}
