// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.components.DescribedValue;

/**
 * How ClusterCustomers finds segments.
 */
enum Algorithm implements DescribedValue {

    K_MEANS("k-means", "Round segments of similar spread around their means. Fast, a good start; beyond the memory limit it trains on a sample."),
    MINI_BATCH_K_MEANS("mini-batch-k-means", "As k-means, in small random batches: faster on very many records, segments a little worse."),
    AGGLOMERATIVE("agglomerative", """
            The nearest two merge, again and again: a tree of segments. The Linkage says what near means. Time and memory grow with the square of the records; \
            beyond the memory limit it clusters summaries of them and says so."""),
    BISECTING_K_MEANS("bisecting-k-means", "The greatest segment is divided in two by k-means, again and again: a tree of segments, also for many records."),
    DIANA("diana", "The widest segment is divided, again and again, by what is farthest from the rest: a tree of segments. For some thousand records."),
    HDBSCAN("hdbscan", """
            Segments of any shape where records lie densely; their number is found, and what lies nowhere near gets segment -1. For up to some ten thousand records.""");

    private final String value;
    private final String description;

    Algorithm(final String value, final String description) {
        this.value = value;
        this.description = description;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
