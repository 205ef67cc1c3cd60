// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.model.ModelContainer;
import org.apache.nifi.annotation.behavior.Restricted;
import org.apache.nifi.annotation.behavior.Restriction;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.annotation.lifecycle.OnEnabled;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.ConfigVerificationResult.Outcome;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.RequiredPermission;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.controller.AbstractControllerService;
import org.apache.nifi.controller.ConfigurationContext;
import org.apache.nifi.controller.VerifiableControllerService;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.util.StandardValidators;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Models in a directory, see {@link ModelDirectory}.
 */
@Tags({"segmentation", "model", "store", "directory", "file", "version"})
@CapabilityDescription("""
        Keeps versioned model files in a directory, one file per version. A version appears whole or not at all, is never \
        overwritten, and its checksum is verified whenever it is read.""")
@Restricted(restrictions = {
        @Restriction(requiredPermission = RequiredPermission.READ_FILESYSTEM, explanation = "Reads model files from a directory that the user names."),
        @Restriction(requiredPermission = RequiredPermission.WRITE_FILESYSTEM, explanation = "Writes model files into a directory that the user names.")})
public class DirectoryModelStore extends AbstractControllerService implements ModelStore, VerifiableControllerService {

    /** Not declared as an external resource: those must exist before the service is valid. */
    private static final Validator PATH_VALIDATOR = (subject, input, context) -> {
        boolean valid = true;
        try {
            Path.of(input);
        } catch (final InvalidPathException e) {
            valid = false;
        }
        return new ValidationResult.Builder().subject(subject).input(input).valid(valid).explanation("it is not a path").build();
    };

    static final PropertyDescriptor DIRECTORY = new PropertyDescriptor.Builder()
            .name("Directory")
            .description("""
                    Where the models are kept, as <name>/<version>.zip. Created when it does not exist. In a cluster every node needs \
                    the same content: name a directory that all nodes share.""")
            .required(true)
            .addValidator(StandardValidators.NON_BLANK_VALIDATOR)
            .addValidator(PATH_VALIDATOR)
            .build();

    private static final List<PropertyDescriptor> PROPERTY_DESCRIPTORS = List.of(DIRECTORY);

    private static final String STEP_WRITE = "Write And Read";
    private static final String STEP_LIST = "List Models";

    private volatile ModelDirectory directory;

    @Override
    protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
        return PROPERTY_DESCRIPTORS;
    }

    /**
     * Opens the directory, so that a wrong one is noticed here and not after an hour of training.
     */
    @OnEnabled
    public void open(final ConfigurationContext context) throws IOException {
        final ModelDirectory opened = directoryOf(context);
        opened.probe();
        directory = opened;
    }

    @Override
    public void requireWritable() throws IOException {
        directory.probe();
    }

    @Override
    public void publish(final String name, final String version, final byte[] container) throws IOException {
        directory.publish(name, version, container);
    }

    @Override
    public Optional<String> latestVersion(final String name) throws IOException {
        final List<String> versions = directory.versions(name);
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.getLast());
    }

    @Override
    public List<String> versions(final String name) throws IOException {
        return directory.versions(name);
    }

    @Override
    public byte[] load(final String name, final String version) throws IOException {
        final byte[] container = directory.load(name, version);
        ModelContainer.read(container);
        return container;
    }

    @Override
    public List<ConfigVerificationResult> verify(final ConfigurationContext context, final ComponentLog verificationLogger, final Map<String, String> variables) {
        final ModelDirectory verified = directoryOf(context);
        try {
            verified.probe();
        } catch (final IOException e) {
            verificationLogger.error("The directory cannot be used", e);
            return List.of(result(STEP_WRITE, Outcome.FAILED, e.getMessage()), result(STEP_LIST, Outcome.SKIPPED, "The directory cannot be used"));
        }
        final ConfigVerificationResult written = result(STEP_WRITE, Outcome.SUCCESSFUL, "Wrote, read and deleted a file");
        try {
            final Map<String, Integer> models = verified.models();
            return List.of(written, result(STEP_LIST, Outcome.SUCCESSFUL, models.isEmpty() ? "The directory has no models yet" : "Models and their number of versions: " + models));
        } catch (final IOException e) {
            verificationLogger.error("The models cannot be listed", e);
            return List.of(written, result(STEP_LIST, Outcome.FAILED, e.getMessage()));
        }
    }

    private static ModelDirectory directoryOf(final ConfigurationContext context) {
        return new ModelDirectory(Path.of(context.getProperty(DIRECTORY).getValue()));
    }

    private static ConfigVerificationResult result(final String step, final Outcome outcome, final String explanation) {
        return new ConfigVerificationResult.Builder().verificationStepName(step).outcome(outcome).explanation(explanation).build();
    }
}
