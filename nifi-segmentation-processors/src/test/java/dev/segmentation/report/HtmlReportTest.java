// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.explain.SurrogateRules;
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
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HtmlReportTest {

    private static final List<String> HOSTILE = List.of("<script>alert(1)</script>", "</title></style></svg><img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)", "' style='x",
            "]]>", "&amp;&lt;", "<!--", "\u202Eevil\u202C", "\u2066abc", "w".repeat(10_000), "\uD800", "\uDC00\uD83D", "😀", "a\u0000b\u0008\u000B", "\uFFFF\uFFFE", "{{x}}", "%s%n", "蓝牙");

    @Test
    void everyPictureAndThePageAreWellFormed() throws Exception {
        for (final ReportLanguage language : ReportLanguage.values()) {
            final Document page = parse(HtmlReport.render(new ReportFixture(8, 400).language(language).terms(Map.of(0, List.of("dress", "red"))).full()));
            assertEquals(1, page.getElementsByTagName("h1").getLength());
            assertEquals(language.tag(), page.getDocumentElement().getAttribute("lang"));
            final NodeList pictures = page.getElementsByTagName("svg");
            assertTrue(pictures.getLength() > 16);
            for (int i = 0; i < pictures.getLength(); i++) {
                final Element picture = (Element) pictures.item(i);
                assertTrue("true".equals(picture.getAttribute("aria-hidden")) || picture.hasAttribute("aria-label") || picture.getFirstChild().getNodeName().equals("title"));
            }
            final NodeList sections = page.getElementsByTagName("section");
            assertEquals(17, sections.getLength());
            for (int i = 0; i < sections.getLength(); i++) {
                final Element section = (Element) sections.item(i);
                assertTrue(section.hasAttribute("aria-label") || section.hasAttribute("aria-labelledby"));
            }
        }
    }

    @Test
    void idsAreGivenOnceAndAnchorsLeadSomewhere() throws Exception {
        final NodeList all = parse(HtmlReport.render(new ReportFixture(5, 100).full())).getElementsByTagName("*");
        final Set<String> ids = new HashSet<>();
        for (int i = 0; i < all.getLength(); i++) {
            final String id = ((Element) all.item(i)).getAttribute("id");
            assertTrue(id.isEmpty() || ids.add(id), id);
        }
        int anchors = 0;
        for (int i = 0; i < all.getLength(); i++) {
            final String anchor = ((Element) all.item(i)).getAttribute("href");
            anchors += anchor.isEmpty() ? 0 : 1;
            assertTrue(anchor.isEmpty() || anchor.startsWith("#") && ids.contains(anchor.substring(1)), anchor);
        }
        assertEquals(16, anchors);
    }

    @Test
    void nothingIsLoadedAndNothingRuns() throws Exception {
        final String html = HtmlReport.render(new ReportFixture(4, 60).terms(Map.of(1, HOSTILE)).words(place -> HOSTILE.get(place % HOSTILE.size())).full());
        assertFalse(Pattern.compile("(?i)https?://|url\\s*\\(|@import|javascript:|<script|<link|<iframe|<object|<embed|<img|srcset").matcher(html).find());
        final NodeList all = parse(html).getElementsByTagName("*");
        final Set<String> allowed = Set.of("html", "head", "meta", "title", "style", "body", "main", "header", "nav", "section", "article", "footer", "h1", "h2", "h3", "h4", "p", "div",
                "span", "a", "b", "i",
                "bdi", "br", "ol", "ul", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "svg", "g", "path", "circle", "text", "blockquote", "details", "summary",
                        "figure", "figcaption");
        for (int i = 0; i < all.getLength(); i++) {
            final Element element = (Element) all.item(i);
            assertTrue(allowed.contains(element.getTagName()), element.getTagName());
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                final String name = element.getAttributes().item(j).getNodeName();
                assertFalse(name.startsWith("on") || name.equals("src") || name.equals("xlink:href"), name);
            }
        }
    }

    @Test
    void hostileTextIsShownAsText() throws Exception {
        final Map<Integer, List<String>> terms = Map.of(0, HOSTILE, 1, HOSTILE.reversed());
        for (int turn = 0; turn < HOSTILE.size(); turn++) {
            final int first = turn;
            final SegmentReport report = new ReportFixture(3, 60).terms(terms).words(place -> HOSTILE.get((first + place) % HOSTILE.size())).full();
            final String html = HtmlReport.render(new SegmentReport(HOSTILE.get(turn), report.language(), report.unit(), report.quality(), false, false, 0, terms, report.sections(), report.facts()));
            final Document page = parse(html);
            assertEquals("head", page.getElementsByTagName("title").item(0).getParentNode().getNodeName());
            assertFalse(html.contains("w".repeat(241)));
            assertTrue(html.codePoints().noneMatch(c -> c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069));
            assertEquals(html, new String(html.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        }
        assertTrue(HtmlReport.render(new ReportFixture(3, 60).terms(terms).plain()).contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    }

    @Test
    void twoHundredSegmentsStayReadable() throws Exception {
        final Map<Integer, List<String>> terms = new HashMap<>();
        for (int segment = 0; segment < 250; segment++) {
            terms.put(segment, List.of("one" + segment, "two" + segment, "three", "four", "five", "six", "seven", "eight", "nine", "ten"));
        }
        final String html = HtmlReport.render(new ReportFixture(250, 2500).terms(terms).words(place -> "long text ".repeat(100)).full());
        assertTrue(html.length() < 5 << 20);
        assertTrue(html.contains("in 250 segments (the largest 200 are shown)"));
        assertEquals(200, parse(html).getElementsByTagName("article").getLength());
    }

    @Test
    void sectionsWithoutDataAreAbsent() throws Exception {
        final String html = HtmlReport.render(new ReportFixture(4, 60).plain());
        for (final String absent : List.of("rules", "curve", "comparison", "tree", "labels", "stability", "lineage", "fairness", "profile")) {
            assertFalse(html.contains("id=\"" + absent + "\"") || html.contains("#" + absent), absent);
        }
        assertTrue(html.contains("no customer ids and no texts"));
        assertFalse(html.contains("blockquote>"));
    }

    @Test
    void smallSegmentsAreNotShownInDetail() throws Exception {
        final Map<Integer, List<String>> terms = Map.of(0, List.of("alpha"), 3, List.of("omega"));
        final String html = HtmlReport.render(new ReportFixture(4, 62).terms(terms).minimumSize(16).words(place -> "text" + place + "end").full());
        final String cards = html.substring(html.indexOf("<article"), html.lastIndexOf("</article>"));
        assertTrue(cards.contains("alpha") && cards.contains("text0end"));
        assertFalse(html.contains("omega") || cards.contains("text3end"));
        assertTrue(html.contains("2 segments have fewer than 16 records"));
        assertEquals(2, cards.split("Fewer than 16 records").length - 1);
        assertFalse(html.contains("aria-label=\"Segment 3\""));
    }

    @Test
    void whatIsUndefinedIsSaidInWords() throws Exception {
        final String one = HtmlReport.render(new ReportFixture(1, 40).plain());
        parse(one);
        assertTrue(one.contains("cannot be scored") && one.contains("there is only one segment"));
        assertFalse(one.contains("NaN") || one.contains("null"));

        final SegmentationQuality nothing = new SegmentationQuality(0, 0, null, null, null, null, List.of("no record has both a vector and a segment"), List.of());
        final SegmentReport report = new SegmentReport("Empty", ReportLanguage.ENGLISH, ReportUnit.RECORDS, nothing, true, false, 0, Map.of(), new ReportFixture(1, 40).plain().sections(), List.of());
        final String empty = HtmlReport.render(report);
        parse(empty);
        assertTrue(empty.contains("0 records in 0 segments"));
        assertFalse(empty.contains("NaN"));
    }

    @Test
    void sameInputSameBytes() {
        assertEquals(HtmlReport.render(new ReportFixture(5, 100).full()), HtmlReport.render(new ReportFixture(5, 100).full()));
    }

    @Test
    void verdictFollowsTheSilhouette() {
        final SegmentationQuality quality = new ReportFixture(3, 60).plain().quality();
        final List<String> headlines = new ArrayList<>();
        for (final Double silhouette : Arrays.asList(-0.2, 0.02, 0.2, 0.4, 0.6, 0.9, null)) {
            final SegmentationQuality scored = new SegmentationQuality(quality.rows(), quality.silhouetteRows(), silhouette, null, null, null, List.of(), quality.segments());
            headlines.add(Verdict.of(new ReportPage(new SegmentReport("t", ReportLanguage.ENGLISH, ReportUnit.RECORDS, scored, false, false, 0, Map.of(), List.of(), List.of()))).headline());
        }
        assertEquals(headlines.get(0), headlines.get(1));
        assertEquals(6, Set.copyOf(headlines).size());
    }

    @Test
    void scoresOfFeaturesAreSaidToBeOfThem() throws Exception {
        final String html = HtmlReport.render(new ReportFixture(3, 60).features().full());
        parse(html);
        assertTrue(html.contains("The scores see all that the model went by") && html.contains("class=\"gauge\""));
        assertEquals(2, html.split("This is by all features of the model\\.").length - 1);
        assertFalse(html.contains("For texts"));
        assertFalse(HtmlReport.render(new ReportFixture(3, 60).full()).contains("features of the model"));
    }

    @Test
    void manyLabelsAreNamedPerSegment() throws Exception {
        final int[][] counts = new int[3][77];
        counts[0][4] = 15;
        counts[0][76] = 5;
        counts[1][5] = 7;
        final List<String> labels = IntStream.range(0, 77).mapToObj(label -> "label" + label).toList();
        final SegmentReport report = new ReportFixture(3, 60).plain();
        final String html = HtmlReport.render(new SegmentReport("t", ReportLanguage.ENGLISH, ReportUnit.RECORDS, report.quality(), false, false, 0, Map.of(),
                List.of(new LabelSection(labels, List.of(0, 1, 2), counts, 0.5, 0.6)), List.of()));
        parse(html);
        final String section = html.substring(html.indexOf("labellist\">"));
        assertTrue(section.indexOf("75.0\u00A0%</span> <bdi>label4</bdi>") < section.indexOf("25.0\u00A0%</span> <bdi>label76</bdi>"));
        assertTrue(section.contains("35.0\u00A0%</span> <bdi>label5</bdi></li><li class=\"hint\">65.0\u00A0%: others") && section.contains("Segment 2"));
        assertFalse(section.contains("label0<") || section.contains("NaN"));
    }

    @Test
    void rulesThatAreMoreOftenWrongThanRightAreLeftOut() {
        final SurrogateRules rules = new SurrogateRules(0.7, 0.2, 140, 60, List.of(new SurrogateRules.Rule(0, List.of(new SurrogateRules.Condition(0, true)), 10, 5),
                new SurrogateRules.Rule(1, List.of(new SurrogateRules.Condition(0, false)), 50, 24)));
        final RuleSection section = new RuleSection(rules, List.of(new RuleSection.Feature(null, "parcel", false)));
        final ReportPage page = new ReportPage(new ReportFixture(2, 60).plain());
        assertEquals(1, section.body(page).split("<li>").length - 1);
        assertTrue(section.body(page).contains("right for 50.0\u00A0%"));
        assertTrue(new RuleSection(new SurrogateRules(0.7, 0.2, 140, 60, rules.rules().subList(1, 2)), section.features()).isEmpty(page));
    }

    @Test
    void notesSpeakTheLanguageOfTheReport() {
        final ReportPage page = new ReportPage(new ReportFixture(2, 10).language(ReportLanguage.CHINESE).plain());
        final ReportPage english = new ReportPage(new ReportFixture(2, 10).plain());
        for (final SegmentationQuality quality : List.of(score(new float[][]{}), score(new float[][]{{1, 0}}, 0), score(new float[][]{{1, 0}, {0, 1}}, 0, 1),
                score(new float[][]{{0, 0}, {1, 0}}, 0, 0),
                score(new float[][]{{0, 0}, {1, 0}, {0, 1}, {1, 1}}, 0, 0, 1, 1), score(new float[][]{{1, 0}, {1, 0}, {0, 1}, {0, 1}}, 0, 0, 1, 1),
                score(new float[][]{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}, 0, 0, 1, 1))) {
            assertFalse(quality.notes().isEmpty());
            for (final String note : quality.notes()) {
                final String chinese = ReportNote.html(page, note);
                assertFalse(chinese.contains("lang=\"en\"") || chinese.matches(".*[a-z]{3} [a-z].*"), chinese);
                assertFalse(ReportNote.html(english, note).contains("_"), note);
            }
        }
        assertEquals("为保护其中的人，成员少于 5 的群组不予显示：2 个。", ReportNote.html(page, "segments with fewer than 5 members are not shown: 2"));
        assertEquals("<span lang=\"en\">something &lt;new&gt;</span>", ReportNote.html(page, "something <new>"));
    }

    private static SegmentationQuality score(final float[][] vectors, final int... labels) {
        final VectorTable table = new VectorTable(2);
        Arrays.stream(vectors).forEach(table::add);
        try (Workers workers = new Workers("test", 1)) {
            return ScoredSegmentation.of(table, SegmentLabels.of(labels), new QualityOptions(5000, 1), workers, TrainingMonitor.NONE).quality();
        }
    }

    @Test
    void bothLanguagesSayTheSameThings() {
        final Properties english = ReportLanguage.ENGLISH.messages();
        final Properties chinese = ReportLanguage.CHINESE.messages();
        assertEquals(english.keySet(), chinese.keySet());
        final Pattern place = Pattern.compile("\\{\\d}");
        for (final String key : english.stringPropertyNames()) {
            final Set<String> places = place.matcher(chinese.getProperty(key)).results().map(MatchResult::group).collect(Collectors.toSet());
            assertTrue(place.matcher(english.getProperty(key)).results().map(MatchResult::group).collect(Collectors.toSet()).containsAll(places), key);
            assertTrue((english.getProperty(key) + chinese.getProperty(key)).codePoints().noneMatch(c -> "<>&\"".indexOf(c) >= 0), key);
        }
        assertThrows(IllegalArgumentException.class, () -> ReportLanguage.ENGLISH.text("no such message"));
    }

    @Test
    void numbersAreWrittenTheSameEverywhere() {
        assertEquals("1,234,567", Html.count(1_234_567));
        assertEquals("−0.50", Html.score(-0.5, 2));
        assertEquals("–", Html.score(null, 2));
        assertEquals("0.25\u00A0%", Html.percent(0.0025));
        assertEquals("12.5\u00A0%", Html.percent(0.125));
        assertEquals(List.of("1,235", "123.5", "3.14", "0.012", "7", "−2.50"), List.of(Html.amount(1234.6), Html.amount(123.46), Html.amount(3.1415), Html.amount(0.0123), Html.amount(7),
                Html.amount(-2.5)));
        assertEquals("abc…", Html.text("abcd", 3));
        assertEquals("😀😀", Html.text("😀😀", 2));
    }

    private static Document parse(final String html) throws ParserConfigurationException, IOException, SAXException {
        assertTrue(html.startsWith("<!DOCTYPE html>\n"));
        final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html.substring(html.indexOf('\n') + 1))));
    }
}
