// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.Validator;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Kinds of properties that the groups of TokenizeText share.
 */
final class TextProperties {

    private TextProperties() {
    }

    /**
     * A switch, on unless it is said otherwise.
     */
    static PropertyDescriptor.Builder flag(final String name, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(true)
                .allowableValues("true", "false")
                .defaultValue("true");
    }

    /**
     * A list that is a file, or written into the property: one entry a line.
     */
    static PropertyDescriptor.Builder list(final String name, final String description) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description + " One a line, as the path of a UTF-8 file or written here; lines that start with # are comments.")
                .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE, ResourceType.TEXT)
                .addValidator(Validator.VALID);
    }

    /**
     * @return the entries of a {@link #list}
     */
    static List<String> entries(final PropertyValue list) {
        if (!list.isSet()) {
            return List.of();
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(list.asResource().read(), StandardCharsets.UTF_8))) {
            return reader.lines().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
