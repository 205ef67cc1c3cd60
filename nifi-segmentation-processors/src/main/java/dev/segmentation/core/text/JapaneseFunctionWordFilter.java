// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ja.JapaneseAnalyzer;
import org.apache.lucene.analysis.ja.tokenattributes.BaseFormAttribute;
import org.apache.lucene.analysis.ja.tokenattributes.PartOfSpeechAttribute;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

import java.util.Set;

/**
 * Leaves out particles and auxiliaries, but keeps negations.
 */
final class JapaneseFunctionWordFilter extends FilteringTokenFilter {

    private static final Set<String> STOP_TAGS = JapaneseAnalyzer.getDefaultStopTags();
    private static final Set<String> NEGATIONS = Set.of("ない", "ぬ", "ん");

    private final PartOfSpeechAttribute partOfSpeech = addAttribute(PartOfSpeechAttribute.class);
    private final BaseFormAttribute baseForm = addAttribute(BaseFormAttribute.class);
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    JapaneseFunctionWordFilter(final TokenStream input) {
        super(input);
    }

    @Override
    protected boolean accept() {
        final String tag = partOfSpeech.getPartOfSpeech();
        return tag == null || !STOP_TAGS.contains(tag) || NEGATIONS.contains(baseForm.getBaseForm() == null ? term.toString() : baseForm.getBaseForm());
    }
}
