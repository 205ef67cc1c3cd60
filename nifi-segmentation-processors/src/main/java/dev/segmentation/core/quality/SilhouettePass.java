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
 * <p>Distances are symmetric: where the sums of distances to every segment fit into {@value #SUM_BYTES} bytes, {@link DistanceSums} takes every product once,
 * n^2 d / 2 multiply-adds. With more rows or segments each block of rows sees all others, which takes twice the time and no such sums: {@code 8 d (POINTS + 64)}
 * bytes per thread beside the table. Either way rows are seen in an order that depends on nothing but their number: any number of threads gives the same bits.</p>
 */
final class SilhouettePass {

    /** Most bytes for the sums of distances. */
    static final long SUM_BYTES = 1L << 27;

    /** Rows that are compared with a block in one call of the kernel. */
    private static final int CHUNK = 64;

    /** A mean cosine distance below this is an angle that float32 cannot tell from zero: what is left is rounding. */
    private static final double NO_ANGLE = 1e-14;

    private final SegmentLabels labels;
    private final int[] rows;
    private final int[] sampleSizes;
    private final CentredRows centred;
    private final boolean withCosine;

    /**
     * @param table n x d
     * @param labels of the n rows
     * @param rows the rows to take, ordered by segment, at least one
     */
    SilhouettePass(final VectorTable table, final SegmentLabels labels, final int[] rows) {
        this.labels = labels;
        this.rows = rows;
        sampleSizes = new int[labels.segments()];
        for (final int row : rows) {
            sampleSizes[labels.segment(row)]++;
        }
        centred = new CentredRows(table, rows);
        withCosine = centred.zeroVectors() == 0;
    }

    /** @return how many of the rows are zero vectors, which have no direction and so no cosine */
    int zeroVectors() {
        return centred.zeroVectors();
    }

    /**
     * Computes the silhouettes of all rows of the pass.
     *
     * @param workers threads
     * @param monitor asked for cancellation from the workers' threads
     * @return silhouettes of the n rows of the table, cosine left undefined when there are zero vectors
     */
    Silhouettes run(final Workers workers, final TrainingMonitor monitor) {
        return run(DistanceSums.bytes(rows.length, sampleSizes.length) <= SUM_BYTES, workers, monitor);
    }

    /** As {@link #run(Workers, TrainingMonitor)}, every product taken once or twice. */
    Silhouettes run(final boolean once, final Workers workers, final TrainingMonitor monitor) {
        final Silhouettes silhouettes = new Silhouettes(labels.rows());
        final int blocks = (rows.length + DotBlocks.POINTS - 1) / DotBlocks.POINTS;
        if (once) {
            final int[] segments = Arrays.stream(rows).map(labels::segment).toArray();
            final DistanceSums sums = DistanceSums.of(centred, segments, sampleSizes.length, workers, monitor);
            workers.forEach(blocks, block -> new Block(block * DotBlocks.POINTS).take(sums, block).put(silhouettes));
        } else {
            workers.forEach(blocks, block -> new Block(block * DotBlocks.POINTS).compare(monitor).put(silhouettes));
        }
        return silhouettes;
    }

    /** Up to POINTS consecutive rows and their mean distances. */
    private final class Block {
        private final int start;
        private final int count;
        private final double[] cosineOwn = new double[DotBlocks.POINTS];
        private final double[] euclideanOwn = new double[DotBlocks.POINTS];
        private final double[] cosineOther = new double[DotBlocks.POINTS];
        private final double[] euclideanOther = new double[DotBlocks.POINTS];

        Block(final int start) {
            this.start = start;
            this.count = Math.min(DotBlocks.POINTS, rows.length - start);
            Arrays.fill(cosineOther, Double.POSITIVE_INFINITY);
            Arrays.fill(euclideanOther, Double.POSITIVE_INFINITY);
        }

        private Block take(final DistanceSums sums, final int block) {
            for (int segment = 0; segment < sampleSizes.length; segment++) {
                if (sampleSizes[segment] > 0) {
                    endSegment(segment, sums.euclidean(block, segment), sums.cosine(block, segment));
                }
            }
            return this;
        }

        private Block compare(final TrainingMonitor monitor) {
            final BlockDistances distances = new BlockDistances(centred, start, count);
            final double[] euclidean = new double[DotBlocks.POINTS];
            final double[] cosine = new double[DotBlocks.POINTS];
            final double[][] others = new double[CHUNK][centred.paddedDimension()];
            for (int from = 0; from < rows.length; from += CHUNK) {
                monitor.checkCancelled();
                final int size = Math.min(CHUNK, rows.length - from);
                centred.copy(from, size, others);
                distances.multiply(others, size);
                for (int j = 0; j < size; j++) {
                    final int other = from + j;
                    distances.add(j, other, euclidean, cosine);
                    if (other + 1 == rows.length || labels.segment(rows[other + 1]) != labels.segment(rows[other])) {
                        endSegment(labels.segment(rows[other]), euclidean, cosine);
                        Arrays.fill(euclidean, 0);
                        Arrays.fill(cosine, 0);
                    }
                }
            }
            return this;
        }

        private void endSegment(final int segment, final double[] euclidean, final double[] cosine) {
            for (int b = 0; b < count; b++) {
                if (labels.segment(rows[start + b]) == segment) {
                    final int others = Math.max(1, sampleSizes[segment] - 1);
                    cosineOwn[b] = cosine[b] / others;
                    euclideanOwn[b] = euclidean[b] / others;
                } else {
                    cosineOther[b] = Math.min(cosineOther[b], cosine[b] / sampleSizes[segment]);
                    euclideanOther[b] = Math.min(euclideanOther[b], euclidean[b] / sampleSizes[segment]);
                }
            }
        }

        private void put(final Silhouettes silhouettes) {
            for (int b = 0; b < count; b++) {
                final int row = rows[start + b];
                final boolean alone = sampleSizes[labels.segment(row)] == 1;
                silhouettes.setEuclidean(row, alone ? 0 : silhouette(euclideanOwn[b], euclideanOther[b]));
                if (withCosine) {
                    silhouettes.setCosine(row, alone ? 0 : silhouette(withoutRounding(cosineOwn[b]), withoutRounding(cosineOther[b])));
                }
            }
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
