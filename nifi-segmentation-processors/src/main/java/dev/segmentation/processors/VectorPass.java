// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.serialization.record.Record;

/**
 * Goes through the records of the FlowFile that are used.
 */
@FunctionalInterface
interface VectorPass {

    /**
     * @param consumer given each record and its vector, in order
     */
    void forEach(Consumer consumer);

    /** Takes one record after the other. */
    @FunctionalInterface
    interface Consumer {

        /**
         * @param index 0-based position of the record
         * @param vector of the record, or null where records without one are used
         */
        void accept(Record record, long index, float[] vector);
    }
}
