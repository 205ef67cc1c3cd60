// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

/**
 * How a segment is marked: one of 12 colours, defined in the style sheet for light and for dark, and one of 5 shapes. Both run on from segment to
 * segment, so the pair repeats only after 60 segments and nothing is told by colour alone.
 *
 * @param color 0..11
 * @param shape 0..4: disc, square, triangle, diamond, ring
 */
record Marker(int color, int shape) {

    private static final int COLORS = 12;
    private static final int SHAPES = 5;

    /**
     * @param place of the segment in the report
     */
    static Marker of(final int place) {
        return new Marker(place % COLORS, place % SHAPES);
    }

    /** @return class names for the style sheet */
    String style() {
        return "c" + color + (shape == SHAPES - 1 ? " ring" : "");
    }

    /**
     * @param x centre
     * @param y centre
     * @param r half the size
     * @return the outline as a part of an SVG path
     */
    String path(final double x, final double y, final double r) {
        final String start = "M";
        return switch (shape) {
            case 1 -> start + point(x - r * 0.85, y - r * 0.85) + "h" + Html.number(r * 1.7) + "v" + Html.number(r * 1.7) + "h" + Html.number(-r * 1.7) + "z";
            case 2 -> start + point(x, y - r * 1.15) + "L" + point(x + r * 1.1, y + r * 0.8) + "L" + point(x - r * 1.1, y + r * 0.8) + "z";
            case 3 -> start + point(x, y - r * 1.2) + "L" + point(x + r * 1.2, y) + "L" + point(x, y + r * 1.2) + "L" + point(x - r * 1.2, y) + "z";
            default -> {
                final String half = "a" + point(r, r) + " 0 1 0 ";
                yield start + point(x - r, y) + half + point(2 * r, 0) + half + point(-2 * r, 0) + "z";
            }
        };
    }

    /** @return a small picture of the marker beside a text that names the segment */
    String icon() {
        return "<svg class=\"mark " + style() + "\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"" + path(8, 8, 6) + "\"/></svg>";
    }

    private static String point(final double x, final double y) {
        return Html.number(x) + " " + Html.number(y);
    }
}
