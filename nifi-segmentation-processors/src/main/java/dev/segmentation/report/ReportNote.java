// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a score is missing, in the language of the report. The scores say it in English; what is not known here stays as they say it.
 */
final class ReportNote {

    private static final int LONGEST = 200;
    private static final Pattern OF_A_SCORE = Pattern.compile("(silhouette_cosine|calinski_harabasz|davies_bouldin): (.*)");
    private static final Map<String, String> SCORES = Map.of("silhouette_cosine", "tile.cosine", "calinski_harabasz", "tile.calinski", "davies_bouldin", "tile.davies");
    private static final Map<Pattern, String> REASONS = Map.of(
            Pattern.compile("no record has both a vector and a segment"), "note.nothing",
            Pattern.compile("there is only one segment, so nothing to compare it with(?: in the sample)?"), "note.one",
            Pattern.compile("no segment has more than one member(?: in the sample)?"), "note.single",
            Pattern.compile("zero vectors \\((\\d+)\\) have no direction"), "note.zero",
            Pattern.compile("the direction of vectors of several features means nothing"), "note.features",
            Pattern.compile("the members of each segment are all equal, the (?:index|separation) is infinite"), "note.equal",
            Pattern.compile("two segments have the same mean, the index is infinite"), "note.same",
            Pattern.compile("segments with fewer than (\\d+) members are not shown: (\\d+)"), "note.small");

    private ReportNote() {
    }

    /** @return the note, safe for HTML */
    static String html(final ReportPage page, final String note) {
        final Matcher score = OF_A_SCORE.matcher(note);
        return score.matches() ? page.text("note.of", page.text(SCORES.get(score.group(1))), reason(page, score.group(2))) : reason(page, note);
    }

    private static String reason(final ReportPage page, final String note) {
        for (final Map.Entry<Pattern, String> reason : REASONS.entrySet()) {
            final Matcher matcher = reason.getKey().matcher(note);
            if (matcher.matches()) {
                return page.text(reason.getValue(), matcher.groupCount() > 0 ? matcher.group(1) : "", matcher.groupCount() > 1 ? matcher.group(2) : "");
            }
        }
        return "<span lang=\"en\">" + Html.text(note, LONGEST) + "</span>";
    }
}
