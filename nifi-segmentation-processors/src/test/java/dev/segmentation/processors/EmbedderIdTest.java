// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.record.FieldPath;
import dev.segmentation.record.SegmentationAttributes;
import org.apache.nifi.util.MockFlowFile;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class EmbedderIdTest {

    @Test
    void aSecondEmbedderDoesNotHideTheFirst() {
        final MockFlowFile flowFile = flowFile(EmbedderId.attributes("embedding", "minilm"));
        flowFile.putAttributes(EmbedderId.attributes("words", "tf-idf"));
        assertEquals("minilm", EmbedderId.of(flowFile, FieldPath.of("embedding")));
        assertEquals("minilm", EmbedderId.of(flowFile, FieldPath.of("/embedding")));
        assertEquals("tf-idf", EmbedderId.of(flowFile, FieldPath.of("words")));
        assertNull(EmbedderId.of(flowFile, FieldPath.of("other")));
        assertNull(EmbedderId.of(flowFile, null));
    }

    /** Of releases that had one attribute only, and where a field was renamed. */
    @Test
    void whereThereIsOneEmbedderItIsThatOfAnyField() {
        assertEquals("minilm", EmbedderId.of(flowFile(Map.of(SegmentationAttributes.EMBEDDER, "minilm")), FieldPath.of("renamed")));
        assertEquals("minilm", EmbedderId.of(flowFile(EmbedderId.attributes("embedding", "minilm")), FieldPath.of("renamed")));
        assertNull(EmbedderId.of(flowFile(Map.of()), FieldPath.of("embedding")));
    }

    private static MockFlowFile flowFile(final Map<String, String> attributes) {
        final MockFlowFile flowFile = new MockFlowFile(1);
        flowFile.putAttributes(attributes);
        return flowFile;
    }
}
