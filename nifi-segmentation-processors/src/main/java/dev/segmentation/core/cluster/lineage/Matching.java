// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.cluster.Centroids;
import dev.segmentation.core.quality.OptimalMatching;
import dev.segmentation.core.vector.Vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Decides which new segment takes over which earlier segment's id.
 *
 * <p>First by the rows they share: pairs with enough overlap are matched so that their Jaccard indices add up to the most possible. Then, among those left over, by
 * their centroids: an earlier and a new segment are the same when they lie closer together than half of what separates each from its own neighbours. That finds a segment that
 * moved as a whole out of its earlier reach. Two such pairs never contend: with d(a, b) below half of both separations, every other candidate is farther than that from both.</p>
 */
final class Matching {

    /** Below a fifth an id would no longer mean what it meant: a segment cut into more than five equal parts, or more than five made one. */
    static final double LEAST_JACCARD = 0.2;

    private final float[][] before;
    private final float[][] after;
    private final int[] earlierOf;
    private final boolean[] taken;

    private Matching(final Centroids before, final Centroids after) {
        this.before = before.toArray();
        this.after = after.toArray();
        earlierOf = new int[this.after.length];
        Arrays.fill(earlierOf, SegmentIds.NONE);
        taken = new boolean[this.before.length];
    }

    /**
     * @return for each new segment the earlier one whose id it takes over, or -1; O(c log c + k^2 d) for c cells of the overlap, and cubic only in the number of
     *         segments that hang together by chains of overlaps
     */
    static int[] of(final Overlap overlap, final Centroids before, final Centroids after) {
        final Matching matching = new Matching(before, after);
        matching.matchByRows(overlap);
        matching.matchByCentroids();
        return matching.earlierOf;
    }

    private void matchByRows(final Overlap overlap) {
        final List<Overlap.Cell> candidates = overlap.cells().stream().filter(cell -> cell.jaccard() >= LEAST_JACCARD).toList();
        final int[] island = new int[before.length + after.length];
        Arrays.setAll(island, node -> node);
        for (final Overlap.Cell cell : candidates) {
            final int one = root(island, cell.earlier());
            final int other = root(island, before.length + cell.later());
            island[Math.max(one, other)] = Math.min(one, other);
        }
        final Map<Integer, List<Overlap.Cell>> islands = new TreeMap<>();
        for (final Overlap.Cell cell : candidates) {
            islands.computeIfAbsent(root(island, cell.earlier()), root -> new ArrayList<>()).add(cell);
        }
        islands.values().forEach(this::matchIsland);
    }

    private static int root(final int[] island, final int node) {
        int root = node;
        while (island[root] != root) {
            island[root] = island[island[root]];
            root = island[root];
        }
        return root;
    }

    private void matchIsland(final List<Overlap.Cell> cells) {
        final int[] earlier = cells.stream().mapToInt(Overlap.Cell::earlier).distinct().sorted().toArray();
        final int[] later = cells.stream().mapToInt(Overlap.Cell::later).distinct().sorted().toArray();
        final double[][] weights = new double[earlier.length][later.length];
        for (final Overlap.Cell cell : cells) {
            weights[Arrays.binarySearch(earlier, cell.earlier())][Arrays.binarySearch(later, cell.later())] = cell.jaccard();
        }
        final int[] matched = OptimalMatching.of(weights);
        for (int i = 0; i < matched.length; i++) {
            // A pair of weight 0 only fills the matching up.
            if (matched[i] >= 0 && weights[i][matched[i]] > 0) {
                match(earlier[i], later[matched[i]]);
            }
        }
    }

    private void matchByCentroids() {
        for (int later = 0; later < after.length; later++) {
            if (earlierOf[later] != SegmentIds.NONE) {
                continue;
            }
            final double separation = separation(after, later);
            for (int earlier = 0; earlier < before.length; earlier++) {
                // Distances are squared: half of a separation is a quarter of its square.
                final double distance = 4 * Vectors.squaredDistance(before[earlier], after[later]);
                if (!taken[earlier] && distance < separation && distance < separation(before, earlier)) {
                    match(earlier, later);
                    break;
                }
            }
        }
    }

    /** Squared distance to the nearest other centroid; 0 where there is none, since then nothing tells far from near. */
    private static double separation(final float[][] centroids, final int segment) {
        double least = Double.POSITIVE_INFINITY;
        for (int other = 0; other < centroids.length; other++) {
            if (other != segment) {
                least = Math.min(least, Vectors.squaredDistance(centroids[segment], centroids[other]));
            }
        }
        return Double.isInfinite(least) ? 0 : least;
    }

    private void match(final int earlier, final int later) {
        earlierOf[later] = earlier;
        taken[earlier] = true;
    }
}
