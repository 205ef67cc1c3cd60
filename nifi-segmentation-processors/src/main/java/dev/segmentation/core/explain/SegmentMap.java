// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.quality.Geometry;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.core.vector.Vectors;
import smile.manifold.TSNE;
import smile.math.MathEx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

/**
 * A map of the segments in two dimensions by t-SNE, on a sample of the rows.
 *
 * <p>Laurens van der Maaten and Geoffrey Hinton, "Visualizing data using t-SNE", Journal of Machine Learning Research 9 (2008), p. 2579-2605, as
 * implemented by Smile. By cosine, rows are scaled to length 1, so that near means a small angle. Neighbourhoods are meaningful on such a map, areas and the
 * distances between far groups are not.</p>
 *
 * <p>Smile's streams sum in an order that depends on the size of their pool. They run in a pool of one thread here, so a seed gives the same map
 * whatever the number of processors, and the common pool is not touched.</p>
 */
public final class SegmentMap {

    /** With fewer rows there is nothing to see. */
    public static final int FEWEST_POINTS = 10;

    /** Work and memory grow with the square of the number of points: three tables of 8 n^2 bytes. */
    public static final int MOST_POINTS = 1000;

    private static final double PERPLEXITY = 30;
    private static final double LEARNING_RATE = 200;
    private static final int ITERATIONS = 500;
    private static final int ITERATIONS_PER_CHECK = 25;

    private SegmentMap() {
    }

    /**
     * One row on the map.
     *
     * @param x 0..1
     * @param y 0..1
     * @param segment segment id
     */
    public record Point(double x, double y, int segment) {
    }

    /**
     * Draws the map.
     *
     * @param table n x d
     * @param labels of the n rows; rows without a segment are left out
     * @param geometry cosine for a map of the directions, euclidean for one of the vectors as they are
     * @param seed of the sample and of t-SNE
     * @param monitor asked for cancellation, also from another thread
     * @return up to {@link #MOST_POINTS} points, in the order of rows; empty when there are fewer than {@link #FEWEST_POINTS} rows
     * @throws TrainingCancelledException when cancelled or interrupted
     */
    public static List<Point> of(final VectorTable table, final SegmentLabels labels, final Geometry geometry, final long seed, final TrainingMonitor monitor) {
        final int[] rows = sample(labels, seed);
        if (rows.length < FEWEST_POINTS) {
            return List.of();
        }

        final double[][] vectors = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            final float[] row = table.row(rows[i]);
            if (geometry == Geometry.COSINE) {
                Vectors.normalize(row);
            }
            vectors[i] = toDouble(row);
        }
        final double[][] places = inOwnPool(vectors, seed, monitor);
        scale(places, 0);
        scale(places, 1);
        final List<Point> points = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            points.add(new Point(places[i][0], places[i][1], labels.id(labels.segment(rows[i]))));
        }
        return points;
    }

    private static int[] sample(final SegmentLabels labels, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int[] sample = new int[Math.min(MOST_POINTS, labels.scored())];
        int taken = 0;
        int left = labels.scored();
        for (int row = 0; taken < sample.length; row++) {
            if (labels.segment(row) >= 0) {
                if (random.nextInt(left) < sample.length - taken) {
                    sample[taken++] = row;
                }
                left--;
            }
        }
        return sample;
    }

    private static double[] toDouble(final float[] row) {
        final double[] values = new double[row.length];
        for (int t = 0; t < row.length; t++) {
            values[t] = row[t];
        }
        return values;
    }

    private static double[][] inOwnPool(final double[][] vectors, final long seed, final TrainingMonitor monitor) {
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            return pool.submit(() -> embed(vectors, seed, monitor)).get();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingCancelledException();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof final RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static double[][] embed(final double[][] vectors, final long seed, final TrainingMonitor monitor) {
        MathEx.setSeed(seed);
        final double perplexity = Math.min(PERPLEXITY, (vectors.length - 1) / 3.0);
        final TSNE map = new TSNE(vectors, 2, perplexity, LEARNING_RATE, ITERATIONS_PER_CHECK);
        for (int done = ITERATIONS_PER_CHECK; done < ITERATIONS; done += ITERATIONS_PER_CHECK) {
            monitor.checkCancelled();
            monitor.progress("map", done, ITERATIONS);
            map.update(ITERATIONS_PER_CHECK);
        }
        return map.coordinates;
    }

    private static void scale(final double[][] places, final int axis) {
        final double low = Arrays.stream(places).mapToDouble(place -> place[axis]).min().orElseThrow();
        final double high = Arrays.stream(places).mapToDouble(place -> place[axis]).max().orElseThrow();
        for (final double[] place : places) {
            place[axis] = high > low ? (place[axis] - low) / (high - low) : 0.5;
        }
    }
}
