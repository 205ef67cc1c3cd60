// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.List;

/**
 * Ways to segment the same records, and which one is best.
 *
 * @param basis what decided, as model files name it
 * @param candidates first the one that is taken when nothing speaks for another
 * @param chosen which of them; it did not fail
 * @param evident false when the evidence does not tell, so that the first, or the first that did not fail, was taken
 * @param reason why, in one or two plain sentences
 */
public record Comparison(String basis, List<ComparedCandidate> candidates, int chosen, boolean evident, String reason) {

    /** The agreement with labels. */
    public static final String LABELS = "labels";
    /** Silhouette and stability, on the same vectors. */
    public static final String SILHOUETTE_AND_STABILITY = "silhouette-and-stability";
    /** Between vectors of several fields the stability, and on each field's vectors as above. */
    public static final String STABILITY = "stability";

    public Comparison {
        candidates = List.copyOf(candidates);
        if (chosen < 0 || chosen >= candidates.size() || !candidates.get(chosen).isTrained()) {
            throw new IllegalArgumentException("the candidate " + chosen + " cannot be chosen");
        }
    }

    public ComparedCandidate best() {
        return candidates.get(chosen);
    }

    /**
     * @return the field whose vectors were chosen among those of several, or null when there was one only
     */
    public String chosenField() {
        return candidates.stream().map(ComparedCandidate::field).distinct().count() > 1 ? best().field() : null;
    }
}
