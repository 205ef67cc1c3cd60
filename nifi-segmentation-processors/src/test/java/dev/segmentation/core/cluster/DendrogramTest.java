// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class DendrogramTest {

    /** Leaves 0..4; 1+3 at 1, 0+2 at 2, (0 2)+4 at 3, all at 7. */
    private static final Dendrogram TREE = new Dendrogram(new int[]{1, 2, 1, 1, 5}, new int[]{1, 0, 4, 5}, new int[]{3, 2, 6, 7}, new double[]{1, 2, 3, 7});

    @Test
    void cutsUndoTheLastMerges() {
        assertArrayEquals(new int[]{0, 0, 0, 0, 0}, TREE.cut(1));
        assertArrayEquals(new int[]{0, 1, 0, 1, 0}, TREE.cut(2));
        assertArrayEquals(new int[]{0, 1, 0, 1, 2}, TREE.cut(3));
        assertArrayEquals(new int[]{0, 1, 2, 1, 3}, TREE.cut(4));
        assertArrayEquals(new int[]{0, 1, 2, 3, 4}, TREE.cut(5));
    }

    @Test
    void cutsAtAHeightJoinWhatMergesBelow() {
        assertArrayEquals(TREE.cut(5), TREE.cutAt(0.9));
        assertArrayEquals(TREE.cut(4), TREE.cutAt(1));
        assertArrayEquals(TREE.cut(2), TREE.cutAt(6));
        assertArrayEquals(TREE.cut(1), TREE.cutAt(7));
    }

    @Test
    void aMergeIsNotBelowWhatItJoins() {
        final Dendrogram inverted = new Dendrogram(new int[]{1, 1, 1}, new int[]{0, 2}, new int[]{1, 3}, new double[]{2, 1});
        assertArrayEquals(new int[]{0, 1, 2}, inverted.cutAt(1.5));
        assertArrayEquals(new int[]{0, 0, 0}, inverted.cutAt(2));
        assertArrayEquals(new int[]{0, 0, 1}, inverted.cut(2));
    }

    @Test
    void sizesCountRows() {
        assertEquals(2, TREE.size(1));
        assertEquals(3, TREE.size(5));
        assertEquals(10, TREE.size(8));
    }

    @Test
    void theTopHasClustersForLeaves() {
        final Dendrogram top = TREE.top(3);
        assertEquals(3, top.leaves());
        assertArrayEquals(new int[]{2, 3, 5}, new int[]{top.size(0), top.size(1), top.size(2)});
        assertArrayEquals(new int[]{2, 1}, new int[]{top.left(0), top.left(1)});
        assertArrayEquals(new int[]{0, 3}, new int[]{top.right(0), top.right(1)});
        assertArrayEquals(new double[]{3, 7}, new double[]{top.height(0), top.height(1)});
        assertEquals(0, TREE.top(1).merges());
        assertEquals(10, TREE.top(1).size(0));
    }

    @Test
    void renumberedLeavesKeepTheirPlaces() {
        final Dendrogram renumbered = TREE.renumbered(new int[]{4, 3, 2, 1, 0});
        assertArrayEquals(new int[]{5, 1, 1, 2, 1}, new int[]{renumbered.size(0), renumbered.size(1), renumbered.size(2), renumbered.size(3), renumbered.size(4)});
        assertArrayEquals(new int[]{0, 1, 2, 1, 2}, renumbered.cut(3));
    }

    @Test
    void equalLeavesAreOneDistinctLeaf() {
        assertEquals(5, TREE.distinctLeaves());
        assertEquals(1, new Dendrogram(new int[]{1, 1, 1}, new int[]{0, 2}, new int[]{1, 3}, new double[]{0, 0}).distinctLeaves());
        assertEquals(2, new Dendrogram(new int[]{1, 1, 1}, new int[]{0, 2}, new int[]{1, 3}, new double[]{0, 1}).distinctLeaves());
    }

    @Test
    void whatIsNoTreeIsRefused() {
        assertRefused(new int[]{}, new int[]{}, new int[]{}, new double[]{});
        assertRefused(new int[]{1, 0}, new int[]{0}, new int[]{1}, new double[]{1});
        assertRefused(new int[]{1, Integer.MAX_VALUE}, new int[]{0}, new int[]{1}, new double[]{1});
        assertRefused(new int[]{1, 1}, new int[]{}, new int[]{1}, new double[]{1});
        assertRefused(new int[]{1, 1}, new int[]{0}, new int[]{0}, new double[]{1});
        assertRefused(new int[]{1, 1}, new int[]{0}, new int[]{2}, new double[]{1});
        assertRefused(new int[]{1, 1}, new int[]{-1}, new int[]{1}, new double[]{1});
        assertRefused(new int[]{1, 1}, new int[]{0}, new int[]{1}, new double[]{Double.NaN});
        assertRefused(new int[]{1, 1}, new int[]{0}, new int[]{1}, new double[]{-1});
        assertRefused(new int[]{1, 1}, new int[]{0}, new int[]{1}, new double[]{Double.POSITIVE_INFINITY});
        assertRefused(new int[]{1, 1, 1}, new int[]{0, 0}, new int[]{1, 2}, new double[]{1, 1});
        assertThrows(IllegalArgumentException.class, () -> TREE.cut(0));
        assertThrows(IllegalArgumentException.class, () -> TREE.cut(6));
    }

    private static void assertRefused(final int[] leafSizes, final int[] left, final int[] right, final double[] heights) {
        assertThrows(IllegalArgumentException.class, () -> new Dendrogram(leafSizes, left, right, heights));
    }
}
