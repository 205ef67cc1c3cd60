// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * Who finds the words in Chinese text.
 */
public enum ChineseWords {

    /** HanLP: a word bigram model with many words of today. */
    HANLP,

    /** Lucene's SmartChinese: a hidden Markov model of news from the nineties. */
    SMART_CHINESE
}
