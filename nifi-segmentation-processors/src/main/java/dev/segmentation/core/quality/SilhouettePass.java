// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.DotBlocks;
import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;

/**
 * The exact silhouette of every row by cosine and by euclidean distance, both from one pass of dot products.
 *
 * <p>Peter J. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", Journal of Computational and
 * Applied Mathematics 20 (1987), p. 55 f.: with {@code a} the mean distance to the other rows of the own segment and {@code b} the smallest mean
 * distance to the rows of another segment, {@code s = (b - a) / max(a, b)}; 0 for a row that is alone in its segment.</p>
 *
 * <p>All rows are moved by their mean before the products are taken, so that {@code |x|^2 + |y|^2 - 2xy} cancels at the scale of the spread and
 * not at the scale of the offset; the cosine gets the mean back as {@code xy = cx.cy + cx.m + cy.m + m.m}. Work: n^2 d multiply-adds. Memory:
 * {@code 8 d (POINTS + 64)} bytes per thread beside the table. Rows are handled in blocks that write nothing but their own results and see all
 * others in one fixed order: any number of threads gives the same bits.</p>
 */
final class SilhouettePass {

    /** Rows that are compared with a block in one call of the kernel. */
    private static final int CHUNK = 64;

    /** A mean cosine distance below this is an angle that float32 cannot tell from zero: what is left is rounding. */
    private static final double NO_ANGLE = 1e-14;

    private final VectorTable table;
    private final SegmentLabels labels;
    private final int[] rows;
    private final int[] sampleSizes;
    private final double[] mean;
    private final double meanSquared;
    private final int paddedDimension;
    private final double[] squaredNorms;
    private final double[] alongMean;
    private final double[] inverseLengths;

    /**
     * @param table n x d
     * @param labels of the n rows
     * @param rows the rows to take, ordered by segment, at least one
     */
    SilhouettePass(final VectorTable table, final SegmentLabels labels, final int[] rows) {
        this.table = table;
        this.labels = labels;
        this.rows = rows;
        sampleSizes = new int[labels.segments()];
        for (final int row : rows) {
            sampleSizes[labels.segment(row)]++;
        }
        mean = mean(table, rows);
        meanSquared = DotBlocks.squaredNorm(mean);
        paddedDimension = (table.dimension() + 3) / 4 * 4;
        squaredNorms = new double[rows.length];
        alongMean = new double[rows.length];
        inverseLengths = new double[rows.length];
        measureRows();
    }

    private static double[] mean(final VectorTable table, final int[] rows) {
        final double[] mean = new double[table.dimension()];
        final float[] buffer = new float[table.dimension()];
        for (final int row : rows) {
            table.copyRow(row, buffer, 0);
            for (int t = 0; t < mean.length; t++) {
                mean[t] += buffer[t];
            }
        }
        for (int t = 0; t < mean.length; t++) {
            mean[t] /= rows.length;
        }
        return mean;
    }

    private void measureRows() {
        final float[] buffer = new float[table.dimension()];
        final double[] centred = new double[paddedDimension];
        for (int i = 0; i < rows.length; i++) {
            centre(i, buffer, centred);
            squaredNorms[i] = DotBlocks.squaredNorm(centred);
            double along = 0;
            double squaredLength = 0;
            for (int t = 0; t < buffer.length; t++) {
                along += centred[t] * mean[t];
                squaredLength += (double) buffer[t] * buffer[t];
            }
            alongMean[i] = along;
            inverseLengths[i] = squaredLength == 0 ? 0 : 1 / Math.sqrt(squaredLength);
        }
    }

    private void centre(final int i, final float[] buffer, final double[] target) {
        table.copyRow(rows[i], buffer, 0);
        for (int t = 0; t < buffer.length; t++) {
            target[t] = buffer[t] - mean[t];
        }
    }

    /** @return how many of the rows are zero vectors, which have no direction and so no cosine */
    int zeroVectors() {
        int zeros = 0;
        for (final double inverseLength : inverseLengths) {
            if (inverseLength == 0) {
                zeros++;
            }
        }
        return zeros;
    }

    /**
     * Computes the silhouettes of all rows of the pass.
     *
     * @param workers threads
     * @param monitor asked for cancellation from the workers' threads
     * @return silhouettes of the n rows of the table, cosine left undefined when there are zero vectors
     */
    Silhouettes run(final Workers workers, final TrainingMonitor monitor) {
        final Silhouettes silhouettes = new Silhouettes(labels.rows());
        final boolean withCosine = zeroVectors() == 0;
        final int blocks = (rows.length + DotBlocks.POINTS - 1) / DotBlocks.POINTS;
        workers.forEach(blocks, block -> new Block(block * DotBlocks.POINTS).run(silhouettes, withCosine, monitor));
        return silhouettes;
    }

    /** Up to POINTS consecutive rows against all rows. */
    private final class Block {
        private final int start;
        private final int count;
        private final double[] norms = new double[DotBlocks.POINTS];
        private final double[] along = new double[DotBlocks.POINTS];
        private final double[] inverse = new double[DotBlocks.POINTS];
        private final double[] cosineSum = new double[DotBlocks.POINTS];
        private final double[] euclideanSum = new double[DotBlocks.POINTS];
        private final double[] cosineOwn = new double[DotBlocks.POINTS];
        private final double[] euclideanOwn = new double[DotBlocks.POINTS];
        private final double[] cosineOther = new double[DotBlocks.POINTS];
        private final double[] euclideanOther = new double[DotBlocks.POINTS];

        Block(final int start) {
            this.start = start;
            this.count = Math.min(DotBlocks.POINTS, rows.length - start);
            System.arraycopy(squaredNorms, start, norms, 0, count);
            System.arraycopy(alongMean, start, along, 0, count);
            System.arraycopy(inverseLengths, start, inverse, 0, count);
            Arrays.fill(cosineOther, Double.POSITIVE_INFINITY);
            Arrays.fill(euclideanOther, Double.POSITIVE_INFINITY);
        }

        void run(final Silhouettes silhouettes, final boolean withCosine, final TrainingMonitor monitor) {
            final double[][] packed = pack();
            final float[] buffer = new float[table.dimension()];
            final double[][] others = new double[CHUNK][paddedDimension];
            final double[][] dots = new double[CHUNK][DotBlocks.POINTS];
            for (int from = 0; from < rows.length; from += CHUNK) {
                monitor.checkCancelled();
                final int size = Math.min(CHUNK, rows.length - from);
                for (int j = 0; j < size; j++) {
                    centre(from + j, buffer, others[j]);
                }
                DotBlocks.dots(packed, others, size, dots);
                for (int j = 0; j < size; j++) {
                    final int other = from + j;
                    addDistances(dots[j], norms, along, inverse, squaredNorms[other], alongMean[other] + meanSquared, inverseLengths[other], euclideanSum, cosineSum);
                    if (other + 1 == rows.length || labels.segment(rows[other + 1]) != labels.segment(rows[other])) {
                        endSegment(labels.segment(rows[other]));
                    }
                }
            }

            for (int b = 0; b < count; b++) {
                final int row = rows[start + b];
                final boolean alone = sampleSizes[labels.segment(row)] == 1;
                silhouettes.setEuclidean(row, alone ? 0 : silhouette(euclideanOwn[b], euclideanOther[b]));
                if (withCosine) {
                    silhouettes.setCosine(row, alone ? 0 : silhouette(withoutRounding(cosineOwn[b]), withoutRounding(cosineOther[b])));
                }
            }
        }

        private double[][] pack() {
            final double[][] packed = new double[paddedDimension][DotBlocks.POINTS];
            final float[] buffer = new float[table.dimension()];
            final double[] centred = new double[paddedDimension];
            for (int b = 0; b < count; b++) {
                centre(start + b, buffer, centred);
                for (int t = 0; t < buffer.length; t++) {
                    packed[t][b] = centred[t];
                }
            }
            return packed;
        }

        private void endSegment(final int segment) {
            for (int b = 0; b < count; b++) {
                if (labels.segment(rows[start + b]) == segment) {
                    final int others = Math.max(1, sampleSizes[segment] - 1);
                    cosineOwn[b] = cosineSum[b] / others;
                    euclideanOwn[b] = euclideanSum[b] / others;
                } else {
                    cosineOther[b] = Math.min(cosineOther[b], cosineSum[b] / sampleSizes[segment]);
                    euclideanOther[b] = Math.min(euclideanOther[b], euclideanSum[b] / sampleSizes[segment]);
                }
            }
            Arrays.fill(cosineSum, 0);
            Arrays.fill(euclideanSum, 0);
        }
    }

    /** Adds the distances of a block's points to one other row: every array at exactly the loop index, so that the loop becomes vector code. */
    private static void addDistances(final double[] dots, final double[] norms, final double[] along, final double[] inverse,
            final double otherNorm, final double otherAlong, final double otherInverse, final double[] euclidean, final double[] cosine) {
        for (int b = 0; b < DotBlocks.POINTS; b++) {
            final double dot = dots[b];
            final double squared = norms[b] + otherNorm - 2 * dot;
            final double similarity = (dot + along[b] + otherAlong) * inverse[b] * otherInverse;
            euclidean[b] += Math.sqrt(Math.max(squared, 0));
            cosine[b] += Math.max(1 - similarity, 0);
        }
    }

    private static double silhouette(final double own, final double other) {
        final double larger = Math.max(own, other);
        return larger == 0 ? 0 : (other - own) / larger;
    }

    private static double withoutRounding(final double meanCosineDistance) {
        return meanCosineDistance < NO_ANGLE ? 0 : meanCosineDistance;
    }
}
