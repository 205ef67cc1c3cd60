// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * A token stream of one word, again and again.
 */
final class SingleWord extends TokenStream {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private char[] buffer;
    private int from;
    private int to;
    private boolean given;

    void set(final char[] newBuffer, final int newFrom, final int newTo) {
        buffer = newBuffer;
        from = newFrom;
        to = newTo;
        given = false;
    }

    @Override
    public boolean incrementToken() {
        if (given) {
            return false;
        }
        clearAttributes();
        term.copyBuffer(buffer, from, to - from);
        given = true;
        return true;
    }
}
