// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * One way to segment the same records, and what it is worth.
 *
 * @param algorithm its name in model files
 * @param field the records' field with the vectors, or null when only other features count
 * @param vectors records or customers that it was trained on; 0 when it failed
 * @param segments that were found; 0 when it failed
 * @param score null when it failed
 * @param agreement adjusted Rand index of the segments and labels that are known, -1..1, or null
 * @param seconds that it took to read the records and to train
 * @param problem why it failed, in words without customer data; null when it did not
 */
public record ComparedCandidate(String algorithm, String field, long vectors, int segments, SegmentScore score, Double agreement, double seconds, String problem) {

    public ComparedCandidate {
        if ((score == null) == (problem == null)) {
            throw new IllegalArgumentException("a candidate has either scores or a problem");
        }
    }

    public static ComparedCandidate failed(final String algorithm, final String field, final double seconds, final String problem) {
        return new ComparedCandidate(algorithm, field, 0, 0, null, null, seconds, problem);
    }

    /**
     * @return what it is, for people
     */
    public String name() {
        return field == null ? algorithm : algorithm + " on " + field;
    }

    boolean isTrained() {
        return problem == null;
    }
}
