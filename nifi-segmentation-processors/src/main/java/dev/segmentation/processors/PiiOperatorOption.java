// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.pii.PiiOperator;
import org.apache.nifi.components.DescribedValue;

/**
 * What becomes of personal data, as it is chosen.
 */
enum PiiOperatorOption implements DescribedValue {

    REPLACE("replace", PiiOperator.REPLACE, "Its kind takes its place: <EMAIL>"),
    MASK("mask", PiiOperator.MASK, "Each character becomes an asterisk, so that the length stays"),
    HASH("hash", PiiOperator.HASH, "A token computed with the Hash Key takes its place, such as EMAIL_cdlkaomhbngpfiej: the same value has the same token, however it is written"),
    DROP("drop", PiiOperator.DROP, "It is removed");

    private final String value;
    private final PiiOperator operator;
    private final String description;

    PiiOperatorOption(final String value, final PiiOperator operator, final String description) {
        this.value = value;
        this.operator = operator;
        this.description = description;
    }

    PiiOperator operator() {
        return operator;
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
