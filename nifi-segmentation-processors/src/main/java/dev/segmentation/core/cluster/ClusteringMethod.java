// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.vector.VectorTable;

import java.util.Map;

/**
 * An algorithm with its options: puts the rows of a table in segments.
 */
public interface ClusteringMethod {

    /**
     * @return name of the algorithm in model files
     */
    String algorithm();

    /**
     * @return the options by their names in model files: strings and numbers, in a fixed order
     */
    Map<String, Object> values();

    /**
     * @return segments wanted, or 0 when the algorithm finds their number
     */
    int segments();

    /**
     * @param segments wanted, at least 1
     * @return the same method for so many segments
     * @throws UnsupportedOperationException when the algorithm finds their number
     */
    default ClusteringMethod withSegments(final int segments) {
        throw new UnsupportedOperationException(algorithm() + " is not told the number of segments");
    }

    /**
     * @param centroids one for each segment wanted
     * @return the same method, starting from them
     * @throws UnsupportedOperationException when the algorithm starts from no centroids
     */
    default ClusteringMethod startingAt(final Centroids centroids) {
        throw new UnsupportedOperationException(algorithm() + " does not start from centroids");
    }

    /**
     * @return whether every row belongs to the nearest of the method's own centroids: then a random sample of the rows may stand for all of them
     */
    boolean byCentroids();

    /**
     * @return bytes that the table and everything derived from it take at most; of a method that can do with less, the least
     */
    long bytes(long rows, int dimension);

    /**
     * @return what to choose when there is less memory, to follow "raise it, or choose"
     */
    String thriftier();

    /**
     * @param table n x d finite values, n at least 1
     * @param memoryLimit bytes that the table and everything derived from it may take, at least {@link #bytes} of it
     * @throws IllegalArgumentException when the rows do not suit the method
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    Partitioning partition(VectorTable table, long memoryLimit, Workers workers, TrainingMonitor monitor);

    /**
     * Puts rows in segments and gives the segments centroids. Methods that go by centroids keep their own.
     *
     * @param table as for {@link #partition}
     * @param memoryLimit as for {@link #partition}
     */
    default Segmentation segment(final VectorTable table, final long memoryLimit, final Workers workers, final TrainingMonitor monitor) {
        return Segmentation.of(partition(table, memoryLimit, workers, monitor), table, segments(), workers, monitor);
    }
}
