// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * How to choose the number of segments. The work is bounded by operations, not by the clock: the same options give the same choice on any machine.
 *
 * @param minimum fewest segments, at least 2
 * @param maximum most segments, minimum to {@value #MOST}
 * @param minimumShare share of the rows that every segment must have, 0..0.5
 * @param sampleRows rows that are looked at, at most; at least 2
 * @param silhouetteRows rows of the exact silhouette, at most; at least 2. Memory and work grow with the square
 * @param resamples bootstrap resamples whose segments are compared, at least 2
 * @param iterations assignments per fit, after the short starts, at least 1
 * @param maximumOperations floating-point operations, about: with less than the rows would need, fewer rows are looked at; at least 1
 * @param seed the same seed gives the same curve
 */
public record SegmentCountOptions(int minimum, int maximum, double minimumShare, int sampleRows, int silhouetteRows, int resamples, int iterations, double maximumOperations,
        long seed) {

    /** More are no segments that anybody could look at. */
    public static final int MOST = 1000;

    /** With fewer, chance decides. */
    static final int FEWEST_ROWS = 250;

    private static final long KIBIBYTE = 1 << 10;

    public SegmentCountOptions {
        if (minimum < 2 || maximum < minimum || maximum > MOST) {
            throw new IllegalArgumentException("the number of segments must lie between 2 and " + MOST + ", the minimum first, not " + minimum + " and " + maximum);
        }
        if (!(minimumShare >= 0 && minimumShare <= 0.5)) {
            throw new IllegalArgumentException("the minimum share must be 0 to 0.5, not " + minimumShare);
        }
        if (sampleRows < 2 || silhouetteRows < 2 || resamples < 2 || iterations < 1 || !(maximumOperations >= 1)) {
            throw new IllegalArgumentException("rows and resamples must be at least 2, iterations and operations at least 1: " + sampleRows + ", " + silhouetteRows + ", " + resamples
                    + ", " + iterations + ", " + maximumOperations);
        }
    }

    /**
     * Looks at fewer rows where memory is short.
     *
     * @param bytes that a search may take beside the table
     * @throws IllegalArgumentException when they suffice for fewer than {@value #FEWEST_ROWS} rows
     */
    public SegmentCountOptions within(final long bytes, final long rows, final int dimension) {
        SegmentCountOptions fitting = this;
        while (SegmentCountSearch.bytes(rows, dimension, fitting) > bytes) {
            if (fitting.sampleRows <= FEWEST_ROWS) {
                throw new IllegalArgumentException("choosing among " + minimum + " to " + maximum + " segments takes "
                        + Math.ceilDiv(SegmentCountSearch.bytes(rows, dimension, fitting), KIBIBYTE) + " KB beside the vectors, more than the " + bytes / KIBIBYTE + " KB that are left");
            }
            final int fewer = Math.max(FEWEST_ROWS, (int) Math.min(rows, fitting.sampleRows) / 2);
            fitting = new SegmentCountOptions(minimum, maximum, minimumShare, fewer, Math.min(silhouetteRows, fewer), resamples, iterations, maximumOperations, seed);
        }
        return fitting;
    }

    /** What was found to be enough. */
    public static SegmentCountOptions of(final int minimum, final int maximum, final double minimumShare, final long seed) {
        return new SegmentCountOptions(minimum, maximum, minimumShare, 4000, 2000, 6, 6, 2e12, seed);
    }
}
