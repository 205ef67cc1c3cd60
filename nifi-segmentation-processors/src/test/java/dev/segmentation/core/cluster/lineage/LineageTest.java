// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.cluster.Centroids;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.Nearest;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/**
 * Single events on a line. The earlier segments stand at 0, 100, 200 and 300, reach 20 to both sides, had 100 members each, and have the ids 7, 3, 5 and 4.
 */
class LineageTest {

    private static final EarlierSegments EARLIER = new EarlierSegments(new Centroids(new float[][]{{0}, {100}, {200}, {300}}), new SegmentIds(new int[]{7, 3, 5, 4}, 9),
            new int[]{100, 100, 100, 100}, new float[]{20, 20, 20, 20});

    /** So many rows at one place of one new segment. */
    private record Rows(int count, float place, int segment) {
    }

    @Test
    void segmentsSurviveInAnyOrder() {
        final Lineage lineage = lineage(new Rows(50, 305, 0), new Rows(50, 0, 1), new Rows(50, 190, 2), new Rows(50, 101, 3));
        assertEquals(LineageBasis.COMPARED, lineage.basis());
        assertArrayEquals(new int[]{4, 7, 5, 3}, lineage.ids().toArray());
        assertEquals(9, lineage.ids().next());
        assertEquals(List.of(), lineage.gone());
        assertEquals(new SegmentLineage(5, LineageKind.SURVIVED, List.of(new SegmentShare(5, 1)), 100, 0.25, 50, 0.25), lineage.segments().get(2));
        assertKinds(lineage, LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.SURVIVED);
    }

    @Test
    void sharesAndNotSizesGrowAndShrink() {
        assertKinds(lineage(new Rows(1310, 0, 0), new Rows(1000, 100, 1), new Rows(1000, 200, 2), new Rows(740, 300, 3)),
                LineageKind.GREW, LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.SHRANK);
        assertKinds(lineage(new Rows(1240, 0, 0), new Rows(1000, 100, 1), new Rows(1000, 200, 2), new Rows(760, 300, 3)),
                LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.SURVIVED);
    }

    @Test
    void theLargestPartOfASplitKeepsTheId() {
        final Lineage lineage = lineage(new Rows(100, 100, 0), new Rows(100, 200, 1), new Rows(100, 300, 2), new Rows(35, 10, 3), new Rows(40, 0, 4), new Rows(25, -10, 5));
        assertArrayEquals(new int[]{3, 5, 4, 9, 7, 10}, lineage.ids().toArray());
        assertEquals(11, lineage.ids().next());
        assertEquals(new SegmentLineage(9, LineageKind.SPLIT, List.of(new SegmentShare(7, 1)), null, null, 35, 35 / 400.0), lineage.segments().get(3));
        assertEquals(new SegmentLineage(7, LineageKind.SPLIT, List.of(new SegmentShare(7, 1)), 100, 0.25, 40, 0.1), lineage.segments().get(4));
        assertEquals(LineageKind.SPLIT, lineage.segments().get(5).kind());
        assertEquals(List.of(), lineage.gone());
    }

    /** Eight equal parts, none of which stands where the whole did: none means what the id meant. */
    @Test
    void nobodyKeepsTheIdOfWhatIsScattered() {
        final List<Rows> rows = new ArrayList<>(List.of(new Rows(100, 100, 0), new Rows(100, 200, 1), new Rows(100, 300, 2)));
        for (int part = 0; part < 8; part++) {
            rows.add(new Rows(12, -17.5f + 5 * part, 3 + part));
        }
        final Lineage lineage = lineage(rows.toArray(Rows[]::new));
        assertArrayEquals(new int[]{3, 5, 4, 9, 10, 11, 12, 13, 14, 15, 16}, lineage.ids().toArray());
        for (int part = 0; part < 8; part++) {
            assertEquals(LineageKind.SPLIT, lineage.segments().get(3 + part).kind());
        }
        assertEquals(7, lineage.gone().getFirst().id());
        assertEquals(8, lineage.gone().getFirst().to().size());
        assertEquals(new SegmentShare(9, 0.125), lineage.gone().getFirst().to().getFirst());
    }

    @Test
    void aSmallPartThatLeavesDoesNotMakeTheRestASplit() {
        final Lineage lineage = lineage(new Rows(100, 100, 0), new Rows(100, 200, 1), new Rows(100, 300, 2), new Rows(95, 1, 3), new Rows(5, -19, 4));
        assertKinds(lineage, LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.SPLIT);
    }

    @Test
    void theLargestContributorOfAMergerLivesOn() {
        final Lineage lineage = lineage(new Rows(40, 0, 0), new Rows(70, 100, 0), new Rows(100, 200, 1), new Rows(100, 300, 2));
        assertArrayEquals(new int[]{3, 5, 4}, lineage.ids().toArray());
        assertEquals(new SegmentLineage(3, LineageKind.MERGED, List.of(new SegmentShare(3, 70 / 110.0), new SegmentShare(7, 40 / 110.0)), 100, 0.25, 110, 110 / 310.0), lineage.segments().getFirst());
        assertEquals(List.of(new GoneSegment(7, 100, 0.25, 40 / 310.0, List.of(new SegmentShare(3, 1)))), lineage.gone());
    }

    /** What is left of a segment that everybody left says nothing about the one that took it in. */
    @Test
    void aFewRowsTakenInAreNoMerger() {
        final Lineage lineage = lineage(new Rows(9, 0, 0), new Rows(91, 100, 0), new Rows(100, 200, 1), new Rows(100, 300, 2));
        assertKinds(lineage, LineageKind.GREW, LineageKind.GREW, LineageKind.GREW);
        assertEquals(List.of(new GoneSegment(7, 100, 0.25, 0.03, List.of(new SegmentShare(3, 1)))), lineage.gone());
    }

    @Test
    void whatLiesBeyondAllReachIsNewAndWhatHasNoRowsIsGone() {
        final Lineage lineage = lineage(new Rows(100, 0, 0), new Rows(100, 100, 1), new Rows(100, 200, 2), new Rows(90, 241, 3));
        assertArrayEquals(new int[]{7, 3, 5, 9}, lineage.ids().toArray());
        assertEquals(new SegmentLineage(9, LineageKind.NEW, List.of(), null, null, 90, 90 / 390.0), lineage.segments().get(3));
        assertEquals(List.of(new GoneSegment(4, 100, 0.25, 0.0, List.of())), lineage.gone());
    }

    /** As many rows as ever are at 0, and others have come beside them. */
    @Test
    void whatComesToLieWithinASegmentIsNew() {
        final Lineage lineage = lineage(new Rows(100, 0, 0), new Rows(100, 100, 1), new Rows(100, 200, 2), new Rows(100, 300, 3), new Rows(60, 18, 4));
        assertKinds(lineage, LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.SURVIVED, LineageKind.NEW);
        assertEquals(List.of(new SegmentShare(7, 1)), lineage.segments().get(4).parents());
    }

    @Test
    void aSegmentFromEverywhereIsNewAndNamesItsParents() {
        final Lineage lineage = lineage(new Rows(60, 0, 0), new Rows(60, 100, 1), new Rows(60, 200, 2), new Rows(60, 300, 3),
                new Rows(20, 19, 4), new Rows(15, 81, 4), new Rows(10, 219, 4), new Rows(4, 281, 4));
        assertEquals(LineageKind.NEW, lineage.segments().get(4).kind());
        assertEquals(9, lineage.segments().get(4).id());
        assertEquals(List.of(new SegmentShare(7, 20 / 49.0), new SegmentShare(3, 15 / 49.0), new SegmentShare(5, 10 / 49.0)), lineage.segments().get(4).parents());
    }

    @Test
    void aSegmentThatLeftItsReachAsAWholeIsFoundByItsCentroid() {
        final Lineage lineage = lineage(new Rows(100, 0, 0), new Rows(100, 100, 1), new Rows(100, 200, 2), new Rows(100, 330, 3));
        assertArrayEquals(new int[]{7, 3, 5, 4}, lineage.ids().toArray());
        assertEquals(new SegmentLineage(4, LineageKind.SURVIVED, List.of(), 100, 0.25, 100, 0.25), lineage.segments().get(3));
    }

    @Test
    void rowsOfNoNewSegmentAreNobodys() {
        final Lineage lineage = lineage(new Rows(100, 0, 0), new Rows(100, 100, 1), new Rows(100, 200, 2), new Rows(60, 300, -1), new Rows(40, 300, 3));
        assertArrayEquals(new int[]{7, 3, 5, 4}, lineage.ids().toArray());
        assertEquals(40, lineage.segments().get(3).size());
    }

    @Test
    void withoutAnEarlierModelAllAreNew() {
        final Lineage lineage = Lineage.first(clustering(new Rows(3, 0, 0), new Rows(1, 10, 1)));
        assertEquals(LineageBasis.FIRST, lineage.basis());
        assertArrayEquals(new int[]{0, 1}, lineage.ids().toArray());
        assertEquals(List.of(new SegmentLineage(0, LineageKind.NEW, List.of(), null, null, 3, 0.75), new SegmentLineage(1, LineageKind.NEW, List.of(), null, null, 1, 0.25)), lineage.segments());
        assertEquals(List.of(), lineage.gone());
    }

    @Test
    void ofOtherVectorsNothingLivesOnAndNoIdComesBack() {
        final Lineage lineage = Lineage.incomparable(LineageBasis.OTHER_EMBEDDER, EARLIER, clustering(new Rows(3, 0, 0), new Rows(1, 100, 1)));
        assertEquals(LineageBasis.OTHER_EMBEDDER, lineage.basis());
        assertArrayEquals(new int[]{9, 10}, lineage.ids().toArray());
        assertKinds(lineage, LineageKind.NEW, LineageKind.NEW);
        assertNull(lineage.segments().getFirst().sizeBefore());
        assertEquals(List.of(3, 4, 5, 7), lineage.gone().stream().map(GoneSegment::id).toList());
        assertNull(lineage.gone().getFirst().share());
        assertEquals(List.of(), lineage.gone().getFirst().to());
    }

    private static void assertKinds(final Lineage lineage, final LineageKind... kinds) {
        assertEquals(List.of(kinds), lineage.segments().stream().map(SegmentLineage::kind).toList());
    }

    private static Lineage lineage(final Rows... rows) {
        final List<Nearest> before = new ArrayList<>();
        for (final Rows some : rows) {
            for (int i = 0; i < some.count(); i++) {
                before.add(EARLIER.centroids().nearest(new float[]{some.place()}));
            }
        }
        return Lineage.of(EARLIER, clustering(rows), before.toArray(Nearest[]::new));
    }

    private static Clustering clustering(final Rows... rows) {
        final int segments = 1 + Arrays.stream(rows).mapToInt(Rows::segment).max().orElseThrow();
        final int[] sizes = new int[segments];
        final float[][] centroids = new float[segments][1];
        final List<Nearest> assignments = new ArrayList<>();
        for (final Rows some : rows) {
            for (int i = 0; i < some.count(); i++) {
                assignments.add(new Nearest(some.segment(), 0, 1));
            }
            if (some.segment() >= 0) {
                sizes[some.segment()] += some.count();
                centroids[some.segment()][0] += some.count() * some.place();
            }
        }
        for (int segment = 0; segment < segments; segment++) {
            centroids[segment][0] /= sizes[segment];
        }
        return new Clustering(new Centroids(centroids), assignments.toArray(Nearest[]::new), sizes, 0, 1, segments);
    }
}
