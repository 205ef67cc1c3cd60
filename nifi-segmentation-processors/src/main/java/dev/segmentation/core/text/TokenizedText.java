// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.List;
import java.util.Map;

/**
 * What was made of a text.
 *
 * @param language whose analysis was chosen, or null when there is no text or its language is none of the candidates
 * @param tokens in the text's order; each has a letter or a digit, or is an emoji
 * @param partsOfSpeech Universal POS tags parallel to the tokens; null when they were not asked for or nobody tags this language
 * @param cleanText what the tokens were found in, with the marks of personal data; null without text
 * @param maskedText the text without markup and personal data, otherwise as it came; null when masking was not asked for
 * @param personalData how often each kind was found; null when masking was not asked for
 */
public record TokenizedText(TextLanguage language, List<String> tokens, List<String> partsOfSpeech, String cleanText, String maskedText, Map<String, Integer> personalData) {

    public TokenizedText {
        tokens = List.copyOf(tokens);
        partsOfSpeech = partsOfSpeech == null ? null : List.copyOf(partsOfSpeech);
    }
}
