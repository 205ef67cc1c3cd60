// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Precision and recall on texts whose personal data is known: {@code positive.txt} marks it as {@code [[KIND:value]]},
 * {@code negative.txt} has none but much that looks like it. All values are made up or reserved for documentation. Found means
 * the same characters and the same kind.
 */
class PiiTestSetTest {

    private static final Pattern MARK = Pattern.compile("\\[\\[([A-Z_]+):(.*?)]]");
    private static final double FLOOR = 0.98;
    private static final int FEWEST_TEXTS = 300;

    private final PiiMasker masker = new PiiMasker(PiiMaskers.options(PiiOperator.REPLACE));
    private final Map<PiiKind, Score> scores = new EnumMap<>(PiiKind.class);
    private final List<String> mistakes = new ArrayList<>();

    @Test
    void precisionAndRecall() throws IOException {
        final List<String> positive = lines("positive.txt");
        final List<String> negative = lines("negative.txt");
        assertTrue(positive.size() >= FEWEST_TEXTS && negative.size() >= FEWEST_TEXTS);
        for (final PiiKind kind : PiiMaskers.BUILT_IN) {
            scores.put(kind, new Score());
        }
        positive.forEach(this::score);
        negative.forEach(this::score);

        final Score all = new Score();
        scores.values().forEach(all::add);
        final String report = "%n%s%n%nall %s%n%s".formatted(String.join("\n", mistakes), all, scores);
        assertTrue(all.precision() >= FLOOR && all.recall() >= FLOOR, report);
        final String documentation = PiiDocumentation.read();
        scores.forEach((kind, score) -> assertTrue(score.precision() >= FLOOR && score.recall() >= FLOOR, kind + report));
        scores.forEach((kind, score) -> assertTrue(documentation.contains(score.row("`" + kind.key() + "`")), kind + report));
        assertTrue(documentation.contains(all.row("all")), report);
    }

    private void score(final String marked) {
        final StringBuilder text = new StringBuilder();
        final Set<Found> planted = new HashSet<>();
        final Matcher mark = MARK.matcher(marked);
        while (mark.find()) {
            mark.appendReplacement(text, "");
            planted.add(new Found(PiiKind.valueOf(mark.group(1)), text.length(), text.length() + mark.group(2).length()));
            text.append(mark.group(2));
        }
        mark.appendTail(text);
        for (final Match match : masker.find(text.toString(), true)) {
            final Found found = new Found(match.kind(), match.start(), match.end());
            if (planted.remove(found)) {
                scores.get(found.kind()).right++;
            } else {
                scores.get(found.kind()).wrong++;
                mistakes.add("wrong  " + found.kind() + " '" + text.substring(found.start(), found.end()) + "' in " + marked);
            }
        }
        for (final Found missed : planted) {
            scores.get(missed.kind()).missed++;
            mistakes.add("missed " + missed.kind() + " '" + text.substring(missed.start(), missed.end()) + "' in " + marked);
        }
    }

    private static List<String> lines(final String name) throws IOException {
        try (InputStream in = PiiTestSetTest.class.getResourceAsStream(name)) {
            assertNotNull(in);
            final List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().map(line -> line.replace("\\n", "\n").replace("\\t", "\t").replace("\\u200B", "\u200B")).toList();
            assertEquals(lines.size(), new HashSet<>(lines).size());
            return lines;
        }
    }

    private record Found(PiiKind kind, int start, int end) {
    }

    private static final class Score {

        private int right;
        private int wrong;
        private int missed;

        void add(final Score other) {
            right += other.right;
            wrong += other.wrong;
            missed += other.missed;
        }

        double precision() {
            return right / (double) (right + wrong);
        }

        double recall() {
            return right / (double) (right + missed);
        }

        String row(final String name) {
            return String.format(Locale.ROOT, "| %s | %d | %.3f | %.3f |", name, right + missed, precision(), recall());
        }

        @Override
        public String toString() {
            return "right %d wrong %d missed %d: precision %.3f recall %.3f".formatted(right, wrong, missed, precision(), recall());
        }
    }
}
