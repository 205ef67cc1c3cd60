// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.core.features.BlockShares;
import dev.segmentation.core.features.BlockWeights;
import dev.segmentation.core.features.CategoryColumns;
import dev.segmentation.core.features.FeatureBlock;
import dev.segmentation.core.features.FeatureFields;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.features.FeatureRow;
import dev.segmentation.core.features.NumberColumn;
import dev.segmentation.core.features.NumberField;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

class FeaturesJsonTest {

    private static final FeatureRow ROW = new FeatureRow(new float[]{0.6f, 0.8f}, new double[]{41, Double.NaN}, new String[]{"fr"}, new double[]{3.5, 2, 120});

    @Test
    void comesBackAsItWent() throws InvalidModelException {
        final FeaturePipeline pipeline = pipeline(new CustomerPooling(7_776_000_000L, 2));
        final FeaturePipeline read = FeaturesJson.read(json(pipeline));
        assertEquals(pipeline.fields(), read.fields());
        assertEquals(pipeline.numbers(), read.numbers());
        assertEquals(pipeline.purchases(), read.purchases());
        assertEquals(pipeline.weights(), read.weights());
        assertEquals(pipeline.referenceDate(), read.referenceDate());
        assertArrayEquals(pipeline.vector(ROW), read.vector(ROW));
        assertEquals(new CustomerPooling(null, 1), FeaturesJson.read(json(pipeline(new CustomerPooling(null, 1)))).fields().pooling());
    }

    @Test
    void whatDoesNotAgreeIsRefused() {
        assertRefused(json -> json.put("version", 2));
        assertRefused(json -> json.remove("version"));
        assertRefused(json -> json.remove("customer_field"));
        assertRefused(json -> json.remove("date_field"));
        assertRefused(json -> json.remove("reference_date_millis"));
        assertRefused(json -> ((ObjectNode) json.path("text")).put("factor", "1"));
        assertRefused(json -> ((ObjectNode) json.path("text")).put("factor", -1));
        assertRefused(json -> ((ObjectNode) json.path("numbers").path(0)).put("scale", -1));
        assertRefused(json -> ((ObjectNode) json.path("numbers").path(0)).remove("center"));
        assertRefused(json -> ((ObjectNode) json.path("numbers").path(0)).put("name", " "));
        assertRefused(json -> ((ArrayNode) json.path("categories").path(0).path("values")).add("fr"));
        assertRefused(json -> ((ArrayNode) json.path("categories").path(0).path("values")).add(5));
        assertRefused(json -> ((ArrayNode) json.path("purchases")).remove(0));
        assertRefused(json -> ((ObjectNode) json.path("blocks").path(0)).put("block", "image"));
        assertRefused(json -> ((ObjectNode) json.path("blocks").path(0)).put("weight", -1));
    }

    /** A file of the first version of features: every later release reads it and makes the same vectors. */
    @Test
    void filesOfEarlierReleasesMakeTheSameVectors() throws IOException {
        final byte[] bytes;
        try (InputStream in = getClass().getResourceAsStream("/models/segments-features-1.zip")) {
            assertNotNull(in);
            bytes = in.readAllBytes();
        }
        final SegmentModel model = SegmentModel.read(bytes);
        final float[] vector = model.features().vector(ROW);
        assertArrayEquals(new float[]{0.6f, 0.8f, 0.32075015f, -1.1547005f, 1.1547005f, 0, 0.70710677f, 0, -0.11488153f, 0.12343177f, 0.16408925f}, vector, 1e-6f);
        assertEquals(1, model.centroids().nearest(vector).segment());
        assertEquals("customer", model.features().fields().customer());
    }

    private static FeaturePipeline pipeline(final CustomerPooling pooling) {
        final FeatureFields fields = new FeatureFields("customer", pooling, true, List.of(new NumberField("age", false), new NumberField("/order/total", true)), List.of("country"), "day", "paid");
        return new FeaturePipeline(fields, new BlockWeights(1, 1, 0.5, 0.25), 2, 1, List.of(new NumberColumn("age", false, 36, 9, 35, false),
                new NumberColumn("/order/total", true, 5, 1, 19.0855369231877, true)), List.of(new CategoryColumns("country", List.of("de", "fr"), false, Math.sqrt(2))),
                List.of(new NumberColumn("recency", true, 2.3, 1, 9, false), new NumberColumn("frequency", true, 0.5, 0.7, 1, false), new NumberColumn("monetary", true, 4, 0.7, 54, false)),
                1_700_000_000_000L);
    }

    private static ObjectNode json(final FeaturePipeline pipeline) {
        final Map<FeatureBlock, Double> quarters = Arrays.stream(FeatureBlock.values()).collect(Collectors.toMap(block -> block, block -> 0.25));
        return FeaturesJson.of(pipeline, new BlockShares(quarters, quarters));
    }

    private static void assertRefused(final Consumer<ObjectNode> change) {
        final ObjectNode json = json(pipeline(new CustomerPooling(null, 1)));
        change.accept(json);
        final JsonNode changed = json;
        assertThrows(InvalidModelException.class, () -> FeaturesJson.read(changed));
    }
}
