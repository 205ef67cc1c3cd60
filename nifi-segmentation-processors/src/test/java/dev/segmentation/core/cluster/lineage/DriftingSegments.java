// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.cluster.lineage;

import dev.segmentation.core.vector.VectorTable;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Customers of eleven nights, more every night, around places that wander by about as much as customers differ, with known events:
 * night 3 new rises, night 4 climber doubles, night 5 faller loses half, night 6 two halves of splitter part, night 7 merger and merged become one, night 8 leaver is no more.
 */
public final class DriftingSegments {

    public static final int NIGHTS = 10;
    public static final int SPLIT_NIGHT = 6;
    public static final int MERGE_NIGHT = 7;

    private static final int DIMENSION = 16;
    private static final double GROWTH = 1.1;
    private static final double DRIFT = 0.8;
    /** Between places, in deviations of the customers around them. */
    private static final double APART = 25;

    private final Map<String, double[]> places = new LinkedHashMap<>();
    private final SplittableRandom random = new SplittableRandom(20);

    /**
     * @param table n x d
     * @param truth name of each row's segment
     */
    public record Night(VectorTable table, String[] truth) {

        public int segments() {
            return (int) Arrays.stream(truth).distinct().count();
        }
    }

    public DriftingSegments() {
        for (final String name : new String[]{"steady", "calm", "new", "climber", "faller", "splitter", "merger", "leaver"}) {
            final double[] place = new double[DIMENSION];
            place[places.size()] = APART;
            places.put(name, place);
        }
    }

    /**
     * @param night 0 up to {@link #NIGHTS}, asked one after the other
     */
    public Night next(final int night) {
        final Night next = new Night(new VectorTable(DIMENSION), new String[customers(night).values().stream().mapToInt(Integer::intValue).sum()]);
        customers(night).forEach((group, count) -> {
            for (int i = 0; i < count; i++) {
                next.truth()[next.table().add(customer(group, night))] = segment(group, night);
            }
        });
        for (final double[] place : places.values()) {
            final double[] step = random.doubles(DIMENSION, -1, 1).toArray();
            final double length = Math.sqrt(Arrays.stream(step).map(value -> value * value).sum());
            for (int j = 0; j < DIMENSION; j++) {
                place[j] += DRIFT * step[j] / length;
            }
        }
        return next;
    }

    private static Map<String, Integer> customers(final int night) {
        final Map<String, Integer> counts = new LinkedHashMap<>();
        final double all = Math.pow(GROWTH, night);
        counts.put("steady", (int) (300 * all));
        counts.put("calm", (int) (120 * all));
        counts.put("climber", (int) ((night < 4 ? 150 : 300) * all));
        counts.put("faller", (int) ((night < 5 ? 260 : 130) * all));
        counts.put("splitter", (int) (150 * all));
        counts.put("splinter", (int) (100 * all));
        counts.put("merger", (int) (140 * all));
        counts.put("merged", (int) (90 * all));
        if (night >= 3) {
            counts.put("new", (int) (180 * all));
        }
        if (night < 8) {
            counts.put("leaver", (int) (110 * all));
        }
        return counts;
    }

    private float[] customer(final String group, final int night) {
        final double[] place = switch (group) {
            case "splinter" -> places.get("splitter");
            case "merged" -> places.get("merger");
            default -> places.get(group);
        };
        final double aside = switch (group) {
            case "splinter" -> 1 + 0.8 * night;
            case "merged" -> night < MERGE_NIGHT ? 10 - 0.5 * night : 5.5 - 0.5 * (night - MERGE_NIGHT);
            default -> 0;
        };
        final float[] vector = new float[DIMENSION];
        for (int j = 0; j < DIMENSION; j++) {
            vector[j] = (float) (place[j] + random.nextGaussian() + (j == DIMENSION - 1 ? aside : 0));
        }
        return vector;
    }

    private static String segment(final String group, final int night) {
        if (group.equals("splinter") && night < SPLIT_NIGHT) {
            return "splitter";
        }
        return group.equals("merged") && night >= MERGE_NIGHT ? "merger" : group;
    }
}
