// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * How texts are read by a {@link SentenceEncoder}.
 *
 * @param maximumTokens tokens read at once, the model's special ones and the prefix included
 * @param longTexts what happens to longer texts
 * @param prefix put before every text, and before every window of a text, as words of its own; may be empty
 */
public record SentenceOptions(int maximumTokens, LongTexts longTexts, String prefix) {
}
