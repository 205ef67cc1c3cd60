// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

/**
 * How far two clusters are from each other, as the update that follows from it when two clusters become one.
 *
 * @see <a href="https://doi.org/10.1093/comjnl/9.4.373">Lance, Williams: A general theory of classificatory sorting strategies, 1967</a>
 */
public enum Linkage {

    /** The growth of the inertia: {@code sqrt(2 a b / (a + b))} times the distance of the means, a and b the sizes. */
    WARD(true) {
        @Override
        double merged(final double first, final double second, final double between, final double firstSize, final double secondSize, final double otherSize) {
            return ((firstSize + otherSize) * first + (secondSize + otherSize) * second - otherSize * between) / (firstSize + secondSize + otherSize);
        }
    },

    /** The mean distance of their rows (UPGMA). */
    AVERAGE(false) {
        @Override
        double merged(final double first, final double second, final double between, final double firstSize, final double secondSize, final double otherSize) {
            return (firstSize * first + secondSize * second) / (firstSize + secondSize);
        }
    },

    /** The greatest distance of their rows. */
    COMPLETE(false) {
        @Override
        double merged(final double first, final double second, final double between, final double firstSize, final double secondSize, final double otherSize) {
            return Math.max(first, second);
        }
    },

    /** The least distance of their rows. */
    SINGLE(false) {
        @Override
        double merged(final double first, final double second, final double between, final double firstSize, final double secondSize, final double otherSize) {
            return Math.min(first, second);
        }
    },

    /** As {@link #AVERAGE}, but both parts of a cluster count alike, whatever their sizes (WPGMA). */
    WEIGHTED(false) {
        @Override
        double merged(final double first, final double second, final double between, final double firstSize, final double secondSize, final double otherSize) {
            return (first + second) / 2;
        }
    },

    /** The distance of their means (UPGMC). A cluster may come to lie nearer to a third one than its parts were: heights may fall. */
    CENTROID(true) {
        @Override
        double merged(final double first, final double second, final double between, final double firstSize, final double secondSize, final double otherSize) {
            final double size = firstSize + secondSize;
            return Math.max(0, (firstSize * first + secondSize * second) / size - firstSize * secondSize / (size * size) * between);
        }
    };

    private final boolean squared;

    Linkage(final boolean squared) {
        this.squared = squared;
    }

    /** Whether {@link #merged} takes and gives squared distances. */
    boolean isSquared() {
        return squared;
    }

    /** Distance of two single clusters, squared when {@link #isSquared}. */
    double initial(final double squaredDistance, final double firstSize, final double secondSize) {
        final double weighted = this == WARD ? 2 * firstSize * secondSize / (firstSize + secondSize) * squaredDistance : squaredDistance;
        return squared ? weighted : Math.sqrt(weighted);
    }

    /**
     * Distance of a third cluster to the union of two.
     *
     * @param first from the first to the third
     * @param second from the second to the third
     * @param between from the first to the second
     */
    abstract double merged(double first, double second, double between, double firstSize, double secondSize, double otherSize);
}
