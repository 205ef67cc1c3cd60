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
    private int length;
    private boolean given;

    void set(final char[] newBuffer, final int newLength) {
        buffer = newBuffer;
        length = newLength;
        given = false;
    }

    @Override
    public boolean incrementToken() {
        if (given) {
            return false;
        }
        clearAttributes();
        term.copyBuffer(buffer, 0, length);
        given = true;
        return true;
    }
}
