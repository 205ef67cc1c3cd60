// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.quality.SegmentationQuality;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The report as one HTML file: style and pictures are inside, there is no script, nothing is loaded, and a content security policy says so to the
 * browser. It is well-formed XML too, which the tests use to prove that no text can break out. The same input gives the same bytes.
 */
public final class HtmlReport {

    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_FACT = 200;

    private final SegmentReport report;
    private final ReportPage page;
    private final List<ReportSection> sections;

    private HtmlReport(final SegmentReport report) {
        this.report = report;
        page = new ReportPage(report);
        sections = report.sections().stream().filter(section -> !section.isEmpty(page)).toList();
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
        final StringBuilder html = new StringBuilder(1 << 17);
        html.append(head()).append(title()).append("<main id=\"content\">\n").append(verdict(Verdict.of(page))).append(tiles());
        for (final ReportSection section : sections) {
            html.append(section(section.id(), section.lead(page), section.body(page)));
        }
        html.append(section("making", "", facts()));
        final boolean texts = sections.stream().anyMatch(ReportSection::showsTexts);
        return html.append("</main>\n<footer><p>").append(page.text(texts ? "footer.texts" : "footer")).append("</p></footer>\n</body>\n</html>\n").toString();
    }

    private String head() {
        return """
                <!DOCTYPE html>
                <html lang="%s">
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
                """.formatted(report.language().tag(), Html.text(report.title(), LONGEST_TITLE), style());
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
        final StringBuilder html = new StringBuilder("<a class=\"skip\" href=\"#content\">").append(page.text("skip")).append("</a>\n<header>\n<p class=\"eyebrow\">").append(page.text("eyebrow"))
                .append("</p>\n<h1><bdi>").append(Html.text(report.title(), LONGEST_TITLE)).append("</bdi></h1>\n<p class=\"lead\">")
                .append(page.text(all == 1 ? "lead.one" : "lead", Html.count(report.quality().rows()), page.unit(), Html.count(all)))
                .append(all > page.segments().size() ? page.text("lead.largest", Html.count(page.segments().size())) : "").append("</p>\n<nav aria-label=\"").append(page.text("contents"))
                .append("\"><ul>\n");
        sections.forEach(section -> html.append("<li><a href=\"#").append(section.id()).append("\">").append(page.text(section.id() + ".short")).append("</a></li>\n"));
        return html.append("<li><a href=\"#making\">").append(page.text("making.short")).append("</a></li>\n</ul></nav>\n</header>\n").toString();
    }

    private String verdict(final Verdict verdict) {
        final StringBuilder html = new StringBuilder("<section class=\"verdict level" + Math.max(0, verdict.level()) + "\" aria-labelledby=\"verdict\">\n<h2 id=\"verdict\">")
                .append(verdict.headline()).append("</h2>\n<p>").append(verdict.explanation()).append("</p>\n");
        if (verdict.level() >= 0) {
            final Double silhouette = report.silhouette();
            html.append("<div class=\"gauge\" role=\"img\" aria-label=\"").append(page.text("gauge.label", Html.score(silhouette, 3))).append("\"><div class=\"zones\">");
            for (int zone = 0; zone < 4; zone++) {
                html.append("<span>").append(page.text("gauge." + zone)).append("</span>");
            }
            html.append("</div><i style=\"left:").append(Html.number(100 * Math.clamp(silhouette, 0, 1))).append("%\"><b>").append(Html.score(silhouette, 2)).append("</b></i></div>\n");
        }
        if (!verdict.remarks().isEmpty() || !report.quality().notes().isEmpty()) {
            html.append("<ul class=\"remarks\">\n");
            verdict.remarks().forEach(remark -> html.append("<li>").append(remark).append("</li>\n"));
            report.quality().notes().forEach(note -> html.append("<li>").append(ReportNote.html(page, note)).append("</li>\n"));
            html.append("</ul>\n");
        }
        return html.append("</section>\n").toString();
    }

    private String tiles() {
        final SegmentationQuality quality = report.quality();
        return "<section class=\"tiles\" aria-label=\"" + page.text("tiles") + "\">\n"
                + tile("cosine", Html.score(quality.silhouetteCosine(), 3))
                + tile("euclidean", Html.score(quality.silhouetteEuclidean(), 3))
                + tile("calinski", Html.score(quality.calinskiHarabasz(), 1))
                + tile("davies", Html.score(quality.daviesBouldin(), 3))
                + "</section>\n";
    }

    private String tile(final String score, final String value) {
        return "<div class=\"tile\"><h3>" + page.text("tile." + score) + "</h3><p class=\"value\">" + value + "</p><p>" + page.text("tile." + score + ".meaning") + "</p></div>\n";
    }

    private String section(final String id, final String lead, final String body) {
        return "<section class=\"panel " + id + "\" aria-labelledby=\"" + id + "\">\n<h2 id=\"" + id + "\">" + page.text(id + ".title") + "</h2>\n"
                + (lead.isEmpty() ? "" : "<p class=\"note\">" + lead + "</p>\n") + body + "</section>\n";
    }

    private String facts() {
        final StringBuilder html = new StringBuilder("<dl>\n");
        for (final SegmentReport.Fact fact : report.facts()) {
            final String key = "fact." + fact.key();
            final String value = "<bdi>" + Html.text(fact.value(), LONGEST_FACT) + "</bdi>";
            html.append("<div><dt>").append(page.text(key)).append("</dt><dd>").append(page.language().has(key + ".value") ? page.text(key + ".value", value) : value).append("</dd></div>\n");
        }
        return html.append("</dl>\n").toString();
    }
}
