// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.quality;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NumberGroupsTest {

    @Test
    void agesFormFiveGroups() {
        final NumberGroups groups = NumberGroups.of(IntStream.rangeClosed(18, 90).asDoubleStream().toArray());
        assertEquals(List.of("under 30", "30-44", "45-59", "60-74", "75 and over"), groups.names());
        assertEquals(0, groups.numbers()[29 - 18]);
        assertEquals(1, groups.numbers()[30 - 18]);
        assertEquals(4, groups.numbers()[90 - 18]);
    }

    @Test
    void fewDifferentValuesNeedNoGroups() {
        assertFalse(NumberGroups.needed(IntStream.range(0, 100).mapToDouble(i -> i % 10).toArray()));
        assertTrue(NumberGroups.needed(IntStream.range(0, 100).mapToDouble(i -> i % 11).toArray()));
        assertFalse(NumberGroups.needed(new double[]{1, Double.NaN}));
    }

    @Test
    void groupsAscendAndNoneIsEmpty() {
        final SplittableRandom random = new SplittableRandom(4);
        for (int trial = 0; trial < 300; trial++) {
            final double scale = Math.pow(10, random.nextInt(-6, 7));
            final boolean whole = random.nextBoolean();
            final double[] values = DoubleStream.generate(() -> whole ? random.nextInt(-50, 500) : random.nextGaussian() * scale).limit(20 + random.nextInt(500)).toArray();
            values[3] = Double.NaN;
            final NumberGroups groups = NumberGroups.of(values);
            assertTrue(groups.names().size() >= 2 && groups.names().size() <= NumberGroups.MOST);
            assertEquals(groups.names().size(), groups.names().stream().distinct().count());
            assertEquals(-1, groups.numbers()[3]);
            assertEquals(groups.names().size(), Arrays.stream(groups.numbers()).filter(group -> group >= 0).distinct().count());
            for (int i = 1; i < values.length; i++) {
                assertTrue(Double.isNaN(values[i]) || values[i] < values[0] || groups.numbers()[i] >= groups.numbers()[0]);
            }
        }
    }

    @Test
    void whereMostHaveOneNumberTheRestIsTheOtherGroup() {
        final NumberGroups groups = NumberGroups.of(IntStream.range(0, 200).mapToDouble(i -> i < 180 ? 0 : i - 179).toArray());
        assertEquals(List.of("under 2", "2 and over"), groups.names());
    }

    @Test
    void fractionsAndNegativeNumbersAreNamed() {
        assertEquals(List.of("under 0.2", "0.2 to under 0.4", "0.4 to under 0.6", "0.6 to under 0.8", "0.8 and over"),
                NumberGroups.of(IntStream.range(0, 100).mapToDouble(i -> i / 100.0).toArray()).names());
        assertArrayEquals(new int[]{0, 1}, NumberGroups.of(new double[]{-5, 5}).numbers());
    }
}
