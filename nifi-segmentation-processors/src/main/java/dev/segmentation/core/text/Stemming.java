// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * How words are reduced to a common form.
 */
public enum Stemming {

    /** Words stay as they were written. */
    NONE,

    /** Careful: Krovetz for English, which looks up a dictionary, so the result is a word in most cases; Lucene's light stemmers for other languages. */
    LIGHT,

    /** Porter's rules (Snowball) cut suffixes, so more forms meet and the result often is no word. */
    PORTER,

    /** The dictionary form, which the sentence decides: OpenNLP's lemmatizer for English, the light stemmer for languages without one. */
    LEMMA
}
