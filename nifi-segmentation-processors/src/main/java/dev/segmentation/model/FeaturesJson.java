// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.core.features.BlockShares;
import dev.segmentation.core.features.BlockWeights;
import dev.segmentation.core.features.CategoryColumns;
import dev.segmentation.core.features.FeatureBlock;
import dev.segmentation.core.features.FeatureFields;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.features.NumberColumn;
import dev.segmentation.core.features.NumberField;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A {@link FeaturePipeline} as it stands in a manifest: names of fields, scaling, and the values of categories that were frequent enough. It has a version of its own.
 */
final class FeaturesJson {

    static final int VERSION = 1;

    private FeaturesJson() {
    }

    static ObjectNode of(final FeaturePipeline pipeline, final BlockShares shares) {
        final FeatureFields fields = pipeline.fields();
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("version", VERSION);
        if (fields.byCustomer()) {
            json.put("customer_field", fields.customer()).put("minimum_texts", fields.pooling().minimumTexts());
            if (fields.pooling().halfLifeMillis() != null) {
                json.put("half_life_millis", fields.pooling().halfLifeMillis());
            }
        }
        if (fields.date() != null) {
            json.put("date_field", fields.date());
        }
        if (fields.purchases()) {
            json.put("amount_field", fields.amount()).put("reference_date_millis", pipeline.referenceDate());
        }
        final ArrayNode blocks = json.putArray("blocks");
        for (final FeaturePipeline.Range range : pipeline.blocks()) {
            blocks.addObject().put("block", range.block().key()).put("weight", pipeline.weights().of(range.block())).put("from", range.from()).put("to", range.to())
                    .put("variance_share", shares.variance().get(range.block())).put("separation_share", shares.separation().get(range.block()));
        }
        if (fields.text()) {
            json.putObject("text").put("dimension", pipeline.textDimension()).put("factor", pipeline.textFactor());
        }
        final ArrayNode numbers = json.putArray("numbers");
        for (int field = 0; field < pipeline.numbers().size(); field++) {
            add(numbers, pipeline.numbers().get(field)).put("summed", fields.numbers().get(field).summed());
        }
        final ArrayNode categories = json.putArray("categories");
        for (final CategoryColumns columns : pipeline.categories()) {
            final ObjectNode node = categories.addObject().put("name", columns.name()).put("none", columns.none()).put("scale", columns.scale());
            columns.values().forEach(node.putArray("values")::add);
        }
        final ArrayNode purchases = json.putArray("purchases");
        pipeline.purchases().forEach(column -> add(purchases, column));
        return json;
    }

    /**
     * @throws InvalidModelException when it is of a later version, or no pipeline
     */
    static FeaturePipeline read(final JsonNode json) throws InvalidModelException {
        if (json.path("version").asInt() != VERSION) {
            throw new InvalidModelException("the model's features have version " + json.path("version").asInt() + ", this release reads version " + VERSION);
        }
        try {
            final String customer = json.path("customer_field").textValue();
            final CustomerPooling pooling = customer == null ? null
                    : new CustomerPooling(json.has("half_life_millis") ? json.path("half_life_millis").longValue() : null, json.path("minimum_texts").intValue());
            final List<NumberField> numberFields = new ArrayList<>();
            for (final JsonNode number : json.path("numbers")) {
                numberFields.add(new NumberField(text(number, "name"), number.path("summed").booleanValue()));
            }
            final List<CategoryColumns> categories = new ArrayList<>();
            for (final JsonNode category : json.path("categories")) {
                final List<String> values = new ArrayList<>();
                category.path("values").forEach(value -> values.add(value.textValue()));
                categories.add(new CategoryColumns(text(category, "name"), values, category.path("none").booleanValue(), number(category, "scale")));
            }
            final FeatureFields fields = new FeatureFields(customer, pooling, json.has("text"), numberFields, categories.stream().map(CategoryColumns::name).toList(),
                    json.path("date_field").textValue(), json.path("amount_field").textValue());
            final FeaturePipeline pipeline = new FeaturePipeline(fields, weights(json.path("blocks")), json.path("text").path("dimension").intValue(),
                    json.has("text") ? number(json.path("text"), "factor") : 0,
                    columns(json.path("numbers")), categories, columns(json.path("purchases")), json.has("reference_date_millis") ? json.path("reference_date_millis").longValue() : null);
            requireBlocks(pipeline, json.path("blocks"));
            return pipeline;
        } catch (final IllegalArgumentException | NullPointerException e) {
            throw new InvalidModelException("the features of the model do not agree", e);
        }
    }

    private static void requireBlocks(final FeaturePipeline pipeline, final JsonNode blocks) {
        final List<FeaturePipeline.Range> ranges = pipeline.blocks();
        if (blocks.size() != ranges.size()) {
            throw new IllegalArgumentException("there are other blocks");
        }
        for (int b = 0; b < ranges.size(); b++) {
            final FeaturePipeline.Range range = ranges.get(b);
            if (!blocks.get(b).path("block").asText().equals(range.block().key()) || blocks.get(b).path("from").asInt() != range.from() || blocks.get(b).path("to").asInt() != range.to()) {
                throw new IllegalArgumentException("there are other blocks");
            }
        }
    }

    private static ObjectNode add(final ArrayNode columns, final NumberColumn column) {
        return columns.addObject().put("name", column.name()).put("log", column.log()).put("center", column.center()).put("scale", column.scale()).put("fill", column.fill())
                .put("indicator", column.indicator());
    }

    private static List<NumberColumn> columns(final JsonNode nodes) {
        final List<NumberColumn> columns = new ArrayList<>();
        for (final JsonNode node : nodes) {
            columns.add(new NumberColumn(text(node, "name"), node.path("log").booleanValue(), number(node, "center"), number(node, "scale"), number(node, "fill"),
                    node.path("indicator").booleanValue()));
        }
        return columns;
    }

    private static BlockWeights weights(final JsonNode blocks) {
        final double[] weights = new double[FeatureBlock.values().length];
        for (final JsonNode block : blocks) {
            weights[FeatureBlock.valueOf(text(block, "block").toUpperCase(Locale.ROOT)).ordinal()] = number(block, "weight");
        }
        return new BlockWeights(weights[FeatureBlock.TEXT.ordinal()], weights[FeatureBlock.NUMERIC.ordinal()], weights[FeatureBlock.CATEGORICAL.ordinal()],
                weights[FeatureBlock.RFM.ordinal()]);
    }

    private static String text(final JsonNode node, final String key) {
        if (!node.path(key).isTextual() || node.path(key).textValue().isBlank()) {
            throw new IllegalArgumentException("there is no " + key);
        }
        return node.path(key).textValue();
    }

    private static double number(final JsonNode node, final String key) {
        if (!node.path(key).isNumber()) {
            throw new IllegalArgumentException("there is no " + key);
        }
        return node.path(key).doubleValue();
    }
}
