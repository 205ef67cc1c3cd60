// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import java.util.List;

/**
 * A small decision tree that says in a few conditions what a segmentation does, read as rules, and how well it does so.
 *
 * @param fidelity share of rows the tree did not see that it puts into their segment, 0..1
 * @param baseline share that lies in the largest segment: what is right without any tree
 * @param learned rows that the tree was made of
 * @param tested rows that it was tried on
 * @param rules those that put most rows right first, among those of one segment too
 */
public record SurrogateRules(double fidelity, double baseline, int learned, int tested, List<Rule> rules) {

    public SurrogateRules {
        rules = List.copyOf(rules);
    }

    /**
     * A way from the root to a leaf.
     *
     * @param segment id of the segment that the leaf says
     * @param conditions all of which hold
     * @param rows of those tried for which they hold
     * @param right of these, rows that are of the segment
     */
    public record Rule(int segment, List<Condition> conditions, int rows, int right) {

        public Rule {
            conditions = List.copyOf(conditions);
        }
    }

    /**
     * One condition.
     *
     * @param feature place of the feature
     * @param holds whether the feature must hold, or must not
     */
    public record Condition(int feature, boolean holds) {
    }
}
