// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.text.Normalizer;

/**
 * Unicode normalisation (UAX 15).
 */
public enum UnicodeForm {

    /** Characters stay as they are. */
    NONE(null),

    /** Letters and their marks become one character. */
    NFC(Normalizer.Form.NFC),

    /** As NFC, and forms that mean the same become one: full width becomes half width, ligatures their letters. */
    NFKC(Normalizer.Form.NFKC);

    private final Normalizer.Form form;

    UnicodeForm(final Normalizer.Form form) {
        this.form = form;
    }

    String normalize(final CharSequence text) {
        return form == null ? text.toString() : Normalizer.normalize(text, form);
    }
}
