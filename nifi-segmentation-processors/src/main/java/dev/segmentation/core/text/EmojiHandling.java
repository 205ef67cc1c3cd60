// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * What becomes of emoji.
 */
public enum EmojiHandling {

    /** They stay, and each is a token. */
    KEEP,

    /** Unicode's name takes their place, as one word: {@code grinning_face}. */
    NAME,

    /** They are removed. */
    DROP
}
