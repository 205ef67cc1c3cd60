// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * Takes out of a text what is not language: markup, web and e-mail addresses, control characters, differences of width.
 * Time is linear in the text's length whatever the text is. What is removed leaves a space, so that its neighbours stay apart.
 */
final class TextCleaner {

    private final boolean stripHtml;
    private final boolean removeUrls;
    private final boolean removeEmails;

    TextCleaner(final TextOptions options) {
        stripHtml = options.stripHtml();
        removeUrls = options.removeUrls();
        removeEmails = options.removeEmails();
    }

    /**
     * Cleaning a cleaned text again changes nothing, unless decoding its entities gave new markup ({@code &amp;lt;b&amp;gt;}).
     */
    String clean(final String text) {
        // Addresses are looked for in the folded text: a full-width "ＷＷＷ．" is an address too.
        String cleaned = CharacterFolding.fold(stripHtml ? Markup.strip(text) : text);
        if (removeUrls) {
            cleaned = WebAddresses.removeUrls(cleaned);
        }
        return removeEmails ? WebAddresses.removeEmails(cleaned) : cleaned;
    }
}
