// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * Universal part-of-speech tags (universaldependencies.org/u/pos).
 */
public enum PartOfSpeech {
    ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, PART, PRON, PROPN, PUNCT, SCONJ, SYM, VERB, X
}
