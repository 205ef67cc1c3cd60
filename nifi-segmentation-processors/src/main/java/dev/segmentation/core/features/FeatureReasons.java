// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import dev.segmentation.core.cluster.Centroids;
import dev.segmentation.core.vector.Vectors;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Names the features that put a vector into its segment and not into the next best one. What tells the two apart is the difference of their squared distances, which is a sum over columns:
 * with x the vector, c the centroid of its segment and o that of the other one, a column pulls by {@code (x - o)^2 - (x - c)^2}. A field pulls by all its columns together. Safe for several threads.
 */
public final class FeatureReasons {

    /** What pulls by less than this part of all that pulls the same way is no reason. */
    private static final double LEAST_PART = 0.1;

    private final float[][] centroids;
    private final List<Field> fields = new ArrayList<>();

    /**
     * The columns of a field.
     *
     * @param name of it, or null for the text
     * @param values that the first columns stand for, or none
     */
    private record Field(String name, int from, int to, List<String> values) {

        /** A value that the model does not hold is not named: it was a rare one. */
        String of(final float[] vector) {
            return IntStream.range(0, values.size()).filter(value -> vector[from + value] != 0).mapToObj(value -> name + "=" + values.get(value)).findFirst().orElse(name);
        }
    }

    /** What a field pulls by. */
    private record Pull(Field field, double by) {
    }

    /**
     * @param pipeline that makes the vectors
     * @param centroids of the segments
     */
    public FeatureReasons(final FeaturePipeline pipeline, final Centroids centroids) {
        this.centroids = centroids.toArray();
        if (pipeline.textDimension() > 0) {
            add(null, pipeline.textDimension(), List.of());
        }
        pipeline.numbers().forEach(column -> add(column.name(), column.width(), List.of()));
        pipeline.categories().forEach(columns -> add(columns.name(), columns.width(), columns.values()));
        pipeline.purchases().forEach(column -> add(column.name(), column.width(), List.of()));
    }

    private void add(final String name, final int width, final List<String> values) {
        final int from = fields.isEmpty() ? 0 : fields.getLast().to();
        fields.add(new Field(name, from, from + width, values));
    }

    /**
     * O(k d).
     *
     * @param vector that the pipeline has made
     * @param segment that it belongs to, 0..k-1
     * @param most names at most
     * @return the strongest first: names of fields, of categories name=value; recency, frequency and monetary for purchases. None where there is only one segment. The text is not named
     */
    public List<String> of(final float[] vector, final int segment, final int most) {
        final int other = IntStream.range(0, centroids.length).filter(row -> row != segment).boxed()
                .min(Comparator.comparingDouble(row -> Vectors.squaredDistance(vector, centroids[row]))).orElse(segment);
        final List<Pull> pulls = fields.stream().map(field -> new Pull(field, pull(vector, centroids[segment], centroids[other], field))).filter(pull -> pull.by() > 0).toList();
        final double least = LEAST_PART * pulls.stream().mapToDouble(Pull::by).sum();
        return pulls.stream().filter(pull -> pull.field().name() != null && pull.by() >= least).sorted(Comparator.comparingDouble(Pull::by).reversed()).limit(most)
                .map(pull -> pull.field().of(vector)).toList();
    }

    private static double pull(final float[] vector, final float[] own, final float[] other, final Field field) {
        double sum = 0;
        for (int column = field.from(); column < field.to(); column++) {
            final double toOther = (double) vector[column] - other[column];
            final double toOwn = (double) vector[column] - own[column];
            sum += toOther * toOther - toOwn * toOwn;
        }
        return sum;
    }
}
