// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.util.List;

/**
 * Finds personal data. Time is linear in the length of the text. Thread-safe.
 */
interface Recognizer {

    /**
     * @param text to search
     * @param matches receives what is found, with positions in the folded text; may overlap
     */
    void find(FoldedText text, List<Match> matches);
}
