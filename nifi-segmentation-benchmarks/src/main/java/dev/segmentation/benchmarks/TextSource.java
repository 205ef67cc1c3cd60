// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.io.IOException;

/**
 * Texts that can be gone through again and again, always in the same order.
 */
interface TextSource {

    /**
     * @param target gets every text, null where there is none
     */
    void forEach(Target target) throws IOException;

    /** Where the texts go. */
    interface Target {

        void accept(String text) throws IOException;
    }
}
