// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import dev.segmentation.core.TrainingCancelledException;
import dev.segmentation.core.explain.SurrogateRules.Condition;
import dev.segmentation.core.explain.SurrogateRules.Rule;
import smile.base.cart.DecisionNode;
import smile.base.cart.InternalNode;
import smile.base.cart.Node;
import smile.base.cart.SplitRule;
import smile.classification.DecisionTree;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.data.vector.IntVector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;

/**
 * Reproduces segments by a decision tree over features that hold or do not, so that people can see what the segments amount to.
 *
 * <p>Mark W. Craven and Jude W. Shavlik, "Extracting tree-structured representations of trained networks", NIPS 1995, p. 24-30: a tree that is trained on
 * what another model says, and judged by its fidelity to it on rows it has not seen. The tree is CART (Breiman, Friedman, Olshen, Stone 1984, Gini) as
 * implemented by Smile. It runs in a pool of one thread, so that the common pool is not touched.</p>
 */
public final class SurrogateTree {

    /** With fewer rows there is nothing to try a tree on. */
    public static final int FEWEST_ROWS = 30;

    private static final double LEARNED = 0.7;
    private static final String SEGMENT = "segment";

    private final int[] ids;
    private final List<Rule> rules = new ArrayList<>();
    private final BitSet[] features;
    private final int[] segments;

    private SurrogateTree(final int[] ids, final BitSet[] features, final int[] segments) {
        this.ids = ids;
        this.features = features;
        this.segments = segments;
    }

    /**
     * @param features of each of n rows, which of {@code width} features hold
     * @param width number of features
     * @param segments id of each row's segment
     * @param depth longest rule, at least 1
     * @param seed which rows the tree sees
     * @return the rules, or null when there are fewer than {@value #FEWEST_ROWS} rows, no feature, or fewer than two segments; O(n w log n depth)
     * @throws TrainingCancelledException when interrupted
     */
    public static SurrogateRules of(final BitSet[] features, final int width, final int[] segments, final int depth, final long seed) {
        final boolean[] learned = learned(features.length, seed);
        final int[] learnedRows = rows(learned, true);
        final int[] testedRows = rows(learned, false);
        final int[] ids = Arrays.stream(learnedRows).map(row -> segments[row]).distinct().sorted().toArray();
        if (features.length < FEWEST_ROWS || width == 0 || ids.length < 2) {
            return null;
        }

        final SurrogateTree tree = new SurrogateTree(ids, features, segments);
        tree.read(tree.train(learnedRows, width, depth), testedRows, new ArrayList<>());
        tree.rules.sort(Comparator.comparingInt(Rule::right).reversed().thenComparingInt(Rule::segment));
        final int right = tree.rules.stream().mapToInt(Rule::right).sum();
        final int largest = Arrays.stream(ids).map(id -> (int) Arrays.stream(testedRows).filter(row -> segments[row] == id).count()).max().orElseThrow();
        return new SurrogateRules((double) right / testedRows.length, (double) largest / testedRows.length, learnedRows.length, testedRows.length, tree.rules);
    }

    private static boolean[] learned(final int rows, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final boolean[] learned = new boolean[rows];
        int left = (int) Math.round(rows * LEARNED);
        for (int row = 0; row < rows; row++) {
            learned[row] = random.nextInt(rows - row) < left;
            left -= learned[row] ? 1 : 0;
        }
        return learned;
    }

    private static int[] rows(final boolean[] learned, final boolean wanted) {
        final int[] rows = new int[learned.length];
        int count = 0;
        for (int row = 0; row < learned.length; row++) {
            if (learned[row] == wanted) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    private Node train(final int[] rows, final int width, final int depth) {
        final double[][] values = new double[rows.length][width];
        final int[] places = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int feature = features[rows[i]].nextSetBit(0); feature >= 0; feature = features[rows[i]].nextSetBit(feature + 1)) {
                values[i][feature] = 1;
            }
            places[i] = Arrays.binarySearch(ids, segments[rows[i]]);
        }
        final String[] names = new String[width];
        Arrays.setAll(names, feature -> "f" + feature);
        final DataFrame table = DataFrame.of(values, names).merge(IntVector.of(SEGMENT, places));
        final int leaves = 4 * ids.length;
        final int fewest = Math.max(2, rows.length / (20 * ids.length));
        try (ForkJoinPool pool = new ForkJoinPool(1)) {
            return pool.submit(() -> DecisionTree.fit(Formula.lhs(SEGMENT), table, SplitRule.GINI, depth + 1, leaves, fewest).root()).get();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingCancelledException();
        } catch (final ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Smile's true branch is "at most a half": the feature does not hold. Neighbouring leaves that say the same are one rule. */
    private void read(final Node node, final int[] tested, final List<Condition> conditions) {
        final Integer same = onlyOutput(node);
        if (same == null) {
            final InternalNode split = (InternalNode) node;
            for (final boolean holds : new boolean[]{true, false}) {
                final List<Condition> longer = new ArrayList<>(conditions);
                longer.add(new Condition(split.feature(), holds));
                read(holds ? split.falseChild() : split.trueChild(), Arrays.stream(tested).filter(row -> features[row].get(split.feature()) == holds).toArray(), longer);
            }
        } else {
            final int right = (int) Arrays.stream(tested).filter(row -> segments[row] == ids[same]).count();
            rules.add(new Rule(ids[same], conditions, tested.length, right));
        }
    }

    /** @return the place of the only segment that the leaves below say, or null when they say several */
    private static Integer onlyOutput(final Node node) {
        if (node instanceof final InternalNode split) {
            final Integer left = onlyOutput(split.trueChild());
            return left != null && left.equals(onlyOutput(split.falseChild())) ? left : null;
        }
        return ((DecisionNode) node).output();
    }
}
