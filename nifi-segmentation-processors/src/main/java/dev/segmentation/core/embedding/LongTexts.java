// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * What happens to texts of more tokens than are read at once.
 */
public enum LongTexts {
    /** Only the beginning is read. */
    TRUNCATE,
    /** All is read, in windows that follow on one another; the text's vector is the mean of theirs, weighted by their tokens. */
    WINDOWS
}
