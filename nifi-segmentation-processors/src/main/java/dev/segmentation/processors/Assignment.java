// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Nearest;
import org.apache.nifi.serialization.record.Record;

import java.io.IOException;

/**
 * Says of one record after the other where it belongs.
 */
@FunctionalInterface
interface Assignment {

    /**
     * @param index 0-based position of the record
     * @return where it belongs, or null when it has no vector
     */
    Nearest next(Record record, long index);

    /**
     * @return the vector of the record asked last as the model sees it, or null when there is none or it is not kept
     */
    default float[] vector() {
        return null;
    }

    /**
     * Writes one record per customer, in the order of their first records, after all records were asked; nothing when records are no customers.
     */
    default void writeCustomers(final SegmentFields fields, final LazyChild child, final TrainingMonitor monitor) throws IOException {
    }
}
