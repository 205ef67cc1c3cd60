// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import dev.segmentation.core.text.pii.MaskedText;
import dev.segmentation.core.text.pii.PiiMasker;
import dev.segmentation.core.text.pii.PiiOptions;

/**
 * A text that people may read: without markup, and with personal data masked, as TokenizeText masks it. Thread-safe.
 */
public final class TextMasker {

    private final TextCleaner cleaner = new TextCleaner(CleaningOptions.DEFAULT);
    private final PiiMasker masker;

    /**
     * @param options what is masked, and how
     * @throws java.util.regex.PatternSyntaxException when a pattern is no regular expression
     */
    public TextMasker(final PiiOptions options) {
        masker = new PiiMasker(options);
    }

    /**
     * @param text any text; time is linear in its length
     * @return the masked text
     * @throws dev.segmentation.core.text.pii.UnmaskableTextException when the text could not be searched to its end
     */
    public MaskedText mask(final String text) {
        return masker.mask(cleaner.decode(text));
    }
}
