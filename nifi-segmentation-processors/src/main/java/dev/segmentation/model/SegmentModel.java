// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.cluster.Centroids;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.Dendrogram;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.Segmentation;
import dev.segmentation.core.cluster.lineage.EarlierSegments;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.cluster.lineage.SegmentationScores;
import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.core.features.BlockShares;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.vector.Vectors;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Segments that new vectors can be assigned to: k centroids of d values, how far the records of each segment lay from its
 * centroid, and where all this came from. Holds neither texts nor ids of customers.
 *
 * <p>Arrays: centroids (k x d, float32), distance_quantiles (k x q, float32, at the manifest's quantile_levels), sizes (k, int32), ids (k, int32). All have one row
 * for each segment, by falling size. Algorithms that make a hierarchy add dendrogram_merges (k - 1 x 2, int32) and dendrogram_heights (k - 1, float32): merge m joins
 * two nodes to node k + m, and node s below k is the segment of row s. Where vectors are made of
 * several features the manifest's features tell how. A segment's id is what records get; the manifest's next_id is above all that the model and those before it ever gave.
 */
public final class SegmentModel {

    public static final String KIND = "segments";

    private static final double[] LEVELS = {0.5, 0.9, 0.95, 0.99, 1};
    private static final String CENTROIDS = "centroids";
    private static final String QUANTILES = "distance_quantiles";
    private static final String SIZES = "sizes";
    private static final String IDS = "ids";
    private static final String MERGES = "dendrogram_merges";
    private static final String HEIGHTS = "dendrogram_heights";
    private static final String AGREEMENT = "nearest_centroid_agreement";
    private static final String NEXT_ID = "next_id";
    private static final String METRICS = "metrics";
    private static final String SILHOUETTE = "silhouette";
    private static final String STABILITY = "stability";
    private static final String FEATURES = "features";
    /** A hundredth of a segment's members may be anything. */
    private static final double REACH_LEVEL = 0.99;

    private final ObjectNode manifest;
    private final Centroids centroids;
    private final double[] levels;
    private final float[][] quantiles;
    private final int[] sizes;
    private final SegmentIds ids;
    private final Dendrogram dendrogram;
    private final FeaturePipeline features;

    private SegmentModel(final ObjectNode manifest, final Centroids centroids, final double[] levels, final float[][] quantiles, final int[] sizes, final SegmentIds ids,
            final Dendrogram dendrogram, final FeaturePipeline features) {
        this.manifest = manifest;
        this.centroids = centroids;
        this.levels = levels;
        this.quantiles = quantiles;
        this.sizes = sizes;
        this.ids = ids;
        this.dendrogram = dendrogram;
        this.features = features;
    }

    /**
     * @param origin what the clustering was made of
     * @param segmentation at least one segment
     * @param distances of such vectors as will be assigned to the segments; at least one
     * @param retraining ids of the segments, and how they follow those of the model before
     */
    public static SegmentModel of(final SegmentModelOrigin origin, final Segmentation segmentation, final DistanceQuantiles distances, final Retraining retraining) {
        final Clustering clustering = segmentation.clustering();
        final SegmentIds ids = retraining.lineage().ids();
        final ObjectNode manifest = ModelContainer.newManifest();
        manifest.put("name", origin.name());
        manifest.put("version", origin.version());
        if (retraining.parentVersion() != null) {
            manifest.put("parent_version", retraining.parentVersion());
        }
        manifest.put("created", origin.created().toString());
        manifest.put("embedder", origin.embedder());
        manifest.put("dimension", clustering.centroids().dimension());
        manifest.put("seed", origin.options().seed());
        final ObjectNode options = manifest.putObject("options");
        options.put("algorithm", origin.options().algorithm());
        origin.options().values().forEach((option, value) -> {
            switch (value) {
                case Integer number -> options.put(option, number);
                case Double number -> options.put(option, number);
                default -> options.put(option, value.toString());
            }
        });
        manifest.put("requested_segments", clustering.requested());
        manifest.put("segments", clustering.sizes().length);
        final ArrayNode notes = manifest.putArray("notes");
        if (clustering.hasFewerThanRequested()) {
            notes.add("there were only " + clustering.sizes().length + " different vectors for " + clustering.requested() + " segments");
        }
        if (clustering.assignments().length < origin.vectors()) {
            notes.add("trained on a random sample of " + clustering.assignments().length + " of " + origin.vectors() + " vectors, because of the memory limit");
        }
        segmentation.notes().forEach(notes::add);
        manifest.put(AGREEMENT, segmentation.centroidAgreement());
        if (segmentation.centroidAgreement() < 1) {
            notes.add(String.format(Locale.ROOT, "%.1f %% of the vectors in segments lie nearest to the centroid of their own: new vectors get the segment of the nearest centroid",
                    100 * segmentation.centroidAgreement()));
        }
        manifest.put("vectors", origin.vectors());
        manifest.put("training_rows", clustering.assignments().length);
        manifest.put("pooled_by_customer", origin.pooling() != null);
        if (origin.pooling() != null) {
            describe(origin.pooling(), manifest.putObject("customer_pooling"));
        }
        manifest.put("inertia", clustering.inertia());
        manifest.put("iterations", clustering.iterations());
        final ArrayNode statistics = manifest.putArray("segment_statistics");
        for (int s = 0; s < clustering.sizes().length; s++) {
            statistics.addObject().put("segment", ids.of(s)).put("size", clustering.sizes()[s]).put("share", (double) clustering.sizes()[s] / clustering.assignments().length);
        }
        manifest.put(NEXT_ID, ids.next());
        manifest.set("lineage", LineageJson.of(retraining.lineage()));
        putScores(manifest.putObject(METRICS), retraining.after());
        final ArrayNode levels = manifest.putArray("quantile_levels");
        Arrays.stream(LEVELS).forEach(levels::add);
        return new SegmentModel(manifest, clustering.centroids(), LEVELS, distances.at(LEVELS), clustering.sizes(), ids, segmentation.tree(), null);
    }

    /**
     * @param pipeline that made the vectors of this model
     * @return the model with all that it takes to make vectors of new records
     */
    public SegmentModel with(final FeaturePipeline pipeline, final BlockShares shares) {
        final ObjectNode complete = manifest.deepCopy();
        complete.set(FEATURES, FeaturesJson.of(pipeline, shares));
        return new SegmentModel(complete, centroids, levels, quantiles, sizes, ids, dendrogram, pipeline);
    }

    /**
     * @param container a model file
     * @throws InvalidModelException when it is damaged, of another kind, or inconsistent
     */
    public static SegmentModel read(final byte[] container) throws InvalidModelException {
        final ModelContainer model = ModelContainer.read(container);
        model.requireKind(KIND);
        final ObjectNode manifest = (ObjectNode) model.manifest();
        requireText(manifest, "name");
        requireText(manifest, "version");
        final int segments = requirePositive(manifest, "segments");
        final int dimension = requirePositive(manifest, "dimension");
        final double[] levels = levels(manifest.path("quantile_levels"));
        final float[][] centroids = model.array(CENTROIDS).rows(segments, dimension);
        final float[][] quantiles = model.array(QUANTILES).rows(segments, levels.length);
        final int[] sizes = model.array(SIZES).ints(segments);
        for (int s = 0; s < segments; s++) {
            require(Vectors.firstNonFinite(centroids[s]) < 0, "the centroid of segment " + s + " is not finite");
            require(sizes[s] > 0, "segment " + s + " has no members");
            require(Vectors.firstNonFinite(quantiles[s]) < 0 && quantiles[s][0] >= 0, "the distance quantiles of segment " + s + " are not distances");
            for (int q = 1; q < levels.length; q++) {
                require(quantiles[s][q] >= quantiles[s][q - 1], "the distance quantiles of segment " + s + " do not ascend");
            }
        }
        requireScore(manifest.path(METRICS), SILHOUETTE);
        requireScore(manifest.path(METRICS), STABILITY);
        final JsonNode agreement = manifest.path(AGREEMENT);
        require(agreement.isMissingNode() || agreement.isNumber() && agreement.asDouble() >= 0 && agreement.asDouble() <= 1, "the model's " + AGREEMENT + " is not a share");
        final FeaturePipeline features = manifest.has(FEATURES) ? FeaturesJson.read(manifest.path(FEATURES)) : null;
        require(features == null || features.dimension() == dimension, "the features of the model do not make vectors of its dimension");
        return new SegmentModel(manifest, new Centroids(centroids), levels, quantiles, sizes, ids(model, segments), dendrogram(model, sizes), features);
    }

    /**
     * @return the model file
     */
    public byte[] toBytes() {
        final Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(CENTROIDS, NpyArray.ofRows(centroids.toArray()));
        arrays.put(QUANTILES, NpyArray.ofRows(quantiles));
        arrays.put(SIZES, NpyArray.of(sizes, sizes.length));
        arrays.put(IDS, NpyArray.of(ids.toArray(), sizes.length));
        if (dendrogram != null) {
            putDendrogram(arrays);
        }
        return ModelContainer.of(KIND, manifest, arrays, Map.of()).toBytes();
    }

    public String name() {
        return manifest.path("name").asText();
    }

    public String version() {
        return manifest.path("version").asText();
    }

    /**
     * @return id of what made the vectors, or null when it was not known
     */
    public String embedder() {
        return manifest.path("embedder").textValue();
    }

    /**
     * @param ofVectors id of what made the vectors to be assigned, or null when it is not known
     * @return false when the model was trained on vectors of another embedder
     */
    public boolean fits(final String ofVectors) {
        return ofVectors == null || embedder() == null || ofVectors.equals(embedder());
    }

    /**
     * @return what makes vectors of records, or null when the records have them
     */
    public FeaturePipeline features() {
        return features;
    }

    public JsonNode manifest() {
        return manifest;
    }

    public Centroids centroids() {
        return centroids;
    }

    /**
     * @return the ids of the segments, by row of the centroids
     */
    public SegmentIds ids() {
        return ids;
    }

    /**
     * @return how the segments hang together, leaf s being row s of the centroids; null when the algorithm makes no tree, and in older models
     */
    public Dendrogram dendrogram() {
        return dendrogram;
    }

    /**
     * @param segment row of the centroids
     */
    public int size(final int segment) {
        return sizes[segment];
    }

    /**
     * @return stability that was measured at the training, -1..1, or null
     */
    Double stability() {
        return manifest.path(METRICS).has(STABILITY) ? manifest.path(METRICS).path(STABILITY).asDouble() : null;
    }

    /**
     * @return what it takes to find the segments again in a later model. A segment reaches as far as 99 % of its members lay, or the next lower level that the model has
     */
    EarlierSegments earlierSegments() {
        int level = 0;
        while (level + 1 < levels.length && levels[level + 1] <= REACH_LEVEL) {
            level++;
        }
        final float[] reach = new float[sizes.length];
        for (int s = 0; s < reach.length; s++) {
            reach[s] = quantiles[s][level];
        }
        return new EarlierSegments(centroids, ids, sizes.clone(), reach);
    }

    /**
     * @param segment row of the centroids
     * @param level one of the model's quantile levels, 0.5, 0.9, 0.95, 0.99 or 1 in models of this release
     * @return the distance within which this share of a segment's members lay
     * @throws InvalidModelException when the model has no such level
     */
    public float distanceQuantile(final int segment, final double level) throws InvalidModelException {
        for (int q = 0; q < levels.length; q++) {
            if (levels[q] == level) {
                return quantiles[segment][q];
            }
        }
        throw new InvalidModelException("the model has no distance quantile " + level + ", it has " + Arrays.toString(levels));
    }

    private static void describe(final CustomerPooling pooling, final ObjectNode node) {
        node.put("minimum_texts", pooling.minimumTexts());
        if (pooling.halfLifeMillis() == null) {
            node.put("method", "mean");
        } else {
            node.put("method", "recency-weighted-mean");
            node.put("half_life_millis", pooling.halfLifeMillis());
        }
    }

    private static void putScores(final ObjectNode metrics, final SegmentationScores scores) {
        if (scores.silhouette() != null) {
            metrics.put(SILHOUETTE, scores.silhouette());
        }
        if (scores.stability() != null) {
            metrics.put(STABILITY, scores.stability());
        }
    }

    private void putDendrogram(final Map<String, NpyArray> arrays) {
        final int count = dendrogram.merges();
        final int[] nodes = new int[2 * count];
        final float[] heights = new float[count];
        for (int m = 0; m < count; m++) {
            nodes[2 * m] = dendrogram.left(m);
            nodes[2 * m + 1] = dendrogram.right(m);
            heights[m] = (float) dendrogram.height(m);
        }
        arrays.put(MERGES, NpyArray.of(nodes, count, 2));
        arrays.put(HEIGHTS, NpyArray.of(heights, count));
    }

    private static Dendrogram dendrogram(final ModelContainer model, final int[] sizes) throws InvalidModelException {
        if (!model.has(MERGES) && !model.has(HEIGHTS)) {
            return null;
        }
        final int count = sizes.length - 1;
        final int[] nodes = model.array(MERGES).ints(count, 2);
        final float[] heights = model.array(HEIGHTS).floats(count);
        final int[] left = IntStream.range(0, count).map(m -> nodes[2 * m]).toArray();
        final int[] right = IntStream.range(0, count).map(m -> nodes[2 * m + 1]).toArray();
        try {
            return new Dendrogram(sizes, left, right, IntStream.range(0, count).mapToDouble(m -> heights[m]).toArray());
        } catch (final IllegalArgumentException e) {
            throw new InvalidModelException("the dendrogram of the model is no tree over its segments", e);
        }
    }

    /** The first models had no ids but the numbers of their rows. */
    private static SegmentIds ids(final ModelContainer model, final int segments) throws InvalidModelException {
        if (!model.has(IDS)) {
            return SegmentIds.first(segments);
        }
        try {
            return new SegmentIds(model.array(IDS).ints(segments), requirePositive(model.manifest(), NEXT_ID));
        } catch (final IllegalArgumentException e) {
            throw new InvalidModelException("the ids of the model are not what they should be", e);
        }
    }

    private static void requireScore(final JsonNode metrics, final String score) throws InvalidModelException {
        final JsonNode value = metrics.path(score);
        require(value.isMissingNode() || value.isNumber() && Math.abs(value.asDouble()) <= 1, "the model's " + score + " is not between -1 and 1");
    }

    private static double[] levels(final JsonNode node) throws InvalidModelException {
        final double[] levels = new double[node.size()];
        for (int q = 0; q < levels.length; q++) {
            levels[q] = node.get(q).asDouble();
            require(levels[q] > (q == 0 ? 0 : levels[q - 1]) && levels[q] <= 1, "the quantile levels of the model do not ascend from 0 to 1");
        }
        require(levels.length > 0, "the model has no quantile levels");
        return levels;
    }

    private static void requireText(final JsonNode manifest, final String key) throws InvalidModelException {
        require(manifest.path(key).isTextual() && !manifest.path(key).asText().isBlank(), "the model's manifest has no " + key);
    }

    private static int requirePositive(final JsonNode manifest, final String key) throws InvalidModelException {
        require(manifest.path(key).isInt() && manifest.path(key).asInt() > 0, "the model's manifest has no positive " + key);
        return manifest.path(key).asInt();
    }

    private static void require(final boolean condition, final String problem) throws InvalidModelException {
        if (!condition) {
            throw new InvalidModelException(problem);
        }
    }
}
