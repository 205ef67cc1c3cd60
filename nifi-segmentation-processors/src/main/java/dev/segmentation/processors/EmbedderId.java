// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.record.FieldPath;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.flowfile.FlowFile;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What made the vectors of a field. A FlowFile may have vectors of several embedders, each in a field of its own: an attribute per field keeps their ids apart, and the attribute without a field
 * has the id of those that were made last.
 */
final class EmbedderId {

    private static final String OF_FIELD = SegmentationAttributes.EMBEDDER + ".";

    private EmbedderId() {
    }

    /**
     * @param field that the vectors were written to
     * @return the attributes of a FlowFile that has them
     */
    static Map<String, String> attributes(final String field, final String embedder) {
        return Map.of(SegmentationAttributes.EMBEDDER, embedder, OF_FIELD + field, embedder);
    }

    /**
     * @param field that holds no vectors
     * @return the attributes that would tell of them
     */
    static Set<String> attributeNames(final String field) {
        return Set.of(SegmentationAttributes.EMBEDDER, OF_FIELD + field);
    }

    /**
     * Vectors may have been moved to another field since they were made. While there are those of one embedder only, they are the ones.
     *
     * @param field with the vectors, or null when none are used
     * @return the embedder's id, or null when it is not known
     */
    static String of(final FlowFile flowFile, final FieldPath field) {
        if (field == null) {
            return null;
        }
        final String ofField = flowFile.getAttribute(OF_FIELD + field.lastName());
        if (ofField != null) {
            return ofField;
        }
        final Set<String> embedders = flowFile.getAttributes().entrySet().stream().filter(attribute -> attribute.getKey().startsWith(OF_FIELD)).map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        return embedders.size() > 1 ? null : flowFile.getAttribute(SegmentationAttributes.EMBEDDER);
    }
}
