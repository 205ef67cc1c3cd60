// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.serialization.record.Record;

/**
 * Tells which records must not be used.
 */
@FunctionalInterface
interface LeftOut {

    LeftOut NONE = (record, index) -> false;

    /**
     * @param index 0-based position of the record
     * @throws dev.segmentation.record.RecordProblem when the record does not say clearly
     */
    boolean contains(Record record, long index);

    /**
     * @return what either of the two leaves out; what this one does is not asked of the other
     */
    default LeftOut or(final LeftOut other) {
        return (record, index) -> contains(record, index) || other.contains(record, index);
    }
}
