// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where the numbers of the segments stand on the map: on a mark of their own, as near to the middle of the segment as the numbers before them leave room.
 */
final class MapNumbers {

    private static final double DIGIT = 17;
    private static final double LINE = 30;
    private static final double GAP = 6;

    private final List<Box> taken = new ArrayList<>();

    /**
     * A place on the map.
     *
     * @param x to the right
     * @param y down
     */
    record Place(double x, double y) {

        private double distance(final Place other) {
            return Math.hypot(x - other.x, y - other.y);
        }
    }

    private record Box(Place middle, double width) {

        private boolean touches(final Box other) {
            return Math.abs(middle.x - other.middle.x) < (width + other.width) / 2 + GAP && Math.abs(middle.y - other.middle.y) < LINE;
        }
    }

    /**
     * Takes a place for a number.
     *
     * @param number of a segment
     * @param marks of the segment, at least one
     * @return the place, or null when the numbers before leave none
     */
    Place take(final int number, final List<Place> marks) {
        final Place middle = new Place(median(marks.stream().mapToDouble(Place::x).toArray()), median(marks.stream().mapToDouble(Place::y).toArray()));
        final double width = DIGIT * Integer.toString(number).length();
        for (final Place mark : marks.stream().sorted(Comparator.comparingDouble(middle::distance)).toList()) {
            final Box box = new Box(mark, width);
            if (taken.stream().noneMatch(box::touches)) {
                taken.add(box);
                return mark;
            }
        }
        return null;
    }

    private static double median(final double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
