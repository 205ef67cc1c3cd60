// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.Set;

/**
 * How a text is cleaned.
 *
 * @param steps what is taken out or made alike
 * @param unicodeForm to which characters are brought
 * @param emoji what becomes of them
 */
public record CleaningOptions(Set<Cleaning> steps, UnicodeForm unicodeForm, EmojiHandling emoji) {

    /** Everything that a text can lose without losing its meaning. */
    public static final CleaningOptions DEFAULT = new CleaningOptions(Set.of(Cleaning.values()), UnicodeForm.NFKC, EmojiHandling.DROP);

    public CleaningOptions {
        steps = Set.copyOf(steps);
    }
}
