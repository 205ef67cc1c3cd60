// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ErasuresTest {

    @Test
    void theLastDigestsAreKept() {
        final ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("training_rows", 10_000).put("vectors", 10_000);
        for (int i = 0; i <= Erasures.MOST_DIGESTS; i++) {
            assertFalse(Erasures.contains(manifest, "digest" + i));
            Erasures.add(manifest, 2, "digest" + i);
        }
        assertFalse(Erasures.contains(manifest, "digest0"));
        assertTrue(Erasures.contains(manifest, "digest1"));
        assertTrue(Erasures.contains(manifest, "digest" + Erasures.MOST_DIGESTS));
        assertEquals(2 * (Erasures.MOST_DIGESTS + 1), manifest.path("erasures").path("vectors").asInt());
        assertEquals(10_000 - 2 * (Erasures.MOST_DIGESTS + 1), manifest.path("training_rows").asInt());
    }

    /** The first models did not say whether their vectors lie nearest to the centroid of their own segment. */
    @Test
    void onlyMeansOfWhatLiesNearest() {
        final ObjectNode manifest = JsonNodeFactory.instance.objectNode().put("training_rows", 100).put("vectors", 100);
        assertNotNull(Erasures.obstacle(manifest, 100));
        manifest.put("nearest_centroid_agreement", 1.0);
        assertNull(Erasures.obstacle(manifest, 100));
        assertNotNull(Erasures.obstacle(manifest, 99));
        manifest.put("vectors", 101);
        assertNotNull(Erasures.obstacle(manifest, 100));
    }
}
