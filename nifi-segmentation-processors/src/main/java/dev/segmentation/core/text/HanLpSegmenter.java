// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.corpus.io.ResourceIOAdapter;
import com.hankcs.hanlp.dictionary.other.CharTable;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;

import java.util.List;

/**
 * Chinese words by HanLP: the most probable path through a word bigram model. The dictionaries (about 30 MB of heap, half a
 * second) are loaded once per class loader when the first Chinese text comes. Thread-safe.
 */
final class HanLpSegmenter {

    private static final Segment SEGMENT = create();

    private HanLpSegmenter() {
    }

    /**
     * @param run Han characters only
     * @param length how many characters of {@code run} count
     * @param wordEnds receives where each word ends, at least {@code length} long; a surrogate pair is never split
     * @return the number of words
     */
    static int segment(final char[] run, final int length, final int[] wordEnds) {
        // The dictionary knows simplified characters only. The table maps one character to one, so the ends hold for both forms.
        final char[] simplified = new char[length];
        for (int i = 0; i < length; i++) {
            simplified[i] = CharTable.convert(run[i]);
        }
        final List<Term> terms = SEGMENT.seg(simplified);
        int words = 0;
        int end = 0;
        for (final Term term : terms) {
            end += term.word.length();
            if (end == length || !Character.isLowSurrogate(run[end])) {
                wordEnds[words] = end;
                words++;
            }
        }
        return words;
    }

    /**
     * A hanlp.properties or HANLP_ROOT on the machine must not change what the tokens are, so the paths are set to HanLP's
     * own resources before a dictionary is loaded.
     */
    private static Segment create() {
        HanLP.Config.IOAdapter = new ResourceIOAdapter();
        HanLP.Config.CoreDictionaryPath = "data/dictionary/CoreNatureDictionary.mini.txt";
        HanLP.Config.CoreDictionaryTransformMatrixDictionaryPath = "data/dictionary/CoreNatureDictionary.tr.txt";
        HanLP.Config.BiGramDictionaryPath = "data/dictionary/CoreNatureDictionary.ngram.mini.txt";
        HanLP.Config.CustomDictionaryPath = new String[]{"data/dictionary/custom/CustomDictionary.txt"};
        HanLP.Config.CustomDictionaryAutoRefreshCache = false;
        HanLP.Config.CharTypePath = "data/dictionary/other/CharType.bin";
        HanLP.Config.CharTablePath = "data/dictionary/other/CharTable.txt";
        HanLP.Config.Normalization = false;
        // Guessed names of people and places invent words in customers' texts; parts of speech are not asked for.
        return new ViterbiSegment().enableAllNamedEntityRecognize(false).enablePartOfSpeechTagging(false);
    }
}
