// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

import dev.segmentation.core.explain.SurrogateRules;

import java.util.List;
import java.util.StringJoiner;

/**
 * The segments as rules that a person can read, and how far these are to be trusted. A rule that is wrong more often than right is no help and is left out.
 *
 * @param rules or null
 * @param features what each feature says, in the order of their places
 */
public record RuleSection(SurrogateRules rules, List<Feature> features) implements ReportSection {

    private static final int MOST_RULES = 40;
    private static final int LONGEST_VALUE = 40;
    private static final double FAITHFUL = 0.8;
    private static final double USEFUL = 0.5;

    public RuleSection {
        features = List.copyOf(features);
    }

    /**
     * What a feature says of a member.
     *
     * @param field name of a field, or null for a term of the text
     * @param value the term or the category, or the number above which the field lies
     * @param above whether the value is such a number
     */
    public record Feature(String field, String value, boolean above) {
    }

    @Override
    public String id() {
        return "rules";
    }

    @Override
    public boolean isEmpty(final ReportPage page) {
        return rules == null || shown(page).isEmpty();
    }

    private List<SurrogateRules.Rule> shown(final ReportPage page) {
        return rules.rules().stream()
                .filter(rule -> rule.right() >= Math.max(1, page.report().minimumSize()) && 2 * rule.right() >= rule.rows() && page.segment(rule.segment()) != null)
                .limit(MOST_RULES)
                .toList();
    }

    @Override
    public String lead(final ReportPage page) {
        final String trust = rules.fidelity() >= FAITHFUL ? "rules.faithful" : rules.fidelity() >= USEFUL ? "rules.useful" : "rules.rough";
        return page.text("rules.lead", Html.percent(rules.fidelity()), Html.count(rules.tested()), page.unit(), Html.percent(rules.baseline()))
                + " " + page.text(trust) + " " + page.text("rules.half");
    }

    @Override
    public String body(final ReportPage page) {
        final StringBuilder html = new StringBuilder("<ol class=\"rulelist\">\n");
        for (final SurrogateRules.Rule rule : shown(page)) {
            html.append("<li><span class=\"if\">").append(conditions(page, rule)).append("</span> <span class=\"then\"><span aria-hidden=\"true\">→</span> ").append(page.badge(rule.segment()))
                    .append("</span> <span class=\"hint\">").append(page.text("rules.covers", Html.percent((double) rule.rows() / rules.tested()),
                            Html.percent((double) rule.right() / rule.rows()))).append("</span></li>\n");
        }
        return html.append("</ol>\n").toString();
    }

    private String conditions(final ReportPage page, final SurrogateRules.Rule rule) {
        final StringJoiner conditions = new StringJoiner(" " + page.text("rules.and") + " ");
        conditions.setEmptyValue(page.text("rules.always"));
        rule.conditions().stream().filter(SurrogateRules.Condition::holds).forEach(condition -> conditions.add(condition(page, condition)));
        rule.conditions().stream().filter(condition -> !condition.holds()).forEach(condition -> conditions.add(condition(page, condition)));
        return conditions.toString();
    }

    private String condition(final ReportPage page, final SurrogateRules.Condition condition) {
        final Feature feature = features.get(condition.feature());
        final String value = "<b><bdi>" + Html.text(feature.value(), LONGEST_VALUE) + "</bdi></b>";
        if (feature.field() == null) {
            return page.text(condition.holds() ? "rules.uses" : "rules.lacks", value);
        }
        final String key = feature.above() ? condition.holds() ? "rules.above" : "rules.below" : condition.holds() ? "rules.is" : "rules.isnot";
        return page.text(key, "<bdi>" + Html.text(feature.field(), LONGEST_VALUE) + "</bdi>", value);
    }
}
