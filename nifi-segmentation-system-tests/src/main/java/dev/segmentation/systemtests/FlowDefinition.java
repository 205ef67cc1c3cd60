// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

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
     * Puts a service of another type in the place of one, for all that refer to it.
     *
     * @param name of the service that is replaced
     * @param type class name in the same bundle
     * @param properties by name, all others have their defaults
     * @throws IllegalArgumentException when the definition has no such service
     */
    public FlowDefinition service(final String name, final String type, final Map<String, String> properties) {
        for (final JsonNode service : definition.path("flowContents").path("controllerServices")) {
            if (name.equals(service.path("name").asText())) {
                final ObjectNode replaced = (ObjectNode) service;
                replaced.put("type", type).putObject("propertyDescriptors");
                final ObjectNode values = replaced.putObject("properties");
                properties.forEach(values::put);
                return this;
            }
        }
        throw new IllegalArgumentException("The flow definition has no service '" + name + "'");
    }

    /**
     * Sets a property of all processors of one type.
     *
     * @param type class name without its package
     */
    public FlowDefinition property(final String type, final String property, final String value) {
        for (final JsonNode group : definition.path("flowContents").path("processGroups")) {
            for (final JsonNode processor : group.path("processors")) {
                if (processor.path("type").asText().endsWith("." + type)) {
                    ((ObjectNode) processor.path("properties")).put(property, value);
                }
            }
        }
        return this;
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
