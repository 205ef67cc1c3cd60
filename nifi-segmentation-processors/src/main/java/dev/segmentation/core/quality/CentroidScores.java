// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores by the segments' means, in time linear in the rows: what a segmentation of any size can be judged by.
 *
 * @param simplified mean of the simplified silhouettes, -1..1
 * @param indices Calinski-Harabasz, Davies-Bouldin, separation
 * @param inertia sum of all squared distances to the own segment's mean, 0 or more
 * @param segments scores of each segment in ascending order of id; empty when the rows have no place in the space
 * @param rowValues simplified silhouette of each row, without meaning where it has no segment; empty when undefined
 * @param labels of the rows
 */
public record CentroidScores(Score simplified, CentroidIndices indices, Score inertia, List<Segment> segments, double[] rowValues, SegmentLabels labels) {

    /**
     * Scores of one segment.
     *
     * @param simplified mean simplified silhouette of its rows, null when undefined
     * @param daviesBouldin its largest ratio of scatter to separation, null when the index is undefined
     * @param separation distance of its mean to the nearest other mean over its own diameter, null when there is no other or the diameter is 0
     * @param nearest id of the segment whose mean is nearest, null when there is no other
     * @param inertia sum of the squared distances to its mean
     */
    public record Segment(Double simplified, Double daviesBouldin, Double separation, Integer nearest, double inertia) {
    }

    /**
     * @param table n x d, finite numbers
     * @param labels of the n rows
     * @param geometry the space
     * @param workers threads: their number does not change any bit of the result
     * @param monitor asked for cancellation, also from the workers' threads
     * @return the scores, in O(n k d)
     */
    public static CentroidScores of(final VectorTable table, final SegmentLabels labels, final Geometry geometry, final Workers workers, final TrainingMonitor monitor) {
        final Dispersion dispersion = Dispersion.of(table, labels, geometry, monitor);
        if (dispersion.zeros() > 0 && geometry == Geometry.COSINE) {
            return undefined("zero vectors (" + dispersion.zeros() + ") have no direction", labels);
        }
        final CentroidIndices indices = CentroidIndices.of(dispersion, labels);
        final double[] silhouettes = silhouettes(table, labels, geometry, dispersion.means(), workers, monitor);
        final Score inertia = labels.scored() == 0 ? Score.undefined(Comparability.problem(0, 0)) : Score.of(Arrays.stream(dispersion.inertia()).sum());
        return new CentroidScores(simplified(labels, silhouettes), indices, inertia, segments(dispersion, indices, labels, silhouettes), silhouettes, labels);
    }

    /**
     * @param reason why there are none, in words, without any customer data
     */
    public static CentroidScores undefined(final String reason, final SegmentLabels labels) {
        final Score none = Score.undefined(reason);
        return new CentroidScores(none, new CentroidIndices(none, none, none), none, List.of(), new double[0], labels);
    }

    /** Empty when they are undefined. */
    private static double[] silhouettes(final VectorTable table, final SegmentLabels labels, final Geometry geometry, final double[][] means, final Workers workers,
            final TrainingMonitor monitor) {
        if (Comparability.problem(labels.scored(), labels.segments()) != null) {
            return new double[0];
        }
        final double[][] directions = Arrays.stream(means).map(double[]::clone).toArray(double[][]::new);
        if (geometry == Geometry.COSINE && !Arrays.stream(directions).allMatch(Geometry::scaleToUnit)) {
            return new double[0];
        }
        return SimplifiedSilhouettes.of(table, labels, geometry, directions, workers, monitor);
    }

    private static Score simplified(final SegmentLabels labels, final double[] silhouettes) {
        final String problem = Comparability.problem(labels.scored(), labels.segments());
        if (silhouettes.length == 0) {
            return Score.undefined(problem == null ? "the vectors of a segment cancel out, so that their mean has no direction" : problem);
        }
        return Score.of(IntStream.range(0, silhouettes.length).filter(row -> labels.segment(row) >= 0).mapToDouble(row -> silhouettes[row]).sum() / labels.scored());
    }

    private static List<Segment> segments(final Dispersion dispersion, final CentroidIndices indices, final SegmentLabels labels, final double[] silhouettes) {
        final double[] sums = new double[labels.segments()];
        for (int row = 0; row < silhouettes.length; row++) {
            if (labels.segment(row) >= 0) {
                sums[labels.segment(row)] += silhouettes[row];
            }
        }
        return IntStream.range(0, sums.length).mapToObj(segment -> {
            final double diameter = 2 * dispersion.meanDistance()[segment];
            final int nearest = dispersion.nearest()[segment];
            return new Segment(silhouettes.length == 0 ? null : (Double) (sums[segment] / labels.size(segment)),
                    indices.daviesBouldin().value() == null ? null : (Double) dispersion.worstRatio()[segment],
                    nearest < 0 || diameter == 0 ? null : (Double) (dispersion.nearestDistance()[segment] / diameter),
                    nearest < 0 ? null : (Integer) labels.id(nearest), dispersion.inertia()[segment]);
        }).toList();
    }

    /**
     * @param row a row
     * @return its simplified silhouette, -1..1, or null when it has no segment or the measure is undefined
     */
    public Double simplified(final int row) {
        return rowValues.length == 0 || labels.segment(row) < 0 ? null : (Double) rowValues[row];
    }
}
