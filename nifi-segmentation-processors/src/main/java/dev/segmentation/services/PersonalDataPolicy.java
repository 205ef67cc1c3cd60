// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.text.pii.MaskedText;
import dev.segmentation.core.text.pii.PiiMasker;
import dev.segmentation.core.text.pii.UnmaskableTextException;
import org.apache.nifi.components.DescribedValue;

/**
 * What happens to personal data before a text leaves the machine.
 */
enum PersonalDataPolicy implements DescribedValue {

    MASK("mask", "Every text is searched, and what is found is replaced by its kind before it is sent: <EMAIL>"),
    REFUSE("refuse", "A text in which some is found is not sent, and its FlowFile goes to failure: for texts that have been masked before"),
    SEND("send", "Texts are sent as they are: for a server of your own, or texts that hold none");

    private final String value;
    private final String description;

    PersonalDataPolicy(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    /**
     * @return what may leave the machine
     * @throws EmbeddingRefusedException when the text must not
     */
    String apply(final String text, final PiiMasker masker) {
        if (this == SEND) {
            return text;
        }
        final MaskedText masked;
        try {
            masked = masker.mask(text);
        } catch (final UnmaskableTextException e) {
            throw new EmbeddingRefusedException("a text could not be searched for personal data, so it was not sent");
        }
        if (this == REFUSE && !masked.found().isEmpty()) {
            throw new EmbeddingRefusedException("a text holds personal data (" + String.join(", ", masked.found().keySet()) + ") and was not sent");
        }
        return masked.text();
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
