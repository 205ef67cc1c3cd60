// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.cluster.SegmentCountPoint;

import java.util.ArrayList;
import java.util.List;

/**
 * How the number of segments was chosen, as it stands in a manifest: the choice, and what every number that was tried is worth.
 */
final class SegmentCountJson {

    private SegmentCountJson() {
    }

    static ObjectNode of(final SegmentCountCurve curve) {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("method", curve.method()).put("chosen", curve.chosen()).put("evident", curve.evident()).put("reason", curve.reason()).put("rows", curve.rows());
        final ArrayNode points = json.putArray("points");
        for (final SegmentCountPoint point : curve.points()) {
            points.addObject()
                    .put("segments", point.segments())
                    .put("inertia", point.inertia())
                    .put("silhouette", point.silhouette())
                    .put("simplified_silhouette", point.simplifiedSilhouette())
                    .put("resampled_silhouette", point.resampledSilhouette())
                    .put("stability", point.stability())
                    .put("stability_error", point.stabilityError())
                    .put("score", point.score())
                    .put("score_error", point.scoreError())
                    .put("calinski_harabasz", point.calinskiHarabasz())
                    .put("davies_bouldin", point.daviesBouldin())
                    .put("smallest_share", point.smallestShare());
        }
        return json;
    }

    /**
     * @param json what {@link #of} made
     * @throws InvalidModelException when something is missing or of another type, or the numbers of segments do not ascend
     */
    static SegmentCountCurve read(final JsonNode json) throws InvalidModelException {
        final List<SegmentCountPoint> points = new ArrayList<>();
        for (final JsonNode point : json.path("points")) {
            points.add(new SegmentCountPoint(whole(point, "segments"), number(point, "simplified_silhouette"), number(point, "silhouette"), number(point, "resampled_silhouette"),
                    number(point, "stability"), number(point, "stability_error"), number(point, "score"), number(point, "score_error"), number(point, "smallest_share"),
                    number(point, "inertia"), optional(point, "calinski_harabasz"), optional(point, "davies_bouldin")));
        }
        for (int i = 1; i < points.size(); i++) {
            require(points.get(i).segments() > points.get(i - 1).segments(), "do not ascend");
        }
        require(json.path("evident").isBoolean() && json.path("method").isTextual() && json.path("reason").isTextual(), "lack the method, the reason, or whether it is evident");
        final int chosen = whole(json, "chosen");
        require(chosen > 0, "have none chosen");
        return new SegmentCountCurve(json.path("method").asText(), points, whole(json, "rows"), chosen, json.path("evident").asBoolean(), json.path("reason").asText());
    }

    private static int whole(final JsonNode node, final String key) throws InvalidModelException {
        require(node.path(key).isInt(), "have no whole number as " + key);
        return node.path(key).asInt();
    }

    private static double number(final JsonNode node, final String key) throws InvalidModelException {
        require(node.path(key).isNumber(), "have no number as " + key);
        return node.path(key).asDouble();
    }

    private static Double optional(final JsonNode node, final String key) throws InvalidModelException {
        return node.path(key).isNull() ? null : Double.valueOf(number(node, key));
    }

    private static void require(final boolean condition, final String problem) throws InvalidModelException {
        if (!condition) {
            throw new InvalidModelException("the numbers of segments that the model says were tried " + problem);
        }
    }
}
