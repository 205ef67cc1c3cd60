// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import dev.segmentation.core.embedding.CustomerTexts;
import dev.segmentation.core.vector.Vectors;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What records say, summed up by customer, or kept as it is when every record counts for itself. Rows are numbered in the order of their first records. Apart from the rounding of
 * sums and the numbers of rows, the order of the records changes nothing.
 *
 * <p>Of a customer's records a number is the mean of those that have one, or their sum; a category is the most frequent value, of several the first in alphabetical order; a text is pooled.
 *
 * <p>Memory per row: 100 bytes and the id, 12 per number, 32 per category and 8 for each further value of it, 110 for purchases and 4 for each further day, and for texts
 * 8 d + 216 bytes by customer, else 4 d + 16.
 */
public final class FeatureRows {

    private static final int BYTES_PER_ROW = 100;
    private static final int BYTES_PER_PURCHASES = 110;
    private static final int BYTES_PER_TEXTS = 216;
    private static final int BYTES_PER_VECTOR = 16;

    /** What there is of one customer. */
    private static final class Customer {

        private final String id;
        private final Purchases purchases;
        private CustomerTexts texts;
        private float[] vector;
        private int records;
        private long firstDate = Long.MAX_VALUE;
        private long lastDate = Long.MIN_VALUE;

        private Customer(final String id, final boolean purchases) {
            this.id = id;
            this.purchases = purchases ? new Purchases() : null;
        }
    }

    private final FeatureFields fields;
    private final Map<String, Integer> numberOfId = new HashMap<>();
    private final List<Customer> customers = new ArrayList<>();
    private final NumberSums numbers;
    private final List<CategoryCounts> categories = new ArrayList<>();
    private int textDimension;
    private long bytes;
    private Long latestPurchase;

    public FeatureRows(final FeatureFields fields) {
        this.fields = fields;
        numbers = new NumberSums(fields.numbers().size());
        fields.categories().forEach(name -> categories.add(new CategoryCounts()));
    }

    /**
     * @param vector d finite values, or null when the record has no text
     * @return the number of the row that the record belongs to
     * @throws IllegalArgumentException when the vector is of another length than those before
     */
    public int add(final FeatureValues record, final float[] vector) {
        final int row = record.customer() == null ? customers.size() : numberOfId.computeIfAbsent(record.customer(), id -> customers.size());
        if (row == customers.size()) {
            customers.add(new Customer(record.customer(), fields.purchases()));
            bytes += BYTES_PER_ROW + (fields.purchases() ? BYTES_PER_PURCHASES : 0) + (record.customer() == null ? 0 : (long) record.customer().length() * Character.BYTES);
        }
        final Customer customer = customers.get(row);
        customer.records++;
        if (vector != null) {
            addText(customer, vector, record.date());
        }
        if (record.date() != null) {
            customer.firstDate = Math.min(customer.firstDate, record.date());
            customer.lastDate = Math.max(customer.lastDate, record.date());
        }
        numbers.add(row, record.numbers());
        for (int field = 0; field < categories.size(); field++) {
            categories.get(field).add(row, record.categories()[field]);
        }
        if (fields.purchases() && record.date() != null && !Double.isNaN(record.amount())) {
            bytes += customer.purchases.add(record.date(), record.amount()) ? Integer.BYTES : 0;
            if (!customer.purchases.isEmpty()) {
                latestPurchase = latestPurchase == null ? customer.purchases.last() : Math.max(latestPurchase, customer.purchases.last());
            }
        }
        return row;
    }

    private void addText(final Customer customer, final float[] vector, final Long date) {
        if (textDimension == 0) {
            textDimension = vector.length;
        }
        if (vector.length != textDimension) {
            throw new IllegalArgumentException("vector has " + vector.length + " values, expected " + textDimension);
        }
        if (!fields.byCustomer()) {
            customer.vector = vector.clone();
            Vectors.normalize(customer.vector);
            bytes += BYTES_PER_VECTOR + (long) textDimension * Float.BYTES;
            return;
        }
        if (customer.texts == null) {
            customer.texts = fields.pooling().newTexts(customer.id, textDimension);
            bytes += BYTES_PER_TEXTS;
        }
        bytes += (long) customer.texts.add(vector, date) * textDimension * Double.BYTES;
    }

    public int size() {
        return customers.size();
    }

    /**
     * @return values per text, 0 when none has come yet
     */
    public int textDimension() {
        return textDimension;
    }

    /**
     * @return date of the latest purchase of all in milliseconds since 1970, or null when there is none
     */
    public Long latestPurchase() {
        return latestPurchase;
    }

    /**
     * @return the customer's id, or null
     */
    public String id(final int row) {
        return customers.get(row).id;
    }

    /**
     * @return records of the row
     */
    public int records(final int row) {
        return customers.get(row).records;
    }

    /**
     * @return texts of the row
     */
    public int texts(final int row) {
        final Customer customer = customers.get(row);
        return customer.texts == null ? customer.vector == null ? 0 : 1 : customer.texts.count();
    }

    /**
     * @return mean squared distance of the row's texts from their mean, or null without texts
     */
    public Double dispersion(final int row) {
        return customers.get(row).texts == null ? null : customers.get(row).texts.dispersion();
    }

    /**
     * @return the earliest date in milliseconds since 1970, or null without dates
     */
    public Long firstDate(final int row) {
        return customers.get(row).firstDate == Long.MAX_VALUE ? null : customers.get(row).firstDate;
    }

    /**
     * @return the latest date in milliseconds since 1970, or null without dates
     */
    public Long lastDate(final int row) {
        return customers.get(row).lastDate == Long.MIN_VALUE ? null : customers.get(row).lastDate;
    }

    /**
     * @return whether the row has all that a vector needs: a text where texts count
     */
    public boolean isComplete(final int row) {
        return !fields.text() || texts(row) > 0;
    }

    /**
     * @param reference milliseconds since 1970 from which recency is counted back, or null when purchases do not count
     */
    public FeatureRow row(final int row, final Long reference) {
        final double[] ofNumbers = new double[fields.numbers().size()];
        for (int field = 0; field < ofNumbers.length; field++) {
            ofNumbers[field] = number(row, field);
        }
        final String[] ofCategories = new String[categories.size()];
        for (int field = 0; field < ofCategories.length; field++) {
            ofCategories[field] = category(row, field);
        }
        return new FeatureRow(text(row), ofNumbers, ofCategories, purchases(row, reference));
    }

    /**
     * @return d values of length 1, or zero when the texts cancel out; null when there is no text
     */
    float[] text(final int row) {
        final Customer customer = customers.get(row);
        return customer.texts == null ? customer.vector : customer.texts.direction();
    }

    /**
     * @return a number, or NaN for none
     */
    double number(final int row, final int field) {
        return fields.numbers().get(field).summed() ? numbers.sum(row, field) : numbers.mean(row, field);
    }

    /**
     * @return a value, or null for none
     */
    String category(final int row, final int field) {
        return categories.get(field).mostFrequent(row);
    }

    /**
     * @param reference milliseconds since 1970 from which recency is counted back, or null when purchases do not count
     * @return recency in days (NaN without a purchase), number of days with a purchase, sum of the amounts; empty when these do not count
     */
    public double[] purchases(final int row, final Long reference) {
        return fields.purchases() ? customers.get(row).purchases.values(reference) : new double[0];
    }

    /**
     * @return bytes held now, an estimate for memory limits
     */
    public long bytes() {
        return bytes + numbers.bytes() + categories.stream().mapToLong(CategoryCounts::bytes).sum();
    }

    /**
     * @param maximumValues of a category that get columns
     * @return values per vector at most, as far as can be told now; at least 1
     */
    public int largestDimension(final int maximumValues) {
        final int ofCategories = categories.stream().mapToInt(category -> Math.min(category.values(), maximumValues) + 2).sum();
        return Math.max(1, textDimension + 2 * fields.numbers().size() + ofCategories + 2 * fields.purchaseNames().size());
    }
}
