// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.explain.CategoryProfile;
import dev.segmentation.core.explain.NumericProfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which fields tell the segments apart, the strongest first.
 *
 * @param numbers of fields with numbers
 * @param categories of fields with categories
 */
public record ProfileSection(List<NumericProfile> numbers, List<CategoryProfile> categories) implements ReportSection {

    private static final int LONGEST_VALUE = 40;
    private static final int LINES = 4;
    private static final double SMALL_EFFECT = 0.2;
    /** Medium and large effects: d after Cohen, section 2.2. */
    private static final double MEDIUM_EFFECT = 0.5;
    private static final double LARGE_EFFECT = 0.8;

    public ProfileSection {
        numbers = List.copyOf(numbers);
        categories = List.copyOf(categories);
    }

    private record Line(String html, double strength) {
    }

    @Override
    public String id() {
        return "profile";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return numbers.isEmpty() && categories.isEmpty();
    }

    @Override
    public String body(final ReportPage page) {
        return numberTable(page) + categoryTable(page);
    }

    private String numberTable(final ReportPage page) {
        if (numbers.isEmpty()) {
            return "";
        }
        final List<String> columns = new ArrayList<>(List.of(page.text("profile.field"), page.text("profile.eta"), page.text("profile.all")));
        final List<SegmentView> shown = page.segments().stream().filter(segment -> !segment.hidden()).toList();
        shown.forEach(segment -> columns.add(segment.marker().icon() + segment.id()));
        final HtmlTable table = new HtmlTable(page.text("profile.numbers"), columns);
        for (final NumericProfile number : numbers.stream().sorted(Comparator.comparing(NumericProfile::etaSquared, Comparator.nullsLast(Comparator.reverseOrder()))).toList()) {
            final List<String> cells = new ArrayList<>(List.of(Html.score(number.etaSquared(), 3), cell(page, number.mean(), number.median(), null)));
            for (final SegmentView segment : shown) {
                final NumericProfile.Segment of = number.segments().get(segment.id());
                cells.add(of == null || of.count() < page.report().minimumSize() ? "–" : cell(page, of.mean(), of.median(), of.zScore()));
            }
            table.row("<bdi>" + Html.text(number.field(), LONGEST_VALUE) + "</bdi>", cells);
        }
        return "<h3>" + page.text("profile.numbers") + "</h3>\n" + table;
    }

    private static String cell(final ReportPage page, final double mean, final double median, final Double zScore) {
        return "<b>" + Html.amount(mean) + "</b><br/><span class=\"hint\">" + page.text("profile.median", Html.amount(median))
                + (zScore == null ? "" : "<br/>z " + Html.score(zScore, 2)) + "</span>";
    }

    private String categoryTable(final ReportPage page) {
        if (categories.isEmpty()) {
            return "";
        }
        final HtmlTable table = new HtmlTable(page.text("profile.categories"), List.of(page.text("profile.field"), page.text("profile.cramer"), page.text("profile.known")));
        for (final CategoryProfile category : categories.stream().sorted(Comparator.comparing(CategoryProfile::cramersV, Comparator.nullsLast(Comparator.reverseOrder()))).toList()) {
            table.row("<bdi>" + Html.text(category.field(), LONGEST_VALUE) + "</bdi>", List.of(Html.score(category.cramersV(), 3), Html.count(category.count())));
        }
        return "<h3>" + page.text("profile.categories") + "</h3>\n" + table;
    }

    /** @return what sets a segment apart, as lines for its card; nothing when no field does */
    String lines(final ReportPage page, final int segment) {
        final List<Line> lines = new ArrayList<>();
        for (final NumericProfile number : numbers) {
            final NumericProfile.Segment of = number.segments().get(segment);
            if (of != null && of.count() >= page.report().minimumSize() && of.cohensD() != null && Math.abs(of.cohensD()) >= SMALL_EFFECT) {
                final String key = of.cohensD() > 0 ? "profile.higher" : "profile.lower";
                lines.add(new Line(line(number.field(), "<b>" + Html.amount(of.mean()) + "</b> " + page.text(key + strength(of.cohensD()), Html.amount(number.mean())),
                        "d " + Html.score(of.cohensD(), 2)), Math.abs(of.cohensD())));
            }
        }
        for (final CategoryProfile category : categories) {
            category.segments().getOrDefault(segment, List.of()).stream()
                    .filter(share -> effect(share) >= SMALL_EFFECT)
                    .max(Comparator.comparingDouble(ProfileSection::effect))
                    .ifPresent(share -> lines.add(new Line(line(category.field(), "<b><bdi>" + Html.text(share.value(), LONGEST_VALUE) + "</bdi> " + Html.percent(share.share()) + "</b> "
                            + page.text("profile.overall", Html.percent(share.overall())), "× " + Html.score(share.lift(), 1)), effect(share))));
        }
        if (lines.isEmpty()) {
            return "";
        }
        final StringBuilder html = new StringBuilder("<h4>" + page.text("segments.profile") + "</h4>\n<ul class=\"traits\">");
        lines.stream().sorted(Comparator.comparingDouble(Line::strength).reversed()).limit(LINES).forEach(line -> html.append(line.html()));
        return html.append("</ul>\n").toString();
    }

    private static String line(final String field, final String value, final String effect) {
        return "<li><span class=\"field\"><bdi>" + Html.text(field, LONGEST_VALUE) + "</bdi></span> " + value + " <span class=\"hint\">" + effect + "</span></li>";
    }

    private static String strength(final double cohensD) {
        final double size = Math.abs(cohensD);
        return size >= LARGE_EFFECT ? ".much" : size >= MEDIUM_EFFECT ? "" : ".little";
    }

    /** Cohen's h, the distance of two shares on a scale where it means the same everywhere (Cohen 1988, section 6.2); negative when the share is lower here. */
    private static double effect(final CategoryProfile.Share share) {
        return 2 * Math.asin(Math.sqrt(Math.min(1, share.share()))) - 2 * Math.asin(Math.sqrt(Math.min(1, share.overall())));
    }
}
