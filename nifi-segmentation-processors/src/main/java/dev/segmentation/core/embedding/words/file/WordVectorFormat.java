// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words.file;

/**
 * How files of pre-trained word vectors are written. All have the most frequent word first.
 */
public enum WordVectorFormat {

    /** Recognised by the file's beginning. */
    AUTO,

    /** A line with the number of words and of values, then a line for each word: the word and its values. fastText's .vec files are such. */
    WORD2VEC_TEXT,

    /** A line with the number of words and of values, then for each word: the word, a space, and its values as float32, little-endian. */
    WORD2VEC_BINARY,

    /** A line for each word: the word and its values. */
    GLOVE_TEXT
}
