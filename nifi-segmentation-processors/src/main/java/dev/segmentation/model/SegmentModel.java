// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.cluster.Centroids;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.Comparison;
import dev.segmentation.core.cluster.Dendrogram;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.RemainingMeans;
import dev.segmentation.core.cluster.SegmentCountCurve;
import dev.segmentation.core.cluster.Segmentation;
import dev.segmentation.core.cluster.StreamingKMeans;
import dev.segmentation.core.cluster.lineage.EarlierSegments;
import dev.segmentation.core.cluster.lineage.Lineage;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.cluster.lineage.SegmentationScores;
import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.core.features.BlockShares;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.vector.Vectors;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Segments that new vectors can be assigned to: k centroids of d values, how far the records of each segment lay from its
 * centroid, and where all this came from. Holds neither texts nor ids of customers.
 *
 * <p>Arrays: centroids (k x d, float32), distance_quantiles (k x q, float32, at the manifest's quantile_levels), sizes (k, int32), ids (k, int32). All have one row
 * for each segment, by falling size. Algorithms that make a hierarchy add dendrogram_merges (k - 1 x 2, int32) and dendrogram_heights (k - 1, float32): merge m joins
 * two nodes to node k + m, and node s below k is the segment of row s. Where vectors are made of several features the manifest's features tell how. A segment's id is
 * what records get; the manifest's next_id is above all that the model and those before it ever gave.
 * {@link SegmentExtras} has what else there may be.
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
    private static final String LINEAGE = "lineage";
    private static final String METRICS = "metrics";
    private static final String SILHOUETTE = "silhouette";
    private static final String STABILITY = "stability";
    private static final String ONLINE_UPDATE = "online_update";
    private static final String POOLING = "customer_pooling";
    private static final String MINIMUM_TEXTS = "minimum_texts";
    private static final String HALF_LIFE_MILLIS = "half_life_millis";
    private static final String TRAINED_VERSION = "trained_version";
    /** A hundredth of a segment's members may be anything. */
    private static final double REACH_LEVEL = 0.99;

    private final ObjectNode manifest;
    private final Centroids centroids;
    private final double[] levels;
    private final float[][] quantiles;
    private final int[] sizes;
    private final SegmentIds ids;
    private final Dendrogram dendrogram;
    private final SegmentExtras extras;

    private SegmentModel(final ObjectNode manifest, final Centroids centroids, final double[] levels, final float[][] quantiles, final int[] sizes, final SegmentIds ids,
            final Dendrogram dendrogram, final SegmentExtras extras) {
        this.manifest = manifest;
        this.centroids = centroids;
        this.levels = levels;
        this.quantiles = quantiles;
        this.sizes = sizes;
        this.ids = ids;
        this.dendrogram = dendrogram;
        this.extras = extras;
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
            describe(origin.pooling(), manifest.putObject(POOLING));
        }
        manifest.put("inertia", clustering.inertia());
        manifest.put("iterations", clustering.iterations());
        putStatistics(manifest, ids, clustering.sizes(), clustering.assignments().length);
        manifest.put(NEXT_ID, ids.next());
        manifest.set(LINEAGE, LineageJson.of(retraining.lineage()));
        putScores(manifest.putObject(METRICS), retraining.after());
        final ArrayNode levels = manifest.putArray("quantile_levels");
        Arrays.stream(LEVELS).forEach(levels::add);
        final SegmentExtras extras = origin.pooling() == null ? SegmentExtras.NONE : SegmentExtras.NONE.with(DistanceQuantiles.of(clustering).at(LEVELS));
        return new SegmentModel(manifest, clustering.centroids(), LEVELS, distances.at(LEVELS), clustering.sizes(), ids, segmentation.tree(), extras);
    }

    /**
     * @param curve how the number of segments was chosen
     * @return the same model, which tells it
     */
    public SegmentModel withSegmentCount(final SegmentCountCurve curve) {
        final ObjectNode telling = manifest.deepCopy();
        telling.set(SegmentExtras.SEGMENT_COUNT, SegmentCountJson.of(curve));
        return new SegmentModel(telling, centroids, levels, quantiles, sizes, ids, dendrogram, extras.with(curve));
    }

    /**
     * @param comparison what else was tried on the same records
     * @return the same model, which tells it
     */
    public SegmentModel withComparison(final Comparison comparison) {
        final ObjectNode telling = manifest.deepCopy();
        telling.set(SegmentExtras.COMPARISON, ComparisonJson.of(comparison));
        return new SegmentModel(telling, centroids, levels, quantiles, sizes, ids, dendrogram, extras.with(comparison));
    }

    /**
     * @param pipeline that made the vectors of this model
     * @return the model with all that it takes to make vectors of new records
     */
    public SegmentModel with(final FeaturePipeline pipeline, final BlockShares shares) {
        final ObjectNode complete = manifest.deepCopy();
        complete.set(SegmentExtras.FEATURES, FeaturesJson.of(pipeline, shares));
        return new SegmentModel(complete, centroids, levels, quantiles, sizes, ids, dendrogram, extras.with(pipeline));
    }

    /**
     * @param terms of each segment, by row of the centroids, the strongest first
     * @param owners records or customers that used each of them, at least
     * @return the model with the words that tell its segments from each other
     */
    public SegmentModel withTerms(final List<List<String>> terms, final int owners) {
        final ObjectNode complete = manifest.deepCopy();
        complete.put("minimum_term_owners", owners);
        return new SegmentModel(complete, centroids, levels, quantiles, sizes, ids, dendrogram, extras.with(terms));
    }

    /**
     * The model with centroids that were moved by what was assigned to them. Ids, sizes and distance quantiles stay those of the training, so that drift is still told against it; scores that the
     * training measured are dropped.
     *
     * @param newVersion of the result
     * @param created time of the last change
     * @param online centroids in the order of this model's, with their weights
     * @param records that moved them since this version
     * @param halfLife in records
     */
    public SegmentModel moved(final String newVersion, final Instant created, final StreamingKMeans online, final long records, final double halfLife) {
        final ObjectNode changed = manifest.deepCopy();
        changed.put("version", newVersion);
        changed.put("parent_version", version());
        changed.put("created", created.toString());
        final ObjectNode update = changed.putObject(ONLINE_UPDATE);
        update.put(TRAINED_VERSION, trainedVersion());
        update.put("half_life_records", halfLife);
        update.put("records", records);
        changed.set("lineage", LineageJson.of(Lineage.unchanged(ids, sizes)));
        changed.putObject(METRICS);
        return new SegmentModel(changed, online.centroids(), levels, quantiles, sizes, ids, dendrogram, extras.with(online.weights()));
    }

    /**
     * The model without some of what it was trained on. Ids, distance quantiles and words stay those of the training; the scores that it measured are dropped.
     *
     * @param newVersion of the result
     * @param created time of the erasure
     * @param erased vectors of the training by the rows of the centroids; of no segment all
     * @param digest of the FlowFile that held them
     */
    public SegmentModel without(final String newVersion, final Instant created, final StreamingKMeans.Batch erased, final String digest) {
        final RemainingMeans remaining = RemainingMeans.of(centroids, sizes, erased);
        final ObjectNode changed = manifest.deepCopy();
        changed.put("version", newVersion);
        changed.put("parent_version", version());
        changed.put("created", created.toString());
        changed.remove("inertia");
        Erasures.add(changed, erased.count(), digest);
        putStatistics(changed, ids, remaining.sizes(), members() - erased.count());
        changed.set(LINEAGE, LineageJson.of(Lineage.resized(ids, sizes, remaining.sizes())));
        changed.putObject(METRICS);
        return new SegmentModel(changed, remaining.centroids(), levels, quantiles, remaining.sizes(), ids, dendrogram == null ? null : dendrogram.resized(remaining.sizes()), extras);
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
        final SegmentExtras extras = SegmentExtras.read(model, segments, levels.length);
        require(extras.features() == null || extras.features().dimension() == dimension, "the features of the model do not make vectors of its dimension");
        return new SegmentModel(manifest, new Centroids(centroids), levels, quantiles, sizes, ids(model, segments), dendrogram(model, sizes), extras);
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
        final Map<String, List<String>> strings = new LinkedHashMap<>();
        extras.putInto(arrays, strings);
        return ModelContainer.of(KIND, manifest, arrays, strings).toBytes();
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
        return extras.features();
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
     * @return how the number of segments was chosen; null when it was given or the algorithm found it, and in older models
     */
    public SegmentCountCurve segmentCount() {
        return extras.segmentCount();
    }

    /**
     * @return what else was tried on the same records, and why this was chosen; null when nothing was, and in older models
     */
    public Comparison comparison() {
        return extras.comparison();
    }

    /**
     * @return what became of the segments of the model before; null in older models, which do not tell
     * @throws InvalidModelException when the manifest tells something that cannot be
     */
    public Lineage lineage() throws InvalidModelException {
        return manifest.has(LINEAGE) ? LineageJson.read(manifest.path(LINEAGE), ids) : null;
    }

    /**
     * @param segment row of the centroids
     */
    public int size(final int segment) {
        return sizes[segment];
    }

    /**
     * @return a copy, by row of the centroids
     */
    public int[] sizes() {
        return sizes.clone();
    }

    /**
     * @return why vectors of the training cannot be taken out of the centroids, or null when they can
     */
    public String erasureObstacle() {
        return Erasures.obstacle(manifest, members());
    }

    /**
     * @param digest of a FlowFile's content
     * @return whether its vectors were taken out already
     */
    public boolean hasErased(final String digest) {
        return Erasures.contains(manifest, digest);
    }

    /**
     * @return texts that a customer needed to be trained on, at least 1
     */
    public int minimumTexts() {
        return manifest.path(POOLING).path(MINIMUM_TEXTS).asInt(1);
    }

    /**
     * @return milliseconds in which a customer's texts lost half of their weight, or null when all weighed the same
     */
    public Long poolingHalfLife() {
        final JsonNode halfLife = manifest.path(POOLING).path(HALF_LIFE_MILLIS);
        return halfLife.isNumber() ? halfLife.asLong() : null;
    }

    /**
     * @return the version that came out of a training, of which this one has the segments; this version itself when it did
     */
    public String trainedVersion() {
        return manifest.path(ONLINE_UPDATE).path(TRAINED_VERSION).asText(version());
    }

    /**
     * @return a weight in records for each centroid: what it was moved with, or the members at the training
     */
    public double[] weights() {
        return IntStream.range(0, sizes.length).mapToDouble(s -> extras.weights() == null ? sizes[s] : extras.weights()[s]).toArray();
    }

    /**
     * @return the words that tell each segment from the others, by row of the centroids; null when the model was trained without
     */
    public List<List<String>> terms() {
        return extras.terms();
    }

    /**
     * @return members of all segments at the training
     */
    public long members() {
        return Arrays.stream(sizes).asLongStream().sum();
    }

    /**
     * @return share of the training that was found to be noise, 0..1
     */
    public double noiseShare() {
        final double rows = manifest.path("training_rows").asDouble(members());
        return Math.max(0, 1 - members() / rows);
    }

    /**
     * @return whether the segments' members are customers and not records
     */
    public boolean isOfCustomers() {
        return manifest.path("pooled_by_customer").asBoolean();
    }

    /**
     * @return whether it is known how far customers lay from their centroids
     */
    public boolean knowsCustomerDistances() {
        return extras.customerQuantiles() != null;
    }

    /**
     * @return the levels of the distance quantiles, ascending, above 0, at most 1
     */
    public double[] quantileLevels() {
        return levels.clone();
    }

    /**
     * @param segment row of the centroids
     * @param customers for a customer's pooled vector; where the model does not know them, the distances of records stand in
     * @return q distances, ascending
     */
    public float[] distanceQuantiles(final int segment, final boolean customers) {
        return (customers && knowsCustomerDistances() ? extras.customerQuantiles() : quantiles)[segment].clone();
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
        return distanceQuantile(segment, level, false);
    }

    /**
     * @param segment row of the centroids
     * @param level as above
     * @param customers for a customer's pooled vector; where the model does not know them, the distances of records stand in
     * @throws InvalidModelException when the model has no such level
     */
    public float distanceQuantile(final int segment, final double level, final boolean customers) throws InvalidModelException {
        for (int q = 0; q < levels.length; q++) {
            if (levels[q] == level) {
                return (customers && knowsCustomerDistances() ? extras.customerQuantiles() : quantiles)[segment][q];
            }
        }
        throw new InvalidModelException("the model has no distance quantile " + level + ", it has " + Arrays.toString(levels));
    }

    private static void describe(final CustomerPooling pooling, final ObjectNode node) {
        node.put(MINIMUM_TEXTS, pooling.minimumTexts());
        if (pooling.halfLifeMillis() == null) {
            node.put("method", "mean");
        } else {
            node.put("method", "recency-weighted-mean");
            node.put(HALF_LIFE_MILLIS, pooling.halfLifeMillis());
        }
    }

    private static void putStatistics(final ObjectNode manifest, final SegmentIds ids, final int[] sizes, final long rows) {
        final ArrayNode statistics = manifest.putArray("segment_statistics");
        for (int s = 0; s < sizes.length; s++) {
            statistics.addObject().put("segment", ids.of(s)).put("size", sizes[s]).put("share", (double) sizes[s] / rows);
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
