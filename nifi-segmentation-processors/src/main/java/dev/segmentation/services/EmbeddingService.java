// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import org.apache.nifi.controller.ControllerService;

import java.util.List;
import java.util.Set;

/**
 * Turns texts into vectors. Only JDK types cross this border, and texts come in batches, because every call of a
 * controller service goes through a proxy.
 */
public interface EmbeddingService extends ControllerService {

    /**
     * @return a name that changes whenever the vectors would: model, its digest, and the options that shape its output
     */
    String getEmbedderId();

    /**
     * @return values per vector
     */
    int getDimension();

    /**
     * @return ISO 639-1 codes of the languages that the model was made for; empty for any language, or when it is not known
     */
    Set<String> getLanguages();

    /**
     * @param texts non-blank texts
     * @return one vector of length 1 per text, in the order of the texts; null for a text in which the model finds nothing
     */
    float[][] embed(List<String> texts);
}
