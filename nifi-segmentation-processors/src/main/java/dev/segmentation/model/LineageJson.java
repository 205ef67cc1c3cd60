// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.cluster.lineage.GoneSegment;
import dev.segmentation.core.cluster.lineage.Lineage;
import dev.segmentation.core.cluster.lineage.LineageBasis;
import dev.segmentation.core.cluster.lineage.LineageKind;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.cluster.lineage.SegmentLineage;
import dev.segmentation.core.cluster.lineage.SegmentShare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A lineage as it stands in a manifest, and in few words in an attribute.
 */
public final class LineageJson {

    private LineageJson() {
    }

    /**
     * @return basis, segments and gone; all kinds in lower case
     */
    public static ObjectNode of(final Lineage lineage) {
        final ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("basis", lineage.basis().name().toLowerCase(Locale.ROOT));
        final ArrayNode segments = json.putArray("segments");
        for (final SegmentLineage segment : lineage.segments()) {
            final ObjectNode node = segments.addObject().put("id", segment.id()).put("kind", segment.kind().name().toLowerCase(Locale.ROOT));
            addShares(node.putArray("parents"), segment.parents());
            if (segment.sizeBefore() != null) {
                node.put("size_before", segment.sizeBefore()).put("share_before", segment.shareBefore());
            }
            node.put("size", segment.size()).put("share", segment.share());
        }
        final ArrayNode gone = json.putArray("gone");
        for (final GoneSegment segment : lineage.gone()) {
            final ObjectNode node = gone.addObject().put("id", segment.id()).put("kind", "gone");
            addShares(node.putArray("to"), segment.to());
            node.put("size_before", segment.sizeBefore()).put("share_before", segment.shareBefore());
            if (segment.share() != null) {
                node.put("share", segment.share());
            }
        }
        return json;
    }

    /**
     * @param json what {@link #of} made
     * @param ids of the model's rows
     * @throws InvalidModelException when something is missing or of another type
     */
    static Lineage read(final JsonNode json, final SegmentIds ids) throws InvalidModelException {
        try {
            final List<SegmentLineage> segments = new ArrayList<>();
            for (final JsonNode node : json.path("segments")) {
                segments.add(new SegmentLineage(whole(node, "id"), LineageKind.valueOf(node.path("kind").asText().toUpperCase(Locale.ROOT)), shares(node.path("parents")),
                        node.has("size_before") ? Integer.valueOf(whole(node, "size_before")) : null, node.has("share_before") ? Double.valueOf(share(node, "share_before")) : null,
                        whole(node, "size"), share(node, "share")));
            }
            final List<GoneSegment> gone = new ArrayList<>();
            for (final JsonNode node : json.path("gone")) {
                gone.add(new GoneSegment(whole(node, "id"), whole(node, "size_before"), share(node, "share_before"), node.has("share") ? Double.valueOf(share(node, "share")) : null,
                        shares(node.path("to"))));
            }
            return new Lineage(LineageBasis.valueOf(json.path("basis").asText().toUpperCase(Locale.ROOT)), ids, segments, gone);
        } catch (final IllegalArgumentException e) {
            throw new InvalidModelException("the model's lineage is not what it should be", e);
        }
    }

    private static List<SegmentShare> shares(final JsonNode array) {
        final List<SegmentShare> shares = new ArrayList<>();
        for (final JsonNode node : array) {
            shares.add(new SegmentShare(whole(node, "id"), share(node, "share")));
        }
        return shares;
    }

    private static int whole(final JsonNode node, final String key) {
        if (!node.path(key).isInt() || node.path(key).asInt() < 0) {
            throw new IllegalArgumentException(key + " is no whole number");
        }
        return node.path(key).asInt();
    }

    private static double share(final JsonNode node, final String key) {
        if (!node.path(key).isNumber() || node.path(key).asDouble() < 0 || node.path(key).asDouble() > 1) {
            throw new IllegalArgumentException(key + " is no share");
        }
        return node.path(key).asDouble();
    }

    /**
     * @return how many segments of each kind there are, for example {@code survived 6, grew 1, gone 1}
     */
    public static String summary(final Lineage lineage) {
        final Map<LineageKind, Long> counts = new EnumMap<>(LineageKind.class);
        lineage.segments().forEach(segment -> counts.merge(segment.kind(), 1L, Long::sum));
        final StringJoiner summary = new StringJoiner(", ");
        counts.forEach((kind, count) -> summary.add(kind.name().toLowerCase(Locale.ROOT) + " " + count));
        if (!lineage.gone().isEmpty()) {
            summary.add("gone " + lineage.gone().size());
        }
        return summary.toString();
    }

    private static void addShares(final ArrayNode array, final List<SegmentShare> shares) {
        for (final SegmentShare share : shares) {
            array.addObject().put("id", share.id()).put("share", share.share());
        }
    }
}
