// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import dev.segmentation.core.explain.SurrogateRules.Condition;
import org.junit.jupiter.api.Test;

import java.util.BitSet;
import java.util.Random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SurrogateTreeTest {

    private static final int ROWS = 600;

    @Test
    void rulesThatMadeTheSegmentsAreFoundAgain() {
        final BitSet[] features = features();
        final int[] segments = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            segments[row] = features[row].get(2) ? 40 : features[row].get(0) ? 7 : 11;
        }
        final SurrogateRules rules = SurrogateTree.of(features, 5, segments, 4, 1);
        assertEquals(1, rules.fidelity());
        assertEquals(ROWS, rules.learned() + rules.tested());
        assertEquals(3, rules.rules().size());
        for (final SurrogateRules.Rule rule : rules.rules()) {
            assertEquals(rule.rows(), rule.right());
            if (rule.segment() == 40) {
                assertTrue(rule.conditions().contains(new Condition(2, true)));
            } else {
                assertTrue(rule.conditions().contains(new Condition(2, false)) && rule.conditions().contains(new Condition(0, rule.segment() == 7)));
            }
        }
    }

    @Test
    void chanceIsNotLearned() {
        final Random random = new Random(2);
        final int[] segments = random.ints(ROWS, 0, 4).toArray();
        final SurrogateRules rules = SurrogateTree.of(features(), 5, segments, 4, 1);
        assertTrue(rules.fidelity() < 0.4, String.valueOf(rules.fidelity()));
        assertTrue(rules.rules().stream().allMatch(rule -> rule.conditions().size() <= 4));
        assertEquals(rules, SurrogateTree.of(features(), 5, segments, 4, 1));
    }

    @Test
    void withoutFeaturesRowsOrSegmentsThereIsNoTree() {
        assertNull(SurrogateTree.of(features(), 0, new int[ROWS], 4, 1));
        assertNull(SurrogateTree.of(features(), 5, new int[ROWS], 4, 1));
        assertNull(SurrogateTree.of(new BitSet[]{new BitSet()}, 5, new int[1], 4, 1));
    }

    private static BitSet[] features() {
        final Random random = new Random(1);
        final BitSet[] features = new BitSet[ROWS];
        for (int row = 0; row < ROWS; row++) {
            features[row] = new BitSet();
            for (int feature = 0; feature < 5; feature++) {
                features[row].set(feature, random.nextInt(3) == 0);
            }
        }
        return features;
    }
}
