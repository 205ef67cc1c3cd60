// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.stream.StreamSupport;

/**
 * What a model's manifest tells of vectors that were taken out of it again: how many they were, and the digests of the FlowFiles that held them, so that none counts twice. The last
 * {@value #MOST_DIGESTS} digests are kept, from version to version until the next training.
 */
final class Erasures {

    static final int MOST_DIGESTS = 1000;

    private static final String ERASURES = "erasures";
    private static final String VECTORS = "vectors";
    private static final String DIGESTS = "flowfile_sha256";
    private static final String TRAINING_ROWS = "training_rows";

    private Erasures() {
    }

    static boolean contains(final JsonNode manifest, final String digest) {
        return StreamSupport.stream(manifest.path(ERASURES).path(DIGESTS).spliterator(), false).anyMatch(earlier -> earlier.asText().equals(digest));
    }

    /**
     * @param manifest to change
     * @param count vectors that are taken out
     */
    static void add(final ObjectNode manifest, final long count, final String digest) {
        final ObjectNode erasures = manifest.path(ERASURES) instanceof final ObjectNode earlier ? earlier : manifest.putObject(ERASURES);
        erasures.put(VECTORS, erasures.path(VECTORS).asLong() + count);
        final ArrayNode digests = erasures.path(DIGESTS) instanceof final ArrayNode earlier ? earlier : erasures.putArray(DIGESTS);
        digests.add(digest);
        while (digests.size() > MOST_DIGESTS) {
            digests.remove(0);
        }
        manifest.put(TRAINING_ROWS, manifest.path(TRAINING_ROWS).asLong() - count);
        manifest.put(VECTORS, manifest.path(VECTORS).asLong() - count);
    }

    /**
     * @param members of all segments
     * @return why nothing can be taken out of the centroids of a model, or null when it can
     */
    static String obstacle(final JsonNode manifest, final long members) {
        final JsonNode options = manifest.path("options");
        final String algorithm = options.path("algorithm").asText();
        if (manifest.has("online_update")) {
            return "an Online Update has moved its centroids";
        }
        if (algorithm.equals("mini-batch-k-means")) {
            return "the centroids of mini-batch-k-means are no means of vectors";
        }
        if (algorithm.equals("k-means") && options.path("distance").asText().equals("cosine")) {
            return "its centroids are mean directions and no means, because of the cosine distance";
        }
        if (manifest.path(TRAINING_ROWS).asLong() < manifest.path(VECTORS).asLong()) {
            return "it was trained on a sample, and does not know who was in it";
        }
        if (members < manifest.path(TRAINING_ROWS).asLong()) {
            return "it left noise out at the training, and does not know who that was";
        }
        return manifest.path("nearest_centroid_agreement").asDouble() < 1
                ? "some of the training lie nearer to another segment's centroid than to their own, so that it is not known which segment they count in; "
                        + "without Neighbour Smoothing, k-means makes no such segments"
                : null;
    }
}
