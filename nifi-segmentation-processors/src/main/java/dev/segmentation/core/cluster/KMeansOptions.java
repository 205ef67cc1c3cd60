// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * @param segments clusters wanted, at least 1
 * @param restarts independent starts of which the best is kept, at least 1
 * @param maximumIterations assignments per start, at least 1; in a large table a seventh of them among all rows
 * @param tolerance a start ends when the squared moves of all centroids sum up to this share of the mean variance per dimension; 0 or more
 * @param seed the same seed gives the same bytes
 * @param seeding where a start begins
 * @param metric {@link Metric#COSINE} is spherical k-means and takes rows of length 1
 */
public record KMeansOptions(int segments, int restarts, int maximumIterations, double tolerance, long seed, Seeding seeding, Metric metric) implements TrainingOptions {

    public KMeansOptions {
        if (segments < 1 || restarts < 1 || maximumIterations < 1 || !(tolerance >= 0)) {
            throw new IllegalArgumentException("segments, restarts and maximum iterations must be at least 1 and the tolerance at least 0: " + segments + ", " + restarts + ", "
                    + maximumIterations + ", " + tolerance);
        }
    }

    @Override
    public String algorithm() {
        return "k-means";
    }

    @Override
    public Map<String, Object> values() {
        final Map<String, Object> values = new LinkedHashMap<>();
        values.put("segments", segments);
        values.put("restarts", restarts);
        values.put("maximum_iterations", maximumIterations);
        values.put("tolerance", tolerance);
        values.put("seeding", seeding.name().toLowerCase(Locale.ROOT));
        values.put("distance", metric.name().toLowerCase(Locale.ROOT));
        return values;
    }

    /**
     * @return the same for another number of segments
     */
    KMeansOptions withSegments(final int wanted) {
        return new KMeansOptions(wanted, restarts, maximumIterations, tolerance, seed, seeding, metric);
    }

    /** Greedy seeding and the euclidean metric. */
    public KMeansOptions(final int segments, final int restarts, final int maximumIterations, final double tolerance, final long seed) {
        this(segments, restarts, maximumIterations, tolerance, seed, Seeding.GREEDY, Metric.EUCLIDEAN);
    }
}
