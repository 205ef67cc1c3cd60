// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

/**
 * A part of the report: a record that holds what it shows. A section without data does not appear. Its title is the message {@code <id>.title}, and
 * the lines below the title are {@code <id>.lead} when there is such a message.
 */
public interface ReportSection {

    /** @return short, unique, safe for HTML: the anchor, the class and the prefix of the messages */
    String id();

    /**
     * @param page what all sections share
     * @return whether there is nothing to show
     */
    boolean isEmpty(ReportPage page);

    /**
     * @param page what all sections share
     * @return well-formed HTML without title
     */
    String body(ReportPage page);

    /** @return whether texts of customers are among what it shows */
    default boolean showsTexts() {
        return false;
    }

    /**
     * @param page what all sections share
     * @return the lines below the title, safe for HTML, or nothing
     */
    default String lead(final ReportPage page) {
        final String key = id() + ".lead";
        return page.language().has(key) ? page.text(key) : "";
    }
}
