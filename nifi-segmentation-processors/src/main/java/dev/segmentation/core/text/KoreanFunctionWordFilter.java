// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ko.KoreanPartOfSpeechStopFilter;
import org.apache.lucene.analysis.ko.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

import java.util.Set;

/**
 * Leaves out particles, endings and adverbs, but keeps negations.
 */
final class KoreanFunctionWordFilter extends FilteringTokenFilter {

    private static final Set<String> NEGATIONS = Set.of("안", "못", "않", "아니");

    private final PartOfSpeechAttribute partOfSpeech = addAttribute(PartOfSpeechAttribute.class);
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    KoreanFunctionWordFilter(final TokenStream input) {
        super(input);
    }

    @Override
    protected boolean accept() {
        return !KoreanPartOfSpeechStopFilter.DEFAULT_STOP_TAGS.contains(partOfSpeech.getLeftPOS()) || NEGATIONS.contains(term.toString());
    }
}
