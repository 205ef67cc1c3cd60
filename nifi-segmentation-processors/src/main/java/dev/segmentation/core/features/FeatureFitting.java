// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.vector.Vectors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Fits a {@link FeaturePipeline} to rows. O(n (d + f log n)) for f fields, one after the other in the order of the rows: nothing depends on threads. Memory: 24 bytes per row, beside the rows.
 */
public final class FeatureFitting {

    private static final int ROWS_PER_CHECK = 4096;

    private final FeatureFields fields;
    private final FeatureOptions options;
    private final TrainingMonitor monitor;

    public FeatureFitting(final FeatureFields fields, final FeatureOptions options, final TrainingMonitor monitor) {
        this.fields = fields;
        this.options = options;
        this.monitor = monitor;
    }

    /**
     * @param rows of the same fields
     * @param trained numbers of the rows to fit to, at least one, each of them complete
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public FeaturePipeline fit(final FeatureRows rows, final int[] trained) {
        final Long reference = reference(rows);
        final List<NumberColumn> numbers = new ArrayList<>();
        for (int field = 0; field < fields.numbers().size(); field++) {
            final int position = field;
            final String name = fields.numbers().get(field).name();
            final Boolean log = options.logarithms() == null ? null : Boolean.valueOf(options.logarithms().contains(name));
            numbers.add(NumberFitting.fit(name, values(trained, row -> rows.number(row, position)), log, options.scaling()));
        }
        final List<CategoryColumns> categories = new ArrayList<>();
        for (int field = 0; field < fields.categories().size(); field++) {
            final int position = field;
            monitor.checkCancelled();
            final String[] values = Arrays.stream(trained).mapToObj(row -> rows.category(row, position)).toArray(String[]::new);
            categories.add(options.categories().fit(fields.categories().get(field), values));
        }
        final List<NumberColumn> purchases = new ArrayList<>();
        for (int value = 0; value < fields.purchaseNames().size(); value++) {
            final int position = value;
            purchases.add(NumberFitting.fit(fields.purchaseNames().get(value), values(trained, row -> rows.purchases(row, reference)[position]), null, options.scaling()));
        }
        return new FeaturePipeline(fields, options.weights(), fields.text() ? rows.textDimension() : 0, textFactor(rows, trained), numbers, categories, purchases, reference);
    }

    /** Without any purchase there is no recency either, and any day will do. */
    private Long reference(final FeatureRows rows) {
        if (!fields.purchases()) {
            return null;
        }
        if (options.referenceDate() != null) {
            return options.referenceDate();
        }
        return rows.latestPurchase() == null ? Long.valueOf(0) : rows.latestPurchase();
    }

    private double[] values(final int[] trained, final IntToDoubleFunction valueOfRow) {
        monitor.checkCancelled();
        return Arrays.stream(trained).mapToDouble(valueOfRow).toArray();
    }

    /** One over the root of the sum of the values' variances; the means first, so that no difference of large sums is taken. */
    private double textFactor(final FeatureRows rows, final int[] trained) {
        if (!fields.text()) {
            return 0;
        }
        final double[] sums = new double[rows.textDimension()];
        for (int i = 0; i < trained.length; i++) {
            check(i);
            Vectors.add(rows.text(trained[i]), sums);
        }
        double variance = 0;
        for (int i = 0; i < trained.length; i++) {
            check(i);
            final float[] text = rows.text(trained[i]);
            for (int j = 0; j < text.length; j++) {
                final double difference = text[j] - sums[j] / trained.length;
                variance += difference * difference / trained.length;
            }
        }
        final double factor = 1 / Math.sqrt(variance);
        return factor > FeaturePipeline.LARGEST_TEXT_FACTOR ? 0 : factor;
    }

    private void check(final int row) {
        if (row % ROWS_PER_CHECK == 0) {
            monitor.checkCancelled();
        }
    }
}
