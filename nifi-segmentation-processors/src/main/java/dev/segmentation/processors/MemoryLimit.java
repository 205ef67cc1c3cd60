// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.DataUnit;

/**
 * A memory limit that also respects the heap that NiFi has: all of NiFi lives in it.
 */
final class MemoryLimit {

    /** Bytes that the data of one FlowFile may take where no property says so. */
    static final long HALF_OF_HEAP = Runtime.getRuntime().maxMemory() / 2;

    private MemoryLimit() {
    }

    /**
     * @return the property's value in bytes, but at most half of the heap
     */
    static long bytes(final PropertyContext context, final PropertyDescriptor property) {
        return Math.min(context.getProperty(property).asDataSize(DataUnit.B).longValue(), HALF_OF_HEAP);
    }
}
