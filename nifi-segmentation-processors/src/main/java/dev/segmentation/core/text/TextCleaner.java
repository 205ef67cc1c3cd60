// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.Set;

/**
 * Takes out of a text what is not language: markup, web and e-mail addresses, handles, control characters, differences of width.
 * Time is linear in the text's length whatever the text is. What is removed leaves a space, so that its neighbours stay apart.
 */
final class TextCleaner {

    private final Set<Cleaning> steps;
    private final CharacterFolding folding;
    private final EmojiHandling emoji;

    TextCleaner(final CleaningOptions options) {
        steps = options.steps();
        folding = new CharacterFolding(steps, options.unicodeForm());
        emoji = options.emoji();
    }

    /**
     * The characters as they mean to be: what is looked for afterwards is looked for here, since a full-width "ＷＷＷ．" is an address too.
     * Doing it again changes nothing, unless decoding its entities gave new markup ({@code &amp;lt;b&amp;gt;}).
     */
    String decode(final String text) {
        return folding.fold(steps.contains(Cleaning.HTML) ? Markup.strip(text) : text);
    }

    /**
     * @param decoded what {@link #decode} gave; its language can be told from the result, emoji have no names yet
     */
    String removeNoise(final String decoded) {
        String cleaned = decoded;
        if (steps.contains(Cleaning.URLS)) {
            cleaned = WebAddresses.removeUrls(cleaned);
        }
        if (steps.contains(Cleaning.EMAIL_ADDRESSES)) {
            cleaned = WebAddresses.removeEmails(cleaned);
        }
        if (steps.contains(Cleaning.USER_HANDLES)) {
            cleaned = UserHandles.remove(cleaned);
        }
        return steps.contains(Cleaning.REPEATED_CHARACTERS) ? RepeatedCharacters.reduce(cleaned) : cleaned;
    }

    /**
     * @param cleaned what {@link #removeNoise} gave
     * @param language of the text, or null
     */
    String unify(final String cleaned, final TextLanguage language) {
        final String named = emoji == EmojiHandling.KEEP ? cleaned : Emoji.replace(cleaned, emoji);
        return language == TextLanguage.CHINESE && steps.contains(Cleaning.TRADITIONAL_CHINESE) ? HanLpCharacters.simplify(named) : named;
    }
}
