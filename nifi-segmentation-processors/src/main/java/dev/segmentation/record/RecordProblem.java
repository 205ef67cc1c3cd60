// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

/**
 * Data that cannot be used: the FlowFile goes to failure. The message names where and why, never the value itself.
 */
public final class RecordProblem extends RuntimeException {

    /**
     * @param recordIndex 0-based position in the FlowFile
     * @param field name of the field
     * @param cause what is wrong, without the value
     */
    public RecordProblem(final long recordIndex, final String field, final String cause) {
        super("record " + recordIndex + ", field '" + field + "': " + cause);
    }

    /**
     * @param message what is wrong with the whole FlowFile, without values
     */
    public RecordProblem(final String message) {
        super(message);
    }

    public RecordProblem(final String message, final Throwable cause) {
        super(message, cause);
    }
}
