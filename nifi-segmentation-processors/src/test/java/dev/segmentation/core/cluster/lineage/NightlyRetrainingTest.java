// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.KMeans;
import dev.segmentation.core.cluster.KMeansOptions;
import dev.segmentation.core.cluster.lineage.DriftingSegments.Night;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Ten retrainings, each of which knows nothing but the model before it, against what the generator did.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NightlyRetrainingTest {

    private final List<Night> nights = new ArrayList<>();
    private final List<Lineage> lineages = new ArrayList<>();
    /** By night: the true segment of each id. */
    private final List<Map<Integer, String>> names = new ArrayList<>();

    @BeforeAll
    void trainNightly() {
        final DriftingSegments generator = new DriftingSegments();
        EarlierSegments earlier = null;
        try (Workers workers = new Workers("test", 2)) {
            for (int number = 0; number <= DriftingSegments.NIGHTS; number++) {
                final Night night = generator.next(number);
                final Clustering clustering = new KMeans(new KMeansOptions(night.segments(), 10, 100, 1e-4, number), workers, TrainingMonitor.NONE).fit(night.table());
                final Lineage lineage = earlier == null ? Lineage.first(clustering)
                        : Lineage.of(earlier, clustering, earlier.centroids().nearest(night.table(), workers, TrainingMonitor.NONE));
                nights.add(night);
                lineages.add(lineage);
                names.add(names(night, clustering, lineage.ids()));
                final float[][] reach = DistanceQuantiles.of(clustering).at(new double[]{0.99});
                earlier = new EarlierSegments(clustering.centroids(), lineage.ids(), clustering.sizes(), flat(reach));
            }
        }
    }

    @Test
    void aSegmentHasOneIdAsLongAsItLives() {
        final Map<String, Integer> idOf = new HashMap<>();
        final Set<Integer> given = new HashSet<>();
        for (final Map<Integer, String> night : names) {
            night.forEach((id, name) -> {
                assertEquals(id, idOf.computeIfAbsent(name, born -> id));
                given.add(id);
            });
        }
        // The part that splits off and the one that rises get the only ids beyond the first eight.
        assertEquals(10, given.size());
        assertEquals(8, names.getFirst().size());
        assertEquals(8, idOf.get("new"));
        assertEquals(9, idOf.get("splinter"));
        assertEquals(10, lineages.getLast().ids().next());
    }

    @Test
    void kindsAreTheEventsThatWereGenerated() {
        final Map<Integer, Map<String, LineageKind>> events = Map.of(
                3, Map.of("new", LineageKind.NEW),
                4, Map.of("climber", LineageKind.GREW),
                5, Map.of("faller", LineageKind.SHRANK),
                DriftingSegments.SPLIT_NIGHT, Map.of("splitter", LineageKind.SPLIT, "splinter", LineageKind.SPLIT),
                DriftingSegments.MERGE_NIGHT, Map.of("merger", LineageKind.MERGED));
        for (int night = 1; night <= DriftingSegments.NIGHTS; night++) {
            final Map<String, LineageKind> found = new TreeMap<>();
            final Map<String, LineageKind> expected = new TreeMap<>();
            for (final SegmentLineage segment : lineages.get(night).segments()) {
                final String name = names.get(night).get(segment.id());
                found.put(name, segment.kind());
                expected.put(name, events.getOrDefault(night, Map.of()).getOrDefault(name, LineageKind.SURVIVED));
            }
            assertEquals(expected, found, "night " + night);
        }
    }

    @Test
    void parentsAndTheirSharesAreThoseOfTheTruth() {
        final SegmentLineage splinter = segment(DriftingSegments.SPLIT_NIGHT, "splinter");
        assertEquals(List.of(id(5, "splitter")), splinter.parents().stream().map(SegmentShare::id).toList());
        assertTrue(splinter.parents().getFirst().share() > 0.9, splinter::toString);

        final SegmentLineage merger = segment(DriftingSegments.MERGE_NIGHT, "merger");
        assertEquals(List.of(id(6, "merger"), id(6, "merged")), merger.parents().stream().map(SegmentShare::id).toList());
        // Some come nearer to the other by more than half the way, some lie beyond their segment's reach.
        assertEquals(14 / 23.0, merger.parents().get(0).share(), 0.03);
        assertEquals(9 / 23.0, merger.parents().get(1).share(), 0.03);

        assertEquals(List.of(), segment(3, "new").parents());
    }

    @Test
    void goneAreThoseThatWereMergedOrLeft() {
        for (int night = 1; night <= DriftingSegments.NIGHTS; night++) {
            final List<Integer> expected = switch (night) {
                case DriftingSegments.MERGE_NIGHT -> List.of(id(6, "merged"));
                case 8 -> List.of(id(7, "leaver"));
                default -> List.of();
            };
            assertEquals(expected, lineages.get(night).gone().stream().map(GoneSegment::id).toList());
        }
        final GoneSegment merged = lineages.get(DriftingSegments.MERGE_NIGHT).gone().getFirst();
        assertEquals(List.of(id(7, "merger")), merged.to().stream().map(SegmentShare::id).toList());
        assertTrue(merged.to().getFirst().share() > 0.99, merged::toString);
        assertEquals(merged.shareBefore(), merged.share(), 0.02);
        assertEquals(0, lineages.get(8).gone().getFirst().share());
        assertEquals(List.of(), lineages.get(8).gone().getFirst().to());
    }

    private int id(final int night, final String name) {
        return names.get(night).entrySet().stream().filter(entry -> entry.getValue().equals(name)).findFirst().orElseThrow().getKey();
    }

    private SegmentLineage segment(final int night, final String name) {
        final int id = id(night, name);
        return lineages.get(night).segments().stream().filter(segment -> segment.id() == id).findFirst().orElseThrow();
    }

    /** Every id stands for one true segment and holds hardly anything else. */
    private static Map<Integer, String> names(final Night night, final Clustering clustering, final SegmentIds ids) {
        final Map<Integer, Map<String, Integer>> counts = new TreeMap<>();
        for (int row = 0; row < night.truth().length; row++) {
            counts.computeIfAbsent(ids.of(clustering.assignments()[row].segment()), id -> new HashMap<>()).merge(night.truth()[row], 1, Integer::sum);
        }
        final Map<Integer, String> names = new TreeMap<>();
        counts.forEach((id, byName) -> {
            final Map.Entry<String, Integer> most = byName.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
            assertTrue(most.getValue() > 0.99 * byName.values().stream().mapToInt(Integer::intValue).sum(), byName::toString);
            names.put(id, most.getKey());
        });
        assertEquals(night.segments(), Set.copyOf(names.values()).size());
        return names;
    }

    private static float[] flat(final float[][] quantiles) {
        final float[] flat = new float[quantiles.length];
        for (int segment = 0; segment < flat.length; segment++) {
            flat[segment] = quantiles[segment][0];
        }
        return flat;
    }
}
