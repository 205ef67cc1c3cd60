// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.ServiceTrouble;
import dev.segmentation.services.EmbeddingService;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.context.PropertyContext;

import java.io.IOException;
import java.util.List;

/**
 * What EmbedText's Verification button tries and tells.
 */
final class EmbedTextVerification {

    private static final String SAMPLE_TEXT = "ok 好";
    private static final long MEBIBYTE = 1 << 20;

    private EmbedTextVerification() {
    }

    /** One step: returns what it found, or throws what stands in the way. */
    private interface Step {

        String run() throws IOException;
    }

    static ConfigVerificationResult embed(final EmbeddingService service) {
        return step("Embed Sample Text", () -> {
            final EmbeddingCall call = new EmbeddingCall(service);
            call.embed(List.of(SAMPLE_TEXT));
            return "Embedded a sample text with " + call.embedderId() + " (dimension " + call.dimension() + ", " + LanguageCheck.describe(call.languages()) + ")";
        });
    }

    static ConfigVerificationResult load(final ModelStore store, final EmbeddingMethod method, final String name) {
        return step("Load Model", () -> {
            final FittedModels.Named model = new FittedModels().latest(store, method, name);
            return "Loaded " + model.embedderId() + " (dimension " + model.model().dimension() + ", vocabulary of " + model.model().vocabularySize() + " words)";
        });
    }

    static List<ConfigVerificationResult> fit(final ModelStore store, final EmbeddingMethod method, final String name, final PropertyContext properties) {
        final ConfigVerificationResult written = step("Write Model Store", () -> {
            FittedModels.requireName(name);
            StoredModels.requireWritable(store);
            return "The Model Store takes models; it has " + StoredModels.versions(store, name).size() + " versions of '" + name + "'";
        });
        final long limit = MemoryLimit.bytes(properties, FittingProperties.TRAINING_MEMORY_LIMIT);
        final String fitted = "Each FlowFile is fitted by " + method.getValue() + " to at most " + FittingProperties.dimensions(method, properties)
                + " dimensions. It may take " + limit / MEBIBYTE + " MB of NiFi's heap of " + Runtime.getRuntime().maxMemory() / MEBIBYTE + " MB";
        return List.of(written, result("Fit Model", Outcome.SUCCESSFUL, fitted));
    }

    private static ConfigVerificationResult step(final String name, final Step step) {
        try {
            return result(name, Outcome.SUCCESSFUL, step.run());
        } catch (final IOException | RecordProblem | ServiceTrouble e) {
            return result(name, Outcome.FAILED, e.getMessage());
        }
    }

    private static ConfigVerificationResult result(final String name, final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder().verificationStepName(name).outcome(outcome).explanation(explanation).build();
    }
}
