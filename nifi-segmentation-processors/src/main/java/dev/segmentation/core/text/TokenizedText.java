// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.List;

/**
 * A text's tokens, in the text's order.
 *
 * @param language whose analysis was chosen, or null when the text has no letters or most of them are of another script
 * @param tokens lower case; each has a letter or a digit
 */
public record TokenizedText(TextLanguage language, List<String> tokens) {

    static final TokenizedText EMPTY = new TokenizedText(null, List.of());

    public TokenizedText {
        tokens = List.copyOf(tokens);
    }
}
