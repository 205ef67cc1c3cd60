// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * What can be taken out of a text, or made alike, each on its own.
 */
public enum Cleaning {

    /** HTML tags are removed, entities decoded. */
    HTML,

    /** Control characters become spaces, invisible format characters disappear. */
    CONTROL_CHARACTERS,

    /** Full-width Latin letters, digits, punctuation and spaces become half-width. */
    FULL_WIDTH,

    /** Web addresses are removed. */
    URLS,

    /** E-mail addresses are removed. */
    EMAIL_ADDRESSES,

    /** Names that start with @ are removed. */
    USER_HANDLES,

    /** A letter or mark repeated three times or more is written twice. */
    REPEATED_CHARACTERS,

    /** Traditional Chinese characters become simplified ones, in Chinese texts. */
    TRADITIONAL_CHINESE
}
