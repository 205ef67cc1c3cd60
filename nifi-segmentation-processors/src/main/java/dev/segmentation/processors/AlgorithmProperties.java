// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.AgglomerativeMethod;
import dev.segmentation.core.cluster.BisectingMethod;
import dev.segmentation.core.cluster.BisectingOptions;
import dev.segmentation.core.cluster.BisectingOptions.Criterion;
import dev.segmentation.core.cluster.ClusteringMethod;
import dev.segmentation.core.cluster.DianaMethod;
import dev.segmentation.core.cluster.HdbscanMethod;
import dev.segmentation.core.cluster.HdbscanOptions;
import dev.segmentation.core.cluster.KMeansMethod;
import dev.segmentation.core.cluster.KMeansOptions;
import dev.segmentation.core.cluster.Linkage;
import dev.segmentation.core.cluster.Metric;
import dev.segmentation.core.cluster.MiniBatchMethod;
import dev.segmentation.core.cluster.MiniBatchOptions;
import dev.segmentation.core.cluster.Seeding;
import dev.segmentation.core.cluster.SegmentSearch;
import org.apache.nifi.components.DescribedValue;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;

import java.util.Locale;

/**
 * What ClusterCustomers is told about the algorithm.
 */
final class AlgorithmProperties {

    static final PropertyDescriptor ALGORITHM = new PropertyDescriptor.Builder()
            .name("Algorithm")
            .description("How segments are found.")
            .required(true)
            .allowableValues(Algorithm.class)
            .defaultValue(Algorithm.K_MEANS)
            .build();

    static final PropertyDescriptor DISTANCE = new PropertyDescriptor.Builder()
            .name("Distance")
            .description("How far vectors are from each other. On vectors of length 1, such as EmbedText makes, both order pairs alike.")
            .required(true)
            .allowableValues(DistanceOption.class)
            .defaultValue(DistanceOption.EUCLIDEAN)
            .dependsOn(ALGORITHM, Algorithm.K_MEANS)
            .build();

    static final PropertyDescriptor LINKAGE = new PropertyDescriptor.Builder()
            .name("Linkage")
            .description("How far two segments are from each other.")
            .required(true)
            .allowableValues(LinkageOption.class)
            .defaultValue(LinkageOption.WARD)
            .dependsOn(ALGORITHM, Algorithm.AGGLOMERATIVE)
            .build();

    static final PropertyDescriptor SPLIT_BY = new PropertyDescriptor.Builder()
            .name("Split By")
            .description("Which segment is divided next.")
            .required(true)
            .allowableValues(SplitOption.class)
            .defaultValue(SplitOption.INERTIA)
            .dependsOn(ALGORITHM, Algorithm.BISECTING_K_MEANS)
            .build();

    static final PropertyDescriptor MINIMUM_SEGMENT_SIZE = new PropertyDescriptor.Builder()
            .name("Minimum Segment Size")
            .description("Records or customers that a segment must have. Fewer give more and smaller segments.")
            .required(true)
            .defaultValue("10")
            .addValidator(StandardValidators.createLongValidator(2, Integer.MAX_VALUE, true))
            .dependsOn(ALGORITHM, Algorithm.HDBSCAN)
            .build();

    static final PropertyDescriptor MINIMUM_SAMPLES = new PropertyDescriptor.Builder()
            .name("Minimum Samples")
            .description("How many vectors, itself included, must lie near a vector for it to count as dense. More put more vectors into no segment.")
            .required(true)
            .defaultValue("1")
            .addValidator(StandardValidators.createLongValidator(1, Integer.MAX_VALUE, true))
            .dependsOn(ALGORITHM, Algorithm.HDBSCAN)
            .build();

    static final PropertyDescriptor NEIGHBOUR_SMOOTHING = new PropertyDescriptor.Builder()
            .name("Neighbour Smoothing")
            .description("""
                    Vectors that each vector is averaged with, the nearest ones, before they are clustered, so that the borders between subjects clear. It only decides which vectors belong together: \
                    centroids and distances are those of the vectors themselves. 0 clusters the vectors as they are. Never more than a quarter of an average segment. \
                    It does not apply when fields with numbers or categories or purchases count.""")
            .required(true)
            .defaultValue("10")
            .addValidator(StandardValidators.createLongValidator(0, 1000, true))
            .dependsOn(ALGORITHM, Algorithm.K_MEANS, Algorithm.MINI_BATCH_K_MEANS, Algorithm.AGGLOMERATIVE, Algorithm.BISECTING_K_MEANS, Algorithm.DIANA)
            .build();

    static final PropertyDescriptor RESTARTS = new PropertyDescriptor.Builder()
            .name("Restarts")
            .description("Independent starts from other seeds. The best are continued and the best of them is kept. 1 is the quickest and finds somewhat worse segments. "
                    + "Where there are many vectors, k-means makes its starts on a sample of them and continues with all.")
            .required(true)
            .defaultValue("10")
            .addValidator(StandardValidators.createLongValidator(1, 1000, true))
            .dependsOn(ALGORITHM, Algorithm.K_MEANS, Algorithm.MINI_BATCH_K_MEANS, Algorithm.BISECTING_K_MEANS)
            .build();

    static final PropertyDescriptor MAXIMUM_ITERATIONS = new PropertyDescriptor.Builder()
            .name("Maximum Iterations")
            .description("Iterations of a start at most, of mini-batch-k-means passes over the vectors; it usually ends earlier, when the centroids no longer move. "
                    + "Where there are many vectors, k-means spends at most a seventh as many among all of them: it has found its new starts on a sample.")
            .required(true)
            .defaultValue("300")
            .addValidator(StandardValidators.createLongValidator(1, 100_000, true))
            .dependsOn(ALGORITHM, Algorithm.K_MEANS, Algorithm.MINI_BATCH_K_MEANS, Algorithm.BISECTING_K_MEANS)
            .build();

    static final PropertyDescriptor SEED = new PropertyDescriptor.Builder()
            .name("Seed")
            .description("Seed of the random numbers. The same records and seed give the same segments, whatever the number of threads.")
            .required(true)
            .defaultValue("42")
            .addValidator(StandardValidators.LONG_VALIDATOR)
            .build();

    /** A start ends when the centroids' squared moves add up to this share of the variance per dimension. */
    private static final double TOLERANCE = 1e-4;
    private static final int BATCH_SIZE = 1024;
    /** Batches in a row that may bring nothing before mini-batch k-means ends. */
    private static final int PATIENCE = 10;

    private AlgorithmProperties() {
    }

    /**
     * @return the algorithm; where the number of segments is chosen, for the most that may be chosen
     */
    static SegmentSearch search(final PropertyContext context) {
        return search(context, algorithm(context));
    }

    /**
     * @param algorithm instead of the one that is set; options that go with it are taken as they were set last
     * @return the same for another algorithm
     */
    static SegmentSearch search(final PropertyContext context, final Algorithm algorithm) {
        final ClusteringMethod method = method(context, algorithm);
        // Angles between vectors of different features mean nothing.
        final int smoothing = method.segments() == 0 || FeatureProperties.fields(context) != null ? 0 : integer(context, NEIGHBOUR_SMOOTHING);
        return new SegmentSearch(method, smoothing, seed(context));
    }

    static Algorithm algorithm(final PropertyContext context) {
        return context.getProperty(ALGORITHM).asAllowableValue(Algorithm.class);
    }

    /**
     * @return whether vectors are compared by their angle
     */
    static boolean isByAngle(final PropertyContext context) {
        return algorithm(context) == Algorithm.K_MEANS
                && context.getProperty(DISTANCE).asAllowableValue(DistanceOption.class) == DistanceOption.COSINE;
    }

    private static ClusteringMethod method(final PropertyContext context, final Algorithm algorithm) {
        final int segments = SegmentCountProperties.most(context);
        return switch (algorithm) {
            case K_MEANS -> new KMeansMethod(kMeans(context, context.getProperty(DISTANCE).asAllowableValue(DistanceOption.class).metric));
            case MINI_BATCH_K_MEANS -> new MiniBatchMethod(new MiniBatchOptions(segments, BATCH_SIZE, integer(context, RESTARTS), integer(context, MAXIMUM_ITERATIONS), PATIENCE, seed(context)));
            case AGGLOMERATIVE -> new AgglomerativeMethod(context.getProperty(LINKAGE).asAllowableValue(LinkageOption.class).linkage, segments, seed(context));
            case BISECTING_K_MEANS -> new BisectingMethod(new BisectingOptions(context.getProperty(SPLIT_BY).asAllowableValue(SplitOption.class).criterion,
                    kMeans(context, Metric.EUCLIDEAN)));
            case DIANA -> new DianaMethod(segments);
            case HDBSCAN -> new HdbscanMethod(new HdbscanOptions(integer(context, MINIMUM_SEGMENT_SIZE), integer(context, MINIMUM_SAMPLES)));
        };
    }

    private static KMeansOptions kMeans(final PropertyContext context, final Metric metric) {
        return new KMeansOptions(SegmentCountProperties.most(context), integer(context, RESTARTS), integer(context, MAXIMUM_ITERATIONS), TOLERANCE, seed(context), Seeding.GREEDY, metric);
    }

    private static long seed(final PropertyContext context) {
        return context.getProperty(SEED).asLong();
    }

    private static int integer(final PropertyContext context, final PropertyDescriptor property) {
        return context.getProperty(property).asInteger();
    }

    /** The allowable values of Distance. */
    enum DistanceOption implements DescribedValue {

        EUCLIDEAN(Metric.EUCLIDEAN, "The length of their difference. Centroids are means."),
        COSINE(Metric.COSINE, "The angle between them. Takes vectors of length 1; centroids are means scaled to length 1.");

        private final Metric metric;
        private final String description;

        DistanceOption(final Metric metric, final String description) {
            this.metric = metric;
            this.description = description;
        }

        @Override
        public String getValue() {
            return lowerCase(this);
        }

        @Override
        public String getDisplayName() {
            return getValue();
        }

        @Override
        public String getDescription() {
            return description;
        }
    }

    /** The allowable values of Linkage. */
    enum LinkageOption implements DescribedValue {

        WARD(Linkage.WARD, "By how much the inertia grows when they merge: segments of similar size"),
        AVERAGE(Linkage.AVERAGE, "The mean distance of their vectors"),
        COMPLETE(Linkage.COMPLETE, "The greatest distance of their vectors: compact segments"),
        SINGLE(Linkage.SINGLE, "The least distance of their vectors: chains of near ones, often one great segment and single vectors"),
        WEIGHTED(Linkage.WEIGHTED, "As average, but the parts of a segment count alike, whatever their sizes"),
        CENTROID(Linkage.CENTROID, "The distance of their means; the tree may have merges below earlier ones");

        private final Linkage linkage;
        private final String description;

        LinkageOption(final Linkage linkage, final String description) {
            this.linkage = linkage;
            this.description = description;
        }

        @Override
        public String getValue() {
            return lowerCase(this);
        }

        @Override
        public String getDisplayName() {
            return getValue();
        }

        @Override
        public String getDescription() {
            return description;
        }
    }

    /** The allowable values of Split By. */
    enum SplitOption implements DescribedValue {

        INERTIA(Criterion.INERTIA, "The one with the greatest sum of squared distances from its mean"),
        SIZE(Criterion.SIZE, "The one with the most vectors");

        private final Criterion criterion;
        private final String description;

        SplitOption(final Criterion criterion, final String description) {
            this.criterion = criterion;
            this.description = description;
        }

        @Override
        public String getValue() {
            return lowerCase(this);
        }

        @Override
        public String getDisplayName() {
            return getValue();
        }

        @Override
        public String getDescription() {
            return description;
        }
    }

    private static String lowerCase(final Enum<?> option) {
        return option.name().toLowerCase(Locale.ROOT);
    }
}
