// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import dev.segmentation.core.text.pii.PiiOptions;

/**
 * How texts become tokens.
 *
 * @param cleaning what is done to the text before words are looked for
 * @param personalData what is masked before anything else is made of the text; null for nothing
 * @param languages how the language is decided
 * @param words which of them become tokens
 */
public record TextOptions(CleaningOptions cleaning, PiiOptions personalData, LanguageOptions languages, WordOptions words) {

    public static final TextOptions DEFAULT = new TextOptions(CleaningOptions.DEFAULT, null, LanguageOptions.DEFAULT, WordOptions.DEFAULT);
}
