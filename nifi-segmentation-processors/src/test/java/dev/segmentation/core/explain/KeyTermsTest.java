// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class KeyTermsTest {

    @Test
    void termsTellSegmentsApart() {
        final KeyTerms terms = new KeyTerms(1000);
        for (int owner = 0; owner < 5; owner++) {
            terms.add(0, owner, List.of("the", "the", "dress", "fits"));
            terms.add(4, 100 + owner, List.of("the", "the", "card", "lost"));
        }
        assertEquals(Map.of(0, List.of("dress", "fits", "the"), 4, List.of("card", "lost", "the")), terms.top(10));
        assertEquals(List.of("dress"), terms.top(1).get(0));
    }

    @Test
    void wordsThatOthersUseMoreAreNotKeyTerms() {
        final KeyTerms terms = new KeyTerms(1000);
        for (int owner = 0; owner < 4; owner++) {
            terms.add(0, owner, List.of("dress", "love", "fits", "red", "size"));
            terms.add(1, 100 + owner, List.of("love", "love", "shirt"));
        }
        assertTrue(!terms.top(10).get(0).contains("love") && terms.top(10).get(1).contains("love"));
    }

    @Test
    void wordsOfOneOwnerStayPrivate() {
        final KeyTerms terms = new KeyTerms(1000);
        terms.add(0, 1, List.of("jane", "doe", "jane", "dress"));
        terms.add(0, 1, List.of("jane"));
        terms.add(0, 2, List.of("dress"));
        terms.add(1, 3, List.of("jane"));
        assertEquals(Map.of(0, List.of("dress"), 1, List.of()), terms.top(10));
    }

    @Test
    void chineseWordsCountAndNumbersAndSingleLatinLettersDoNot() {
        final KeyTerms terms = new KeyTerms(1000);
        for (int owner = 0; owner < 3; owner++) {
            terms.add(0, owner, List.of("蓝牙", "蓝牙", "车", "x", "Ä", "12", "3.50", "--", "", "5g"));
        }
        assertEquals(Set.of("蓝牙", "5g", "车"), Set.copyOf(terms.top(10).get(0)));
    }

    @Test
    void veryLongTokensAreNoWords() {
        final KeyTerms terms = new KeyTerms(1000);
        terms.add(0, 1, List.of("a".repeat(10_000)));
        terms.add(0, 2, List.of("a".repeat(10_000)));
        assertEquals(List.of(), terms.top(10).get(0));
        assertEquals(0, terms.bytes());
    }

    @Test
    void memoryStaysBoundedAndFrequentWordsStay() {
        final KeyTerms terms = new KeyTerms(1000);
        for (int owner = 0; owner < 5000; owner++) {
            terms.add(owner % 3, owner, List.of("common" + owner % 3, "rare" + owner, "seldom" + owner));
            assertTrue(terms.bytes() <= 1002L * KeyTerms.BYTES_PER_COUNT);
        }
        for (int segment = 0; segment < 3; segment++) {
            assertEquals(List.of("common" + segment), terms.top(10).get(segment));
        }
    }

    @Test
    void orderOfRecordsDoesNotMatter() {
        final Random random = new Random(7);
        final List<Integer> owners = new ArrayList<>();
        for (int owner = 0; owner < 300; owner++) {
            owners.add(owner);
        }
        final Map<Integer, List<String>> first = count(owners);
        Collections.shuffle(owners, random);
        assertEquals(first, count(owners));
    }

    @Test
    void nothingGivesNothing() {
        assertEquals(Map.of(), new KeyTerms(1).top(5));
        assertThrows(IllegalArgumentException.class, () -> new KeyTerms(0));
    }

    private static Map<Integer, List<String>> count(final List<Integer> owners) {
        final KeyTerms terms = new KeyTerms(10_000);
        for (final int owner : owners) {
            terms.add(owner % 4, owner, List.of("word" + owner % 8, "word" + owner % 12, "word" + owner % 5));
        }
        return terms.top(5);
    }
}
