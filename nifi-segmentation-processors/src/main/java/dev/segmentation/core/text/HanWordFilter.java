// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

import java.io.IOException;

/**
 * Joins the single Han characters that {@link StandardTokenizer} gives into Chinese words, with their parts of speech where the segmenter knows them. Everything else passes: Latin
 * words and numbers inside Chinese text are the same tokens as inside English text. The segmenter sees only Han characters, because HanLP
 * glues foreign scripts, spaces and emoji together.
 */
final class HanWordFilter extends TokenFilter {

    /** HanLP holds a word lattice of the whole run, so a text without punctuation is cut here. */
    static final int MAXIMUM_RUN = 1024;

    private static final String HAN_TYPE = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.IDEOGRAPHIC];

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
    private final TypeAttribute type = addAttribute(TypeAttribute.class);
    private final PosAttribute pos = addAttribute(PosAttribute.class);

    private final HanSegmenter segmenter;

    private final char[] run = new char[MAXIMUM_RUN];
    private final int[] starts = new int[MAXIMUM_RUN];
    private final int[] ends = new int[MAXIMUM_RUN];
    private final int[] wordEnds = new int[MAXIMUM_RUN];
    private final PartOfSpeech[] partsOfSpeech = new PartOfSpeech[MAXIMUM_RUN];
    private int runLength;
    private int words;
    private int word;
    private State afterRun;
    private boolean exhausted;

    HanWordFilter(final TokenStream input, final HanSegmenter segmenter) {
        super(input);
        this.segmenter = segmenter;
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (word == words) {
            if (afterRun != null) {
                return passOrCollect();
            }
            if (exhausted || !input.incrementToken()) {
                exhausted = true;
                return false;
            }
            if (!isHan()) {
                return true;
            }
            collect();
        }
        emitWord();
        return true;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        forget();
    }

    @Override
    public void close() throws IOException {
        super.close();
        forget();
    }

    private void forget() {
        words = 0;
        word = 0;
        afterRun = null;
        exhausted = false;
    }

    private boolean passOrCollect() throws IOException {
        restoreState(afterRun);
        afterRun = null;
        if (isHan()) {
            collect();
            emitWord();
        }
        return true;
    }

    /**
     * Takes the current token and all Han characters that touch it; the first token that does not is kept for later.
     */
    private void collect() throws IOException {
        runLength = 0;
        append();
        while (afterRun == null && !exhausted) {
            if (!input.incrementToken()) {
                exhausted = true;
            } else if (isHan() && offset.startOffset() == ends[runLength - 1] && runLength + 1 < MAXIMUM_RUN) {
                append();
            } else {
                afterRun = captureState();
            }
        }
        words = segmenter.segment(run, runLength, wordEnds, partsOfSpeech);
        word = 0;
    }

    /**
     * Appends the character without its variation selectors and marks.
     */
    private void append() {
        final int units = Character.charCount(Character.codePointAt(term.buffer(), 0, term.length()));
        for (int i = 0; i < units; i++) {
            run[runLength] = term.charAt(i);
            starts[runLength] = offset.startOffset();
            ends[runLength] = offset.endOffset();
            runLength++;
        }
    }

    private void emitWord() {
        final int from = word == 0 ? 0 : wordEnds[word - 1];
        final int to = wordEnds[word];
        clearAttributes();
        pos.setPartOfSpeech(partsOfSpeech[word]);
        word++;
        term.copyBuffer(run, from, to - from);
        offset.setOffset(starts[from], ends[to - 1]);
        type.setType(HAN_TYPE);
    }

    private boolean isHan() {
        return HAN_TYPE.equals(type.type());
    }
}
