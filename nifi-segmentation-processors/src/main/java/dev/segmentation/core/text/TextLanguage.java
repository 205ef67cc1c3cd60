// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

/**
 * A language with an analysis of its own.
 */
public enum TextLanguage {

    ENGLISH("en"),
    CHINESE("zh");

    private final String code;

    TextLanguage(final String code) {
        this.code = code;
    }

    /**
     * @return ISO 639-1
     */
    public String code() {
        return code;
    }
}
