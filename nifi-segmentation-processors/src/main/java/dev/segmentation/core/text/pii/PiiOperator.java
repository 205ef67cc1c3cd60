// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

/**
 * What happens to personal data that was found.
 */
public enum PiiOperator {

    /** Its kind takes its place: {@code <EMAIL>}. */
    REPLACE,

    /** Each character becomes an asterisk: the length stays, nothing else. */
    MASK,

    /** A token that a secret key decides takes its place: the same value has the same token, however it is written. */
    HASH,

    /** It is removed. */
    DROP
}
