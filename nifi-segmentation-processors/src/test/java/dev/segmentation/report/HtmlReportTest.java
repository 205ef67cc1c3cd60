// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.explain.SegmentMap;
import dev.segmentation.core.quality.QualityOptions;
import dev.segmentation.core.quality.ScoredSegmentation;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.quality.SegmentationQuality;
import dev.segmentation.core.vector.VectorTable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HtmlReportTest {

    private static final List<String> HOSTILE = List.of("<script>alert(1)</script>", "</title></style></svg><img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)", "' style='x",
            "]]>", "&amp;&lt;", "<!--", "\u202Eevil\u202C", "\u2066abc", "w".repeat(10_000), "\uD800", "\uDC00\uD83D", "😀", "a\u0000b\u0008\u000B", "\uFFFF\uFFFE", "{{x}}", "%s%n", "蓝牙");

    @Test
    void everyPictureAndThePageAreWellFormed() throws Exception {
        final Document page = parse(HtmlReport.render(report(8, 400, Map.of(0, List.of("dress", "red")))));
        assertEquals(1, page.getElementsByTagName("h1").getLength());
        final NodeList pictures = page.getElementsByTagName("svg");
        assertTrue(pictures.getLength() > 16);
        for (int i = 0; i < pictures.getLength(); i++) {
            final Element picture = (Element) pictures.item(i);
            assertTrue("true".equals(picture.getAttribute("aria-hidden")) || "img".equals(picture.getAttribute("role")));
        }
        final NodeList sections = page.getElementsByTagName("section");
        for (int i = 0; i < sections.getLength(); i++) {
            final Element section = (Element) sections.item(i);
            assertTrue(section.hasAttribute("aria-label") || section.hasAttribute("aria-labelledby"));
        }
    }

    @Test
    void nothingIsLoadedAndNothingRuns() throws Exception {
        final String html = HtmlReport.render(report(4, 60, Map.of(1, HOSTILE)));
        assertFalse(Pattern.compile("(?i)https?://|url\\s*\\(|@import|javascript:|<script|<link|<iframe|<object|<embed|<img|srcset").matcher(html).find());
        final NodeList all = parse(html).getElementsByTagName("*");
        final Set<String> allowed = Set.of("html", "head", "meta", "title", "style", "body", "main", "header", "section", "article", "footer", "h1", "h2", "h3", "p", "div", "span", "b", "i", "bdi",
                "br", "ol", "ul", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "svg", "g", "path", "text");
        for (int i = 0; i < all.getLength(); i++) {
            final Element element = (Element) all.item(i);
            assertTrue(allowed.contains(element.getTagName()), element.getTagName());
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                final String name = element.getAttributes().item(j).getNodeName();
                assertFalse(name.startsWith("on") || name.equals("src") || name.equals("href") || name.equals("xlink:href"), name);
            }
        }
    }

    @Test
    void hostileTextIsShownAsText() throws Exception {
        final SegmentReport plain = report(3, 60, Map.of());
        final Map<Integer, List<String>> terms = Map.of(0, HOSTILE, 1, HOSTILE.reversed());
        for (final String text : HOSTILE) {
            final SegmentReport report = new SegmentReport(text, "records", plain.quality(), plain.silhouettes(), false, terms, plain.map(),
                    List.of(new SegmentReport.Fact(text, text)));
            final String html = HtmlReport.render(report);
            final Document page = parse(html);
            assertEquals("head", page.getElementsByTagName("title").item(0).getParentNode().getNodeName());
            assertFalse(html.contains("w".repeat(201)));
            assertTrue(html.codePoints().noneMatch(c -> c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069));
            assertEquals(html, new String(html.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
        assertTrue(HtmlReport.render(report(3, 60, terms)).contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }

    @Test
    void twoHundredSegmentsStayReadable() throws Exception {
        final Map<Integer, List<String>> terms = new HashMap<>();
        for (int segment = 0; segment < 250; segment++) {
            terms.put(segment, List.of("one" + segment, "two" + segment, "three", "four", "five", "six", "seven", "eight", "nine", "ten"));
        }
        final String html = HtmlReport.render(report(250, 2500, terms));
        assertTrue(html.length() < 1 << 20);
        assertTrue(html.contains("in 250 segments (the largest 200 are shown)"));
        assertEquals(200, parse(html).getElementsByTagName("article").getLength());
    }

    @Test
    void whatIsUndefinedIsSaidInWords() throws Exception {
        final String one = HtmlReport.render(report(1, 40, Map.of()));
        parse(one);
        assertTrue(one.contains("cannot be scored") && one.contains("there is only one segment"));
        assertFalse(one.contains("NaN") || one.contains("null"));

        final SegmentationQuality nothing = new SegmentationQuality(0, 0, null, null, null, null, List.of("no record has both a vector and a segment"), List.of());
        final String empty = HtmlReport.render(new SegmentReport("Empty", "records", nothing, Map.of(), true, Map.of(), List.of(), List.of()));
        parse(empty);
        assertTrue(empty.contains("0 records in 0 segments"));
        assertFalse(empty.contains("NaN"));
    }

    @Test
    void sameInputSameBytes() {
        final SegmentReport report = report(5, 100, Map.of(2, List.of("a b", "c")));
        assertEquals(HtmlReport.render(report), HtmlReport.render(report));
    }

    @Test
    void verdictFollowsTheSilhouette() {
        final SegmentationQuality quality = report(3, 60, Map.of()).quality();
        final List<Double> silhouettes = List.of(-0.2, 0.02, 0.2, 0.4, 0.6, 0.9);
        final List<String> headlines = new ArrayList<>();
        silhouettes.forEach(silhouette -> headlines.add(Verdict.of(quality, silhouette, "records").headline()));
        assertEquals(headlines.get(0), headlines.get(1));
        assertEquals(5, Set.copyOf(headlines).size());
        assertEquals(-1, Verdict.of(quality, null, "records").level());
    }

    @Test
    void numbersAreWrittenTheSameEverywhere() {
        assertEquals("1,234,567", Html.count(1_234_567));
        assertEquals("−0.50", Html.score(-0.5, 2));
        assertEquals("–", Html.score(null, 2));
        assertEquals("0.25 %", Html.percent(0.0025));
        assertEquals("12.5 %", Html.percent(0.125));
        assertEquals("abc…", Html.text("abcd", 3));
        assertEquals("😀😀", Html.text("😀😀", 2));
    }

    private static SegmentReport report(final int segments, final int rows, final Map<Integer, List<String>> terms) {
        final Random random = new Random(5);
        final VectorTable table = new VectorTable(4);
        final int[] labels = new int[rows];
        final List<SegmentMap.Point> map = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            labels[row] = row % segments;
            table.add(new float[]{labels[row], (float) random.nextGaussian(), (float) random.nextGaussian(), 1});
            map.add(new SegmentMap.Point(random.nextDouble(), random.nextDouble(), labels[row]));
        }
        try (Workers workers = new Workers("test", 1)) {
            final ScoredSegmentation scored = ScoredSegmentation.of(table, SegmentLabels.of(labels), new QualityOptions(5000, 1), workers, TrainingMonitor.NONE);
            final Map<Integer, double[]> silhouettes = new HashMap<>();
            for (int segment = 0; segment < segments && segments > 1; segment++) {
                final int wanted = segment;
                silhouettes.put(segment, IntStream.range(0, rows).filter(row -> labels[row] == wanted).mapToDouble(scored.silhouettes()::cosine).toArray());
            }
            return new SegmentReport("Customer segments", "records", scored.quality(), silhouettes, false, terms, map, List.of(new SegmentReport.Fact("Seed", "42")));
        }
    }

    private static Document parse(final String html) throws ParserConfigurationException, IOException, SAXException {
        assertTrue(html.startsWith("<!DOCTYPE html>\n"));
        final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html.substring(html.indexOf('\n') + 1))));
    }
}
