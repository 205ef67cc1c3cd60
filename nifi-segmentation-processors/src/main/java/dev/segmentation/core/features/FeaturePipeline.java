// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes vectors of what is known of customers or records, all alike: first the text, then numbers, categories, and recency, frequency and monetary value.
 *
 * <p>A column is first brought to a variance of about 1, or less where it says little, and then multiplied by its block's weight and divided by the square root of the block's width:
 * so blocks of the same weight contribute about the same variance, however many columns they have. The text is an exception in form only: its values share one factor, with which
 * their variances add up to 1, as if they had been brought to 1 on average and divided by the root of their number. The width of numbers is their number of columns, that of
 * categories the number of fields, whose one-hot columns together have a variance of at most 1.
 *
 * @param fields what the vectors are made of
 * @param weights of the blocks
 * @param textDimension d values of the text, 0 without text
 * @param textFactor of the text's values before its weight, 0 when all texts of the training were alike
 * @param numbers by number field
 * @param categories by category field
 * @param purchases recency, frequency and monetary value, or empty
 * @param referenceDate milliseconds since 1970 from which recency was counted back, or null without purchases
 */
public record FeaturePipeline(FeatureFields fields, BlockWeights weights, int textDimension, double textFactor, List<NumberColumn> numbers, List<CategoryColumns> categories,
        List<NumberColumn> purchases, Long referenceDate) {

    /** Beyond it the texts were alike but for rounding. */
    static final double LARGEST_TEXT_FACTOR = 1e5;

    /**
     * @throws IllegalArgumentException when the parts do not agree
     */
    public FeaturePipeline {
        numbers = List.copyOf(numbers);
        categories = List.copyOf(categories);
        purchases = List.copyOf(purchases);
        final boolean agree = fields.text() == textDimension > 0
                && numbers.stream().map(NumberColumn::name).toList().equals(fields.numbers().stream().map(NumberField::name).toList())
                && categories.stream().map(CategoryColumns::name).toList().equals(fields.categories())
                && purchases.stream().map(NumberColumn::name).toList().equals(fields.purchaseNames())
                && fields.purchases() == (referenceDate != null);
        if (!agree || textDimension < 0 || !(textFactor >= 0 && textFactor <= LARGEST_TEXT_FACTOR)) {
            throw new IllegalArgumentException("the features and their scaling do not agree");
        }
    }

    /**
     * A block of the vectors.
     *
     * @param block what it is
     * @param from its first value
     * @param to the first value after it
     */
    public record Range(FeatureBlock block, int from, int to) {
    }

    /**
     * @return the blocks that there are, in order
     */
    public List<Range> blocks() {
        final List<Range> blocks = new ArrayList<>();
        int at = 0;
        for (final FeatureBlock block : FeatureBlock.values()) {
            final int values = switch (block) {
                case TEXT -> textDimension;
                case NUMERIC -> columns(numbers);
                case CATEGORICAL -> categories.stream().mapToInt(CategoryColumns::width).sum();
                case RFM -> columns(purchases);
            };
            if (values > 0) {
                blocks.add(new Range(block, at, at + values));
            }
            at += values;
        }
        return blocks;
    }

    /**
     * @return values per vector, at least 1
     */
    public int dimension() {
        return blocks().getLast().to();
    }

    /**
     * @param later fields, of rows of another time
     * @param laterTextDimension of these rows, 0 without text
     * @return whether this pipeline can make vectors of such rows that compare with its own
     */
    public boolean fits(final FeatureFields later, final int laterTextDimension) {
        return fields.byCustomer() == later.byCustomer() && fields.numbers().equals(later.numbers()) && fields.categories().equals(later.categories())
                && fields.purchases() == later.purchases() && textDimension == laterTextDimension;
    }

    /**
     * @param row of these fields, with a text when there are texts
     * @return dimension finite values
     * @throws IllegalArgumentException when the row is of other fields
     */
    public float[] vector(final FeatureRow row) {
        if (textDimension != (row.text() == null ? 0 : row.text().length) || row.numbers().length != numbers.size() || row.categories().length != categories.size()
                || row.purchases().length != purchases.size()) {
            throw new IllegalArgumentException("the row is of other features");
        }
        final float[] vector = new float[dimension()];
        for (int at = 0; at < textDimension; at++) {
            vector[at] = (float) (row.text()[at] * textFactor * weights.text());
        }
        int at = write(numbers, row.numbers(), weights.numeric(), vector, textDimension);
        for (int field = 0; field < categories.size(); field++) {
            categories.get(field).write(row.categories()[field], weights.categorical() / Math.sqrt(categories.size()), vector, at);
            at += categories.get(field).width();
        }
        write(purchases, row.purchases(), weights.rfm(), vector, at);
        return vector;
    }

    private static int write(final List<NumberColumn> columns, final double[] values, final double weight, final float[] vector, final int from) {
        final double factor = weight / Math.sqrt(columns(columns));
        int at = from;
        for (int field = 0; field < columns.size(); field++) {
            columns.get(field).write(values[field], factor, vector, at);
            at += columns.get(field).width();
        }
        return at;
    }

    private static int columns(final List<NumberColumn> columns) {
        return columns.stream().mapToInt(NumberColumn::width).sum();
    }
}
