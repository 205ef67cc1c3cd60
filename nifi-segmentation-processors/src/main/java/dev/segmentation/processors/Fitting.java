// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.embedding.TokenModel;
import dev.segmentation.core.embedding.TokenTrainer;

import java.util.function.Supplier;

/**
 * How one method of EmbedText makes a model and its file.
 *
 * @param trainer gives a new trainer
 * @param file writes a model
 */
record Fitting<M extends TokenModel>(Supplier<TokenTrainer<M>> trainer, FileWriter<M> file) {

    /** Writes a model as a file. */
    interface FileWriter<M> {

        byte[] write(M model, String name, String version, long trainingRecords);
    }
}
