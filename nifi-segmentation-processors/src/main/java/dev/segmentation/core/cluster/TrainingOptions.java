// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.Map;

/**
 * What a clustering was made with, as model files tell it.
 */
public interface TrainingOptions {

    /**
     * @return name of the algorithm, for example k-means
     */
    String algorithm();

    long seed();

    /**
     * @return the algorithm's options by their names in model files: strings and numbers, in a fixed order
     */
    Map<String, Object> values();
}
