// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * How texts become tokens.
 *
 * @param language of all texts, or null to decide for each text
 * @param removeStopWords whether function words are left out
 * @param stemming of English words
 * @param stripHtml whether tags are removed and entities decoded
 * @param removeUrls whether web addresses are removed
 * @param removeEmails whether e-mail addresses are removed
 */
public record TextOptions(TextLanguage language, boolean removeStopWords, Stemming stemming, boolean stripHtml, boolean removeUrls, boolean removeEmails) {
}
