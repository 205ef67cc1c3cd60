// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.cn.smart.hhmm.HHMMSegmenter;
import org.apache.lucene.analysis.cn.smart.hhmm.SegToken;

/**
 * Chinese words by Lucene's hidden Markov model. Its dictionaries are loaded once per class loader. Thread-safe.
 */
final class SmartChineseSegmenter implements HanSegmenter {

    @Override
    public int segment(final char[] run, final int length, final int[] wordEnds, final PartOfSpeech[] partsOfSpeech) {
        int words = 0;
        for (final SegToken word : new HHMMSegmenter().process(new String(HanSegmenter.simplified(run, length)))) {
            final int end = Math.min(word.endOffset, length);
            // The marks of a sentence's begin and end are words without characters of the run.
            if (word.startOffset >= 0 && end > (words == 0 ? 0 : wordEnds[words - 1]) && (end == length || !Character.isLowSurrogate(run[end]))) {
                wordEnds[words] = end;
                partsOfSpeech[words] = null;
                words++;
            }
        }
        return words;
    }
}
