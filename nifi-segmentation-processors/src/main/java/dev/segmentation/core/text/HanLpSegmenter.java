// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;

/**
 * Chinese words by HanLP: the most probable path through a word bigram model. The dictionaries (about 30 MB of heap, half a
 * second) are loaded once per class loader when the first Chinese text comes. Thread-safe.
 */
final class HanLpSegmenter implements HanSegmenter {

    private final Segment segment;
    private final boolean tagged;

    /**
     * @param tagged whether words get their part of speech
     */
    HanLpSegmenter(final boolean tagged) {
        HanLpCharacters.configure();
        this.tagged = tagged;
        // Guessed names of people and places invent words in customers' texts.
        segment = new ViterbiSegment().enableAllNamedEntityRecognize(false).enablePartOfSpeechTagging(tagged);
    }

    @Override
    public int segment(final char[] run, final int length, final int[] wordEnds, final PartOfSpeech[] partsOfSpeech) {
        int words = 0;
        int end = 0;
        for (final Term term : segment.seg(HanSegmenter.simplified(run, length))) {
            end += term.word.length();
            if (end == length || !Character.isLowSurrogate(run[end])) {
                wordEnds[words] = end;
                partsOfSpeech[words] = tagged ? universal(term.nature) : null;
                words++;
            }
        }
        return words;
    }

    /**
     * The first letter of a tag of Peking University's set is the class, the next ones refine it.
     */
    static PartOfSpeech universal(final Nature nature) {
        final String tag = nature == null ? "x" : nature.toString();
        return switch (tag) {
            case "ad", "vd" -> PartOfSpeech.ADV;
            case "an", "vn" -> PartOfSpeech.NOUN;
            case "vshi" -> PartOfSpeech.AUX;
            case "nr", "nr1", "nr2", "nrf", "nrj", "ns", "nsf", "nt", "nx" -> PartOfSpeech.PROPN;
            default -> switch (tag.charAt(0)) {
                case 'a', 'b', 'z' -> PartOfSpeech.ADJ;
                case 'c' -> PartOfSpeech.CCONJ;
                case 'd' -> PartOfSpeech.ADV;
                case 'e', 'o' -> PartOfSpeech.INTJ;
                case 'f', 'g', 'j', 'n', 'q', 's', 't' -> PartOfSpeech.NOUN;
                case 'h', 'k', 'u', 'y' -> PartOfSpeech.PART;
                case 'i', 'l', 'v' -> PartOfSpeech.VERB;
                case 'm' -> PartOfSpeech.NUM;
                case 'p' -> PartOfSpeech.ADP;
                case 'r' -> PartOfSpeech.PRON;
                case 'w' -> PartOfSpeech.PUNCT;
                default -> PartOfSpeech.X;
            };
        };
    }
}
