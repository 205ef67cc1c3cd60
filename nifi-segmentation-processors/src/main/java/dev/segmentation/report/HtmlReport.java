// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.quality.SegmentQuality;
import dev.segmentation.core.quality.SegmentationQuality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The report as one HTML file: style and pictures are inside, there is no script, nothing is loaded, and a content security policy says so to the
 * browser. It is well-formed XML too, which the tests use to prove that no text can break out. The same input gives the same bytes.
 */
public final class HtmlReport {

    /** With more segments, the report shows the largest of them; the metrics have all. */
    static final int MOST_SEGMENTS = 200;

    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_FACT = 200;
    private static final String TERMS = "Key terms are words that are frequent in the segment and rare elsewhere. Each was used by at least two of its members.";
    private static final String NO_TERMS = "There are no key terms: the records came without words, or no word was used by two members of a segment.";

    private final SegmentReport report;
    private final List<SegmentView> segments;

    private HtmlReport(final SegmentReport report) {
        this.report = report;
        final Set<Integer> shown = report.quality().segments().stream()
                .sorted(Comparator.comparingInt(SegmentQuality::size).reversed())
                .limit(MOST_SEGMENTS)
                .map(SegmentQuality::segment)
                .collect(Collectors.toSet());
        final List<SegmentQuality> qualities = report.quality().segments().stream().filter(quality -> shown.contains(quality.segment())).toList();
        segments = IntStream.range(0, qualities.size())
                .mapToObj(place -> new SegmentView(qualities.get(place), Marker.of(place), report.terms().getOrDefault(qualities.get(place).segment(), List.of())))
                .toList();
    }

    /**
     * Writes the report.
     *
     * @param report what to show
     * @return an HTML document in UTF-8 characters
     */
    public static String render(final SegmentReport report) {
        return new HtmlReport(report).render();
    }

    private String render() {
        final SegmentationQuality quality = report.quality();
        final Double silhouette = report.euclidean() ? quality.silhouetteEuclidean() : quality.silhouetteCosine();
        final StringBuilder html = new StringBuilder(1 << 17);
        html.append(head()).append(title()).append(verdict(Verdict.of(quality, silhouette, report.unit()), silhouette)).append(tiles(quality));
        if (!segments.isEmpty()) {
            html.append(section("sizes", "How large each segment is", "Share of all scored " + report.unit() + ".", SizeSection.render(segments, report.unit())));
            html.append(section("segments", "What each segment talks about", report.terms().values().stream().allMatch(List::isEmpty) ? NO_TERMS : TERMS,
                    CardSection.render(segments, report.euclidean(), report.unit())));
        }
        if (!report.map().isEmpty()) {
            html.append(section("map", "Who is close to whom", "A sample of " + Html.count(report.map().size()) + " " + report.unit() + ", drawn by t-SNE: neighbours are alike. "
                    + "Areas and the distances between far groups mean nothing.", MapSection.render(segments, report.map())));
        }
        if (silhouette != null) {
            html.append(section("silhouettes", "How well each one fits", """
                    Every shape is one segment with its members sorted by silhouette. Right of zero: closer to the own segment. \
                    Left of zero: closer to another one. The dashed line is the mean of all.""", SilhouetteSection.render(segments, report.silhouettes(), silhouette)));
        }
        if (!segments.isEmpty()) {
            html.append(section("scores", "All scores", "For the record, and for comparing two segmentations of the same data.", TableSection.render(segments)));
        }
        return html.append(section("making", "How this report was made", "", facts())).append("""
                <footer><p>This report holds no customer ids and no texts: only counts, scores and key terms that at least two members share.</p></footer>
                </main>
                </body>
                </html>
                """).toString();
    }

    private String head() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="referrer" content="no-referrer"/>
                <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                <main>
                """.formatted(Html.text(report.title(), LONGEST_TITLE), style());
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String title() {
        final int all = report.quality().segments().size();
        final String shown = all > segments.size() ? " (the largest " + Html.count(segments.size()) + " are shown)" : "";
        return "<header>\n<p class=\"eyebrow\">Segmentation report</p>\n<h1><bdi>" + Html.text(report.title(), LONGEST_TITLE) + "</bdi></h1>\n<p class=\"lead\">"
                + Html.count(report.quality().rows()) + " " + report.unit() + " in " + Html.count(all) + (all == 1 ? " segment" : " segments") + shown + "</p>\n</header>\n";
    }

    private String verdict(final Verdict verdict, final Double silhouette) {
        final StringBuilder html = new StringBuilder("<section class=\"verdict level" + Math.max(0, verdict.level()) + "\" aria-labelledby=\"verdict\">\n<h2 id=\"verdict\">")
                .append(verdict.headline()).append("</h2>\n<p>").append(verdict.explanation()).append("</p>\n");
        if (silhouette != null) {
            html.append("<div class=\"gauge\" role=\"img\" aria-label=\"Silhouette ").append(Html.score(silhouette, 3)).append(" on a scale from 0 to 1\"><div class=\"zones\">")
                    .append("<span>overlapping</span><span>soft borders</span><span>separate</span><span>strongly separate</span></div><i style=\"left:")
                    .append(Html.number(100 * Math.clamp(silhouette, 0, 1))).append("%\"><b>").append(Html.score(silhouette, 2)).append("</b></i></div>\n");
        }
        if (!verdict.remarks().isEmpty() || !report.quality().notes().isEmpty()) {
            html.append("<ul class=\"remarks\">\n");
            verdict.remarks().forEach(remark -> html.append("<li>").append(remark).append("</li>\n"));
            report.quality().notes().forEach(note -> html.append("<li>").append(Html.text(note, LONGEST_FACT)).append("</li>\n"));
            html.append("</ul>\n");
        }
        return html.append("</section>\n").toString();
    }

    private static String tiles(final SegmentationQuality quality) {
        return "<section class=\"tiles\" aria-label=\"Scores\">\n"
                + tile("Silhouette, cosine", Html.score(quality.silhouetteCosine(), 3), "How much closer each one is to its own segment than to the next, by angle. From −1 to 1, higher is better.")
                + tile("Silhouette, euclidean", Html.score(quality.silhouetteEuclidean(), 3), "The same by straight-line distance. From −1 to 1, higher is better.")
                + tile("Calinski-Harabasz", Html.score(quality.calinskiHarabasz(), 1), "Spread between segments over spread inside them. Higher is better, on the same data only.")
                + tile("Davies-Bouldin", Html.score(quality.daviesBouldin(), 3), "How much each segment resembles its most similar neighbour. Lower is better, 0 is best.")
                + "</section>\n";
    }

    private static String tile(final String name, final String value, final String meaning) {
        return "<div class=\"tile\"><h3>" + name + "</h3><p class=\"value\">" + value + "</p><p>" + meaning + "</p></div>\n";
    }

    private static String section(final String id, final String title, final String lead, final String body) {
        return "<section class=\"panel " + id + "\" aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" + title + "</h2>\n"
                + (lead.isEmpty() ? "" : "<p class=\"note\">" + lead + "</p>\n") + body + "</section>\n";
    }

    private String facts() {
        final StringBuilder html = new StringBuilder("<dl>\n");
        for (final SegmentReport.Fact fact : report.facts()) {
            html.append("<div><dt>").append(Html.text(fact.label(), LONGEST_FACT)).append("</dt><dd><bdi>").append(Html.text(fact.value(), LONGEST_FACT)).append("</bdi></dd></div>\n");
        }
        return html.append("</dl>\n").toString();
    }
}
