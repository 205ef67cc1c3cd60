// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.serialization.record.Record;

import java.util.function.BiConsumer;

/**
 * Goes through the records of the FlowFile that have a vector.
 */
@FunctionalInterface
interface VectorPass {

    /**
     * @param consumer given each record and its vector, in order
     */
    void forEach(BiConsumer<Record, float[]> consumer);
}
