// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.cluster.ComparedCandidate;
import dev.segmentation.core.cluster.Comparison;
import dev.segmentation.core.cluster.SegmentScore;

import java.util.ArrayList;
import java.util.List;

/**
 * What was compared before a training, as it stands in a manifest, and in short.
 */
public final class ComparisonJson {

    private static final double THOUSANDTHS = 1000;

    private ComparisonJson() {
    }

    /**
     * @param longest characters: what does not fit any more is left out, so that the text is always whole
     * @return the candidates as a JSON array, the chosen one first, with rounded scores
     */
    public static String summary(final Comparison comparison, final int longest) {
        final List<ComparedCandidate> ordered = new ArrayList<>(comparison.candidates());
        ordered.addFirst(ordered.remove(comparison.chosen()));
        final StringBuilder summary = new StringBuilder("[");
        for (final ComparedCandidate candidate : ordered) {
            final String next = (summary.length() == 1 ? "" : ",") + summary(candidate);
            if (summary.length() + next.length() >= longest) {
                break;
            }
            summary.append(next);
        }
        return summary.append(']').toString();
    }

    static ObjectNode of(final Comparison comparison) {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("basis", comparison.basis()).put("chosen", comparison.chosen()).put("evident", comparison.evident()).put("reason", comparison.reason());
        final ArrayNode candidates = json.putArray("candidates");
        for (final ComparedCandidate candidate : comparison.candidates()) {
            final ObjectNode node = candidates.addObject();
            node.put("algorithm", candidate.algorithm()).put("field", candidate.field());
            if (candidate.problem() == null) {
                node.put("vectors", candidate.vectors()).put("segments", candidate.segments()).put("silhouette", candidate.score().silhouette())
                        .put("stability", candidate.score().stability()).put("stability_error", candidate.score().stabilityError()).put("agreement", candidate.agreement());
            } else {
                node.put("problem", candidate.problem());
            }
            node.put("seconds", rounded(candidate.seconds()));
        }
        return json;
    }

    /**
     * @param json what {@link #of} made
     * @throws InvalidModelException when something is missing or of another type, or what was chosen is none of the candidates
     */
    static Comparison read(final JsonNode json) throws InvalidModelException {
        final List<ComparedCandidate> candidates = new ArrayList<>();
        for (final JsonNode node : json.path("candidates")) {
            candidates.add(candidate(node));
        }
        require(json.path("basis").isTextual() && json.path("reason").isTextual() && json.path("evident").isBoolean(), "lacks the basis, the reason, or whether it is evident");
        final int chosen = json.path("chosen").asInt(-1);
        require(json.path("chosen").isInt() && chosen >= 0 && chosen < candidates.size() && candidates.get(chosen).problem() == null, "has chosen none that there is");
        return new Comparison(json.path("basis").asText(), candidates, chosen, json.path("evident").asBoolean(), json.path("reason").asText());
    }

    private static ComparedCandidate candidate(final JsonNode node) throws InvalidModelException {
        require(node.path("algorithm").isTextual(), "has a candidate without an algorithm");
        final String algorithm = node.path("algorithm").asText();
        final String field = node.path("field").textValue();
        if (node.path("problem").isTextual()) {
            return ComparedCandidate.failed(algorithm, field, number(node, "seconds"), node.path("problem").asText());
        }
        require(node.path("segments").isInt() && node.path("vectors").isIntegralNumber(), "has no number of segments or vectors");
        final SegmentScore score = new SegmentScore(number(node, "silhouette"), optional(node, "stability"), optional(node, "stability_error"));
        return new ComparedCandidate(algorithm, field, node.path("vectors").asLong(), node.path("segments").asInt(), score, optional(node, "agreement"), number(node, "seconds"), null);
    }

    private static String summary(final ComparedCandidate candidate) {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("algorithm", candidate.algorithm());
        if (candidate.field() != null) {
            json.put("field", candidate.field());
        }
        if (candidate.problem() == null) {
            json.put("segments", candidate.segments()).put("silhouette", rounded(candidate.score().silhouette()));
            putRounded(json, "stability", candidate.score().stability());
            putRounded(json, "agreement", candidate.agreement());
        } else {
            json.put("failed", true);
        }
        return json.put("seconds", rounded(candidate.seconds())).toString();
    }

    private static void putRounded(final ObjectNode json, final String key, final Double value) {
        if (value != null) {
            json.put(key, rounded(value));
        }
    }

    private static double rounded(final double value) {
        return Math.round(value * THOUSANDTHS) / THOUSANDTHS;
    }

    private static double number(final JsonNode node, final String key) throws InvalidModelException {
        require(node.path(key).isNumber(), "has no number as " + key);
        return node.path(key).asDouble();
    }

    private static Double optional(final JsonNode node, final String key) throws InvalidModelException {
        return node.path(key).isNull() ? null : Double.valueOf(number(node, key));
    }

    private static void require(final boolean condition, final String problem) throws InvalidModelException {
        if (!condition) {
            throw new InvalidModelException("what the model says was compared " + problem);
        }
    }
}
