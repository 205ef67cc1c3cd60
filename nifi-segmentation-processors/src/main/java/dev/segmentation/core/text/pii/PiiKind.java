// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.util.Locale;

/**
 * Kinds of personal data. Their order decides when two recognisers find the same characters: the earlier kind names them.
 */
public enum PiiKind {

    /** Whatever the user's own patterns match. */
    CUSTOM,
    EMAIL,
    IBAN,
    CHINESE_ID,
    PAYMENT_CARD,
    CHINESE_MOBILE,
    US_SSN,
    IP_ADDRESS,
    PHONE;

    /**
     * @return the kind as it is counted, such as {@code chinese_id}
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
