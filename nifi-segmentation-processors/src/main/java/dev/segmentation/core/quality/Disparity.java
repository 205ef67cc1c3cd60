// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * How unequally the categories of a sensitive attribute, which was not used to make the segments, are spread over them.
 *
 * @param rows number of rows compared: those with a segment and a category that is large enough to be shown
 * @param missing number of rows with a segment and without a category
 * @param hiddenCategories number of categories with fewer rows than the minimum; their rows are left out of everything
 * @param categories those shown, by descending count
 * @param cells how a shown category is represented in a segment; without small counts
 * @param cramersV strength of the association of segments and categories, 0 (none) to 1 (Harald Cramer, "Mathematical Methods of Statistics", 1946)
 * @param pValue share of random assignments of the categories to the rows that give at least this association, above 0; null when it is undefined
 * @param ratio smallest of the segments' disparity ratios, null when there is none
 * @param ratios per place of a segment: the smallest over the largest share that the shown categories of the segment have in it, each as a share of its own
 *         category, 0..1; null with fewer than two shown
 */
public record Disparity(int rows, int missing, int hiddenCategories, List<Category> categories, List<Cell> cells, Score cramersV, Double pValue, Double ratio, List<Double> ratios) {

    /** Random assignments that the association is compared with. */
    static final int PERMUTATIONS = 999;

    /** Largest p-value at which an association is not taken for chance. */
    public static final double SIGNIFICANT = 0.05;

    /**
     * @param category number of the category
     * @param count rows that have it
     * @param share of the rows compared, 0..1
     */
    public record Category(int category, int count, double share) {
    }

    /**
     * @param segment segment id
     * @param category number of the category
     * @param count rows that have both
     * @param share of the category among the segment's rows compared, 0..1
     * @param representation that share over the category's share in all: 1 when the segment mirrors the whole
     */
    public record Cell(int segment, int category, int count, double share, double representation) {
    }

    /**
     * @param labels segments of n rows
     * @param known number of the category of each of the n rows, negative for none
     * @param minimum smallest count that is shown, at least 1
     * @param seed of the random assignments
     * @param workers threads: their number does not change any bit of the result
     * @param monitor asked for cancellation, also from the workers' threads
     * @return the disparity, in O({@value #PERMUTATIONS} n)
     */
    public static Disparity of(final SegmentLabels labels, final int[] known, final int minimum, final long seed, final Workers workers, final TrainingMonitor monitor) {
        final int[] withSegment = IntStream.range(0, labels.rows()).filter(row -> labels.segment(row) >= 0).toArray();
        final int[] sizes = new int[Arrays.stream(known).max().orElse(-1) + 1];
        int missing = 0;
        for (final int row : withSegment) {
            if (known[row] < 0) {
                missing++;
            } else {
                sizes[known[row]]++;
            }
        }
        final int hidden = (int) Arrays.stream(sizes).filter(size -> size > 0 && size < minimum).count();
        final int[] rows = Arrays.stream(withSegment).filter(row -> known[row] >= 0 && sizes[known[row]] >= minimum).toArray();
        if (rows.length == 0) {
            return undefined(missing, hidden, hidden == 0 ? "no record with a segment has a value" : "every category is smaller than the minimum");
        }

        final int[] segments = IntStream.of(rows).map(labels::segment).toArray();
        final int[] categories = IntStream.of(rows).map(row -> known[row]).toArray();
        final Contingency table = Contingency.of(segments, categories);
        final List<Cell> cells = cells(table, labels, minimum);
        final List<Double> ratios = IntStream.range(0, labels.segments()).mapToObj(segment -> ratio(cells, labels.id(segment))).toList();
        final Double ratio = ratios.stream().filter(Objects::nonNull).min(Double::compare).orElse(null);
        final List<Category> shown = categories(table);
        if (table.rowIds().length < 2 || table.columnIds().length < 2) {
            final Score none = Score.undefined(table.rowIds().length < 2 ? "there is only one segment" : "there is only one category that is large enough");
            return new Disparity(rows.length, missing, hidden, shown, cells, none, null, ratio, ratios);
        }
        final Association association = new Association(table, segments, categories);
        return new Disparity(rows.length, missing, hidden, shown, cells, Score.of(association.cramersV()), association.pValue(PERMUTATIONS, seed, workers, monitor), ratio, ratios);
    }

    /**
     * @param limit smallest association that is too strong, 0..1
     * @return whether the association is that strong and no work of chance
     */
    public boolean isFlagged(final double limit) {
        return cramersV.value() != null && cramersV.value() >= limit && pValue <= SIGNIFICANT;
    }

    /**
     * @param missing number of rows with a segment and without a category
     * @param reason why nothing is compared
     */
    public static Disparity undefined(final int missing, final int hiddenCategories, final String reason) {
        return new Disparity(0, missing, hiddenCategories, List.of(), List.of(), Score.undefined(reason), null, null, List.of());
    }

    private static List<Category> categories(final Contingency table) {
        return IntStream.range(0, table.columnIds().length)
                .mapToObj(column -> new Category(table.columnIds()[column], table.columnTotals()[column], (double) table.columnTotals()[column] / table.total()))
                .sorted((a, b) -> Integer.compare(b.count(), a.count()))
                .toList();
    }

    private static List<Cell> cells(final Contingency table, final SegmentLabels labels, final int minimum) {
        final boolean[][] shown = SmallCells.shown(table.counts(), minimum);
        final List<Cell> cells = new ArrayList<>();
        for (int row = 0; row < shown.length; row++) {
            for (int column = 0; column < shown[row].length; column++) {
                if (shown[row][column]) {
                    final double share = (double) table.counts()[row][column] / table.rowTotals()[row];
                    final double all = (double) table.columnTotals()[column] / table.total();
                    cells.add(new Cell(labels.id(table.rowIds()[row]), table.columnIds()[column], table.counts()[row][column], share, share / all));
                }
            }
        }
        return cells;
    }

    /** A category's representation in a segment is the share of its rows that are there, but for a factor that is the segment's. */
    private static Double ratio(final List<Cell> cells, final int segment) {
        final double[] rates = cells.stream().filter(cell -> cell.segment() == segment).mapToDouble(Cell::representation).sorted().toArray();
        return rates.length < 2 ? null : (Double) (rates[0] / rates[rates.length - 1]);
    }
}
