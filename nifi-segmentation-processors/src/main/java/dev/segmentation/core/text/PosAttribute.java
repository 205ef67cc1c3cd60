// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.util.Attribute;

/**
 * The part of speech of a word, as far as the tokenizer knows it.
 */
public interface PosAttribute extends Attribute {

    /**
     * @return null when it is not known
     */
    PartOfSpeech partOfSpeech();

    void setPartOfSpeech(PartOfSpeech partOfSpeech);
}
