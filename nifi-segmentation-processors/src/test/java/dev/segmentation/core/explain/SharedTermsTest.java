// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SharedTermsTest {

    @Test
    void ownersCountOnce() {
        final SharedTerms terms = new SharedTerms(3, 100);
        for (int i = 0; i < 10; i++) {
            terms.add(i % 2, List.of("parcel", "parcel"));
        }
        assertFalse(terms.isShared("parcel"));
        terms.add(7, List.of("parcel"));
        assertTrue(terms.isShared("parcel"));
        assertFalse(terms.isShared("never"));
    }

    @Test
    void rareTermsAreForgottenFirst() {
        final SharedTerms terms = new SharedTerms(2, 50);
        terms.add(0, List.of("parcel"));
        terms.add(1, List.of("parcel"));
        for (int i = 0; i < 500; i++) {
            terms.add(i, List.of("name" + i));
        }
        assertTrue(terms.isShared("parcel"));
        assertFalse(terms.isShared("name7"));
    }

    @Test
    void forgettingMakesRoomForMoreThanOneTerm() {
        final SharedTerms terms = new SharedTerms(5, 50);
        for (int i = 0; i <= 50; i++) {
            terms.add(0, List.of("word" + i));
            terms.add(1, List.of("word" + i));
        }
        assertTrue(terms.size() <= 25, terms.size() + " terms");
    }

    @Test
    void textsAreNotKeptAsWords() {
        final SharedTerms terms = new SharedTerms(1, 50);
        terms.add(0, List.of("long".repeat(1000)));
        assertEquals(0, terms.size());
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SharedTerms(0, 10));
        assertThrows(IllegalArgumentException.class, () -> new SharedTerms(1, 0));
    }
}
