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
        for (int owner = 0; owner < 8; owner++) {
            terms.add(0, owner, List.of("dress", "the", "the", "fits", "seldom" + owner));
            terms.add(4, 100 + owner, List.of("card", "the", "the", "lost"));
        }
        assertEquals(Set.of(0, 4), terms.top(10).keySet());
        assertEquals(List.of("dress the", "the fits"), terms.top(10).get(0));
        assertEquals(List.of("card the"), terms.top(1).get(4));
    }

    @Test
    void aWordThatIsMostlyPartOfAPhraseGivesWayAndOtherwiseStays() {
        final KeyTerms terms = new KeyTerms(1000);
        for (int owner = 0; owner < 40; owner++) {
            terms.add(0, owner, owner % 4 == 0 ? List.of("refund", "slow") : List.of("bank" + owner % 9, "refund", "asked" + owner % 9));
            terms.add(0, owner, List.of("direct", "debit"));
            terms.add(1, 100 + owner, List.of("parcel"));
            terms.add(1, 100 + owner, List.of("late"));
        }
        final Map<Integer, List<String>> top = terms.top(20);
        assertTrue(top.get(0).containsAll(List.of("direct debit", "refund", "refund slow")), top.get(0).toString());
        assertTrue(Collections.disjoint(top.get(0), List.of("direct", "debit", "slow")), top.get(0).toString());
        assertEquals(Set.of("parcel", "late"), Set.copyOf(top.get(1)));
    }

    @Test
    void whatChanceExplainsIsNoKeyTerm() {
        final Random random = new Random(3);
        final KeyTerms terms = new KeyTerms(100_000);
        for (int owner = 0; owner < 2000; owner++) {
            terms.add(random.nextInt(10), owner, List.of("w" + random.nextInt(300), "v" + random.nextInt(300)));
        }
        assertTrue(terms.top(50).values().stream().mapToInt(List::size).sum() <= 2, terms.top(50).toString());
    }

    @Test
    void wordsThatOthersUseMoreAreNotKeyTerms() {
        final KeyTerms terms = new KeyTerms(1000);
        for (int owner = 0; owner < 40; owner++) {
            terms.add(0, owner, owner % 2 == 0 ? List.of("love") : List.of("dress"));
            terms.add(1, 100 + owner, List.of("love"));
        }
        assertEquals(Map.of(0, List.of("dress"), 1, List.of("love")), terms.top(10));
    }

    @Test
    void wordsOfOneOwnerStayPrivate() {
        final KeyTerms terms = new KeyTerms(1000);
        for (int text = 0; text < 20; text++) {
            terms.add(0, 1, List.of("jane"));
            terms.add(0, 2 + text, List.of("dress"));
            terms.add(1, 100 + text, List.of("parcel"));
        }
        assertEquals(Map.of(0, List.of("dress"), 1, List.of("parcel")), terms.top(10));
    }

    @Test
    void chineseWordsCountAndNumbersAndSingleLatinLettersDoNot() {
        final KeyTerms terms = new KeyTerms(1000);
        for (int owner = 0; owner < 20; owner++) {
            for (final String word : List.of("蓝牙", "车", "x", "Ä", "12", "3.50", "--", "", "5g")) {
                terms.add(0, owner, List.of(word));
                terms.add(1, 100 + owner, List.of("parcel"));
                terms.add(1, 200 + owner, List.of("parcel"));
            }
        }
        assertEquals(Set.of("蓝牙", "5g", "车"), Set.copyOf(terms.top(10).get(0)));
    }

    @Test
    void aChineseWordThatWasCutIsPutTogether() {
        final KeyTerms terms = new KeyTerms(1000);
        for (int owner = 0; owner < 20; owner++) {
            terms.add(0, owner, List.of("乙肝", "大", "三", "阳"));
            terms.add(1, 100 + owner, List.of("感冒", "大", "吃"));
        }
        assertTrue(terms.top(10).get(0).contains("大三阳"), terms.top(10).toString());
    }

    @Test
    void phrasesThatAreGivenAsTokensAreNotCountedTwice() {
        final KeyTerms terms = new KeyTerms(1000);
        for (int owner = 0; owner < 20; owner++) {
            terms.add(0, owner, List.of("apple", "apple pay", "pay"));
            terms.add(1, 100 + owner, List.of("cash"));
        }
        assertEquals(List.of("apple pay"), terms.top(10).get(0));
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
            assertTrue(terms.top(10).get(segment).contains("common" + segment), terms.top(10).toString());
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
        assertEquals(Map.of(), new KeyTerms(2).top(5));
        assertThrows(IllegalArgumentException.class, () -> new KeyTerms(1));
    }

    private static Map<Integer, List<String>> count(final List<Integer> owners) {
        final KeyTerms terms = new KeyTerms(10_000);
        for (final int owner : owners) {
            terms.add(owner % 4, owner, List.of("word" + owner % 8, "word" + owner % 12, "word" + owner % 5));
        }
        return terms.top(5);
    }
}
