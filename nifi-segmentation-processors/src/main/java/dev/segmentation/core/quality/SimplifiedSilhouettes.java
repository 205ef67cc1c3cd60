// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.DotBlocks;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * The simplified silhouette of every row: distances to the segments' means instead of mean distances to their members, so that the time grows with n and not
 * with its square. A row that is alone in its segment gets 0, as in the silhouette proper.
 *
 * <p>E. R. Hruschka, R. J. G. B. Campello, L. N. de Castro, "Evolving clusters in gene-expression data", Information Sciences 176 (2006), p. 1898-1927.
 * By cosine the means are those of the vectors scaled to length 1, and the distance is 1 minus the cosine of the angle to the mean.</p>
 *
 * <p>The nearest other mean is found by products of blocks of rows with all means, moved by the mean of the means so that nothing cancels; the two distances
 * that count are then taken from the differences. Work: n k d multiply-adds. Memory: 8 k d bytes, and 8 d {@value DotBlocks#POINTS} per thread.</p>
 */
final class SimplifiedSilhouettes {

    private static final int CHUNK = 64;

    private final VectorTable table;
    private final SegmentLabels labels;
    private final Geometry geometry;
    private final double[][] means;
    private final double[] origin;
    private final double[][] centred;
    private final double[] squaredNorms;
    private final int paddedDimension;
    private final double[] values;

    private SimplifiedSilhouettes(final VectorTable table, final SegmentLabels labels, final Geometry geometry, final double[][] means) {
        this.table = table;
        this.labels = labels;
        this.geometry = geometry;
        this.means = means;
        paddedDimension = (table.dimension() + 3) / 4 * 4;
        origin = new double[table.dimension()];
        for (final double[] mean : means) {
            for (int t = 0; t < origin.length; t++) {
                origin[t] += mean[t] / means.length;
            }
        }
        // The kernel takes an even number.
        centred = new double[means.length + (means.length & 1)][paddedDimension];
        squaredNorms = new double[means.length];
        for (int segment = 0; segment < means.length; segment++) {
            for (int t = 0; t < origin.length; t++) {
                centred[segment][t] = means[segment][t] - origin[t];
            }
            squaredNorms[segment] = DotBlocks.squaredNorm(centred[segment]);
        }
        values = new double[labels.rows()];
    }

    /**
     * @param table n x d
     * @param labels of the n rows; at least two segments
     * @param means k x d in the geometry's space; by cosine of length 1
     * @return n values from -1 to 1, without meaning for rows that have no segment
     */
    static double[] of(final VectorTable table, final SegmentLabels labels, final Geometry geometry, final double[][] means, final Workers workers, final TrainingMonitor monitor) {
        final SimplifiedSilhouettes silhouettes = new SimplifiedSilhouettes(table, labels, geometry, means);
        final int blocks = (labels.rows() + DotBlocks.POINTS - 1) / DotBlocks.POINTS;
        workers.forEach(blocks, block -> {
            monitor.checkCancelled();
            silhouettes.new Block(block * DotBlocks.POINTS).run(monitor);
        });
        return silhouettes.values;
    }

    /** Up to POINTS consecutive rows against all means. */
    private final class Block {
        private final int start;
        private final int count;
        private final float[] buffer = new float[table.dimension()];
        private final double[] vector = new double[table.dimension()];
        private final double[] best = new double[DotBlocks.POINTS];
        private final int[] nearest = new int[DotBlocks.POINTS];

        Block(final int start) {
            this.start = start;
            this.count = Math.min(DotBlocks.POINTS, labels.rows() - start);
        }

        void run(final TrainingMonitor monitor) {
            findNearest(monitor);
            for (int b = 0; b < count; b++) {
                final int segment = labels.segment(start + b);
                if (segment >= 0 && labels.size(segment) > 1) {
                    geometry.read(table, start + b, buffer, vector);
                    // Squared over two is the cosine distance of vectors of length 1.
                    final double own = Dispersion.squaredDistance(vector, means[segment]);
                    final double other = Dispersion.squaredDistance(vector, means[nearest[b]]);
                    values[start + b] = geometry == Geometry.COSINE ? silhouette(own, other) : silhouette(Math.sqrt(own), Math.sqrt(other));
                }
            }
        }

        private void findNearest(final TrainingMonitor monitor) {
            final double[][] packed = pack();
            final double[][] dots = new double[CHUNK][DotBlocks.POINTS];
            final double[][] others = new double[CHUNK][];
            Arrays.fill(best, Double.POSITIVE_INFINITY);
            for (int from = 0; from < means.length; from += CHUNK) {
                monitor.checkCancelled();
                final int size = Math.min(CHUNK, means.length - from);
                System.arraycopy(centred, from, others, 0, size + (size & 1));
                DotBlocks.dots(packed, others, size, dots);
                for (int j = 0; j < size; j++) {
                    for (int b = 0; b < count; b++) {
                        final double score = squaredNorms[from + j] - 2 * dots[j][b];
                        if (score < best[b] && labels.segment(start + b) != from + j) {
                            best[b] = score;
                            nearest[b] = from + j;
                        }
                    }
                }
            }
        }

        private double[][] pack() {
            final double[][] packed = new double[paddedDimension][DotBlocks.POINTS];
            for (int b = 0; b < count; b++) {
                geometry.read(table, start + b, buffer, vector);
                for (int t = 0; t < vector.length; t++) {
                    packed[t][b] = vector[t] - origin[t];
                }
            }
            return packed;
        }
    }

    private static double silhouette(final double own, final double other) {
        final double larger = Math.max(own, other);
        return larger == 0 ? 0 : (other - own) / larger;
    }
}
