// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.segmentation.core.cluster.lineage.Lineage;
import dev.segmentation.core.features.FeatureFields;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.report.ComparisonSection;
import dev.segmentation.report.CurveSection;
import dev.segmentation.report.LineageSection;
import dev.segmentation.report.ReportSection;
import dev.segmentation.report.SegmentReport.Fact;
import dev.segmentation.report.TreeSection;
import dev.segmentation.services.ModelNames;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The model that gave the segments: the space in which they were made, and what the report tells of it.
 *
 * @param sections of the report; none when the model is not at hand
 * @param features what made the model's vectors, or null when they are the records' own or the model is not at hand
 * @param facts for "how it was made"
 */
record ReportModel(List<ReportSection> sections, FeaturePipeline features, List<Fact> facts) {

    private static final ReportModel UNKNOWN = new ReportModel(List.of(), null, List.of());

    /**
     * A model that the store has not, or no longer, is no reason to lose a report: it says so and goes without.
     *
     * @throws InvalidModelException when the model is damaged or of another kind
     * @throws dev.segmentation.record.ServiceTrouble when the store fails
     */
    static ReportModel of(final ProcessContext context, final FlowFile flowFile) throws InvalidModelException {
        final String name = flowFile.getAttribute(SegmentationAttributes.MODEL_NAME);
        final String version = flowFile.getAttribute(SegmentationAttributes.MODEL_VERSION);
        if (!context.getProperty(ReportProperties.MODEL_STORE).isSet() || name == null || version == null) {
            return UNKNOWN;
        }
        final ModelStore store = context.getProperty(ReportProperties.MODEL_STORE).asControllerService(ModelStore.class);
        if (!ModelNames.isValid(name) || !StoredModels.versions(store, name).contains(version)) {
            return new ReportModel(List.of(), null, List.of(new Fact("missing", name + " " + version)));
        }
        return of(SegmentModel.read(StoredModels.load(store, name, version)));
    }

    private static ReportModel of(final SegmentModel model) throws InvalidModelException {
        final List<ReportSection> sections = new ArrayList<>();
        sections.add(new CurveSection(model.segmentCount()));
        sections.add(new ComparisonSection(model.comparison()));
        sections.add(new TreeSection(model.dendrogram(), model.ids().toArray()));
        final Lineage lineage = model.lineage();
        if (lineage != null) {
            sections.add(new LineageSection(lineage.basis(), lineage.segments(), lineage.gone()));
        }
        final List<Fact> facts = new ArrayList<>();
        if (model.manifest().hasNonNull("created")) {
            final Instant created = Instant.parse(model.manifest().path("created").asText()).truncatedTo(ChronoUnit.SECONDS);
            facts.add(new Fact("created", created.toString().replace('T', ' ').replace("Z", " UTC")));
        }
        add(facts, "trainingrows", model.manifest().path("training_rows"));
        if (model.features() != null) {
            facts.add(new Fact("features", String.join(", ", fields(model.features().fields()))));
        }
        final JsonNode options = model.manifest().path("options");
        add(facts, "algorithm", options.path("algorithm"));
        final StringJoiner values = new StringJoiner(", ");
        for (final Map.Entry<String, JsonNode> option : options.properties()) {
            if (!option.getKey().equals("algorithm")) {
                values.add(option.getKey() + " " + option.getValue().asText());
            }
        }
        values.add("seed " + model.manifest().path("seed").asText());
        facts.add(new Fact("options", values.toString()));
        return new ReportModel(sections, model.features(), facts);
    }

    private static List<String> fields(final FeatureFields features) {
        final List<String> fields = new ArrayList<>();
        features.numbers().forEach(number -> fields.add(number.name()));
        fields.addAll(features.categories());
        if (features.purchases()) {
            fields.add(features.amount());
            fields.add(features.date());
        }
        return fields;
    }

    private static void add(final List<Fact> facts, final String key, final JsonNode value) {
        if (value.isValueNode()) {
            facts.add(new Fact(key, value.asText()));
        }
    }
}
