// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.Nearest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The ids of a new clustering's segments, and what became of the earlier model's.
 *
 * <p>The events are those of M. Spiliopoulou, I. Ntoutsi, Y. Theodoridis and R. Schult, "MONIC: modeling and monitoring cluster transitions", KDD 2006, p. 706-711, where
 * they are told from members that both clusterings share; here from today's rows as both models put them.</p>
 *
 * @param basis what it could be drawn from
 * @param ids of the new segments' rows
 * @param segments one for each row of the new centroids, in their order
 * @param gone earlier segments that are no more, by id
 */
public record Lineage(LineageBasis basis, SegmentIds ids, List<SegmentLineage> segments, List<GoneSegment> gone) {

    /** A segment's rows came from, or went to, another one when that is most of them. */
    static final double MOST = 0.5;
    /** Parts of less than a tenth are the give and take along every border. */
    static final double PART = 0.1;
    /** Shares within a quarter of what they were are the noise of sampling and seeds in segments of a few dozen members. */
    static final double CHANGE = 0.25;

    public Lineage {
        segments = List.copyOf(segments);
        gone = List.copyOf(gone);
    }

    /**
     * @return the lineage of a model without an earlier one: ids run from 0 in the order of size
     */
    public static Lineage first(final Clustering clustering) {
        return allNew(LineageBasis.FIRST, SegmentIds.first(clustering.sizes().length), clustering, List.of());
    }

    /**
     * @param ids of k segments
     * @param sizes of them
     * @return the lineage of a model whose segments are all those of the model before, with the same members
     */
    public static Lineage unchanged(final SegmentIds ids, final int[] sizes) {
        return resized(ids, sizes, sizes);
    }

    /**
     * @param ids of k segments
     * @param before members of them in the model before
     * @param sizes members now
     * @return the lineage of a model whose segments are all those of the model before, with fewer members
     */
    public static Lineage resized(final SegmentIds ids, final int[] before, final int[] sizes) {
        final double allBefore = Arrays.stream(before).asLongStream().sum();
        final double all = Arrays.stream(sizes).asLongStream().sum();
        final List<SegmentLineage> segments = new ArrayList<>();
        for (int row = 0; row < sizes.length; row++) {
            final int id = ids.of(row);
            segments.add(new SegmentLineage(id, LineageKind.SURVIVED, List.of(new SegmentShare(id, 1)), before[row], before[row] / allBefore, sizes[row], sizes[row] / all));
        }
        return new Lineage(LineageBasis.COMPARED, ids, segments, List.of());
    }

    /**
     * @param basis why nothing can be compared
     * @return a lineage in which no earlier segment lives on, and no id comes back
     */
    public static Lineage incomparable(final LineageBasis basis, final EarlierSegments earlier, final Clustering clustering) {
        final int[] none = new int[clustering.sizes().length];
        Arrays.fill(none, SegmentIds.NONE);
        final List<GoneSegment> gone = new ArrayList<>();
        for (int row = 0; row < earlier.sizes().length; row++) {
            gone.add(new GoneSegment(earlier.ids().of(row), earlier.sizes()[row], earlier.share(row), null, List.of()));
        }
        gone.sort(Comparator.comparingInt(GoneSegment::id));
        return allNew(basis, earlier.ids().carriedOver(none), clustering, gone);
    }

    /**
     * @param earlier segments of vectors that can be compared with those clustered
     * @param clustering of n rows
     * @param before the n rows' nearest of the earlier centroids
     * @return the lineage; O(n log n + k^2 d), see {@link Matching}
     */
    public static Lineage of(final EarlierSegments earlier, final Clustering clustering, final Nearest[] before) {
        final Overlap overlap = new Overlap(earlier.reach(), before, clustering.assignments(), clustering.sizes().length);
        final int[] rowBefore = Matching.of(overlap, earlier.centroids(), clustering.centroids());
        final SegmentIds ids = earlier.ids().carriedOver(rowBefore);

        final List<SegmentLineage> segments = new ArrayList<>();
        final Set<Integer> alive = new HashSet<>();
        for (int row = 0; row < rowBefore.length; row++) {
            final int own = rowBefore[row];
            alive.add(own);
            final List<SegmentShare> parents = shares(overlap.ofLater(row).stream().map(cell -> new SegmentShare(earlier.ids().of(cell.earlier()), cell.ofLater())));
            final double share = share(clustering, row);
            segments.add(own == SegmentIds.NONE
                    ? new SegmentLineage(ids.of(row), withoutId(earlier, overlap, row), parents, null, null, clustering.sizes()[row], share)
                    : new SegmentLineage(ids.of(row), withId(earlier, overlap, rowBefore, row, share), parents, earlier.sizes()[own], earlier.share(own), clustering.sizes()[row], share));
        }

        final List<GoneSegment> gone = new ArrayList<>();
        for (int row = 0; row < earlier.sizes().length; row++) {
            if (!alive.contains(row)) {
                final double left = overlap.ofEarlier(row).stream().mapToInt(Overlap.Cell::rows).sum() / (double) overlap.rows();
                final List<SegmentShare> to = shares(overlap.ofEarlier(row).stream().map(cell -> new SegmentShare(ids.of(cell.later()), cell.ofEarlier())));
                gone.add(new GoneSegment(earlier.ids().of(row), earlier.sizes()[row], earlier.share(row), left, to));
            }
        }
        gone.sort(Comparator.comparingInt(GoneSegment::id));
        return new Lineage(LineageBasis.COMPARED, ids, segments, gone);
    }

    private static Lineage allNew(final LineageBasis basis, final SegmentIds ids, final Clustering clustering, final List<GoneSegment> gone) {
        final List<SegmentLineage> segments = new ArrayList<>();
        for (int row = 0; row < ids.size(); row++) {
            segments.add(new SegmentLineage(ids.of(row), LineageKind.NEW, List.of(), null, null, clustering.sizes()[row], share(clustering, row)));
        }
        return new Lineage(basis, ids, segments, gone);
    }

    private static LineageKind withId(final EarlierSegments earlier, final Overlap overlap, final int[] rowBefore, final int row, final double share) {
        if (swallowed(overlap, row) > 1) {
            return LineageKind.MERGED;
        }
        final int own = rowBefore[row];
        if (overlap.ofEarlier(own).stream().anyMatch(cell -> rowBefore[cell.later()] == SegmentIds.NONE && cell.ofEarlier() >= PART && isSplitOff(earlier, overlap, cell))) {
            return LineageKind.SPLIT;
        }
        final double change = share / earlier.share(own);
        if (change > 1 + CHANGE) {
            return LineageKind.GREW;
        }
        return change < 1 - CHANGE ? LineageKind.SHRANK : LineageKind.SURVIVED;
    }

    private static LineageKind withoutId(final EarlierSegments earlier, final Overlap overlap, final int row) {
        if (swallowed(overlap, row) > 1) {
            return LineageKind.MERGED;
        }
        return overlap.ofLater(row).stream().anyMatch(cell -> isSplitOff(earlier, overlap, cell)) ? LineageKind.SPLIT : LineageKind.NEW;
    }

    /**
     * Rows that were there before and rows that came to lie there are told apart by their number: of a split the whole still has the share that it had,
     * of an arrival the rest has it. What explains today's number better is taken.
     */
    private static boolean isSplitOff(final EarlierSegments earlier, final Overlap overlap, final Overlap.Cell cell) {
        final double whole = cell.rows() / cell.ofEarlier();
        final double shareOfWhole = whole / overlap.rows();
        final double shareOfRest = (whole - cell.rows()) / (overlap.rows() - cell.rows());
        final double before = earlier.share(cell.earlier());
        return cell.ofLater() >= MOST && Math.abs(Math.log(shareOfWhole / before)) <= Math.abs(Math.log(shareOfRest / before));
    }

    /** Earlier segments of which most is in the new one, and which make a part of it that counts. */
    private static long swallowed(final Overlap overlap, final int row) {
        return overlap.ofLater(row).stream().filter(cell -> cell.ofEarlier() >= MOST && cell.ofLater() >= PART).count();
    }

    private static List<SegmentShare> shares(final Stream<SegmentShare> all) {
        return all.filter(share -> share.share() >= PART).sorted(Comparator.comparingDouble(SegmentShare::share).reversed().thenComparingInt(SegmentShare::id)).toList();
    }

    private static double share(final Clustering clustering, final int row) {
        return clustering.sizes()[row] / (double) Arrays.stream(clustering.sizes()).asLongStream().sum();
    }
}
