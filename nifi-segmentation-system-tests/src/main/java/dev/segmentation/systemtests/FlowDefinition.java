// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A flow definition as NiFi exports and imports it, whose parameters are set before the import.
 */
public final class FlowDefinition {

    private final ObjectNode definition;

    private FlowDefinition(final ObjectNode definition) {
        this.definition = definition;
    }

    /**
     * @param file a flow definition with one parameter context
     */
    public static FlowDefinition read(final Path file) throws IOException {
        return new FlowDefinition((ObjectNode) new ObjectMapper().readTree(file.toFile()));
    }

    /**
     * Gives the parameter context a name of its own: an import under a name that exists takes over the existing values.
     */
    public FlowDefinition parameterContext(final String name) {
        final ObjectNode contexts = (ObjectNode) definition.path("parameterContexts");
        final ObjectNode context = context();
        contexts.removeAll();
        contexts.set(name, context.put("name", name));
        rename((ObjectNode) definition.path("flowContents"), name);
        return this;
    }

    private static void rename(final ObjectNode group, final String context) {
        group.put("parameterContextName", context);
        group.path("processGroups").forEach(child -> rename((ObjectNode) child, context));
    }

    /**
     * @throws IllegalArgumentException when the definition has no such parameter
     */
    public FlowDefinition parameter(final String name, final String value) {
        for (final JsonNode parameter : context().path("parameters")) {
            if (name.equals(parameter.path("name").asText())) {
                ((ObjectNode) parameter).put("value", value);
                return this;
            }
        }
        throw new IllegalArgumentException("The flow definition has no parameter '" + name + "'");
    }

    /**
     * Takes all components of one bundle in another version.
     */
    public FlowDefinition bundleVersion(final String bundleGroup, final String version) {
        definition.findValues("bundle").forEach(bundle -> {
            if (bundleGroup.equals(bundle.path("group").asText())) {
                ((ObjectNode) bundle).put("version", version);
            }
        });
        return this;
    }

    /**
     * @return what is sent to NiFi
     */
    public JsonNode json() {
        return definition;
    }

    private ObjectNode context() {
        return (ObjectNode) definition.path("parameterContexts").elements().next();
    }
}
