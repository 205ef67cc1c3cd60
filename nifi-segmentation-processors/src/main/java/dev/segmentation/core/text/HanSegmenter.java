// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * Finds Chinese words in a run of Han characters.
 */
interface HanSegmenter {

    /**
     * @param run Han characters only
     * @param length how many characters of {@code run} count
     * @param wordEnds receives where each word ends, at least {@code length} long; a surrogate pair is never split
     * @param partsOfSpeech receives each word's, when the segmenter knows them; at least {@code length} long
     * @return the number of words
     */
    int segment(char[] run, int length, int[] wordEnds, PartOfSpeech[] partsOfSpeech);

    /**
     * @return the first characters, simplified: dictionaries know no others. The table maps one character to one, so that positions hold for both
     */
    static char[] simplified(final char[] run, final int length) {
        final char[] simplified = new char[length];
        for (int i = 0; i < length; i++) {
            simplified[i] = HanLpCharacters.simplify(run[i]);
        }
        return simplified;
    }
}
