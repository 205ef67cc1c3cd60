// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

/**
 * How many segments are asked for.
 */
final class SegmentCount {

    private static final String OPTION = "--segments";
    private static final String LABELS = "labels";
    private static final String AUTO = "auto";
    private static final int MAXIMUM = 10_000;

    private SegmentCount() {
    }

    /**
     * @param value a number, or labels for as many as there are labels
     * @param distinctLabels how many labels there are
     * @throws UsageError when it is neither
     */
    static int of(final String value, final int distinctLabels) {
        return switch (value) {
            case LABELS -> distinctLabels;
            case AUTO -> throw new UsageError(OPTION + " auto is not possible yet, as ClusterCustomers cannot choose the number of segments: it takes a whole number from 1 to " + MAXIMUM
                    + ", or labels for as many as there are labels.");
            default -> Arguments.number(OPTION, value, MAXIMUM);
        };
    }

    /**
     * Refuses early, before the file is read, what {@link #of} will refuse.
     */
    static String check(final String value) {
        of(value, 1);
        return value;
    }
}
