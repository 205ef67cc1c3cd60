// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * How English words are reduced to a common form.
 */
public enum Stemming {

    /** Words stay as they were written. */
    NONE,

    /** Krovetz: looks up a dictionary, so the result is a word in most cases. */
    LIGHT,

    /** Porter: cuts suffixes by rule, so more forms meet and the result often is no word. */
    PORTER
}
