// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * The texts of one customer, summed up: their weighted sum, their spread, how many there are, and the first and last date.
 *
 * <p>A text weighs 0.5^(age / half-life), its age counted from the customer's latest date so far. When a later date comes the sums are scaled
 * down to it; so one pass suffices, the greatest weight is always 1 whatever the dates are, and the order of the texts changes nothing but
 * the rounding. Another reference date would multiply all weights of the customer by the same number, which a mean does not notice.
 *
 * <p>A text without a date weighs as much as the customer's oldest text with one: nothing says that it is recent, and it is not lost. Which
 * text is the oldest is known in the end only, so these texts have a sum of their own. A customer without any date has equal weights.
 */
public final class CustomerTexts {

    private final String id;
    private final int dimension;
    private final double halfLife;
    /** Texts that weigh by their date, relative to the latest. */
    private WeightedVectors byDate;
    /** Texts without a date, or all when the half-life is infinite. */
    private WeightedVectors equal;
    private int count;
    private long firstDate = Long.MAX_VALUE;
    private long lastDate = Long.MIN_VALUE;

    /**
     * @param id of the customer, or null
     * @param dimension values per vector, at least 1
     * @param halfLife in milliseconds, above 0; infinite for equal weights
     */
    CustomerTexts(final String id, final int dimension, final double halfLife) {
        this.id = id;
        this.dimension = dimension;
        this.halfLife = halfLife;
    }

    /**
     * @param vector d finite values
     * @param date milliseconds since 1970, or null
     * @return sums that this text made necessary, 0 or 1
     */
    public int add(final float[] vector, final Long date) {
        final int sumsBefore = sums();
        count++;
        if (date == null || halfLife == Double.POSITIVE_INFINITY) {
            equal = equal == null ? new WeightedVectors(dimension) : equal;
            equal.add(vector, 1);
        } else if (byDate == null) {
            byDate = new WeightedVectors(dimension);
            byDate.add(vector, 1);
        } else if (date > lastDate) {
            byDate.scale(weightAtAge((double) date - lastDate));
            byDate.add(vector, 1);
        } else {
            byDate.add(vector, weightAtAge((double) lastDate - date));
        }
        if (date != null) {
            firstDate = Math.min(firstDate, date);
            lastDate = Math.max(lastDate, date);
        }
        return sums() - sumsBefore;
    }

    /**
     * @return the customer's id, or null
     */
    public String id() {
        return id;
    }

    /**
     * @return number of texts, at least 1
     */
    public int count() {
        return count;
    }

    /**
     * @return whether any text has a date
     */
    public boolean hasDates() {
        return firstDate <= lastDate;
    }

    /**
     * @return the earliest date in milliseconds since 1970; without meaning when there is none
     */
    public long firstDate() {
        return firstDate;
    }

    /**
     * @return the latest date in milliseconds since 1970; without meaning when there is none
     */
    public long lastDate() {
        return lastDate;
    }

    /**
     * @return the weighted mean scaled to length 1, d values; zero when the vectors cancel out
     */
    public float[] direction() {
        return all().direction();
    }

    /**
     * @return the weighted mean of the squared distances of the texts' vectors from their weighted mean, 0 or more: 0 when all are the same;
     *         at most 1 when all have length 1
     */
    public double dispersion() {
        return all().dispersion();
    }

    private WeightedVectors all() {
        if (equal == null) {
            return byDate;
        }
        if (byDate == null) {
            return equal;
        }
        final WeightedVectors all = new WeightedVectors(dimension);
        all.add(byDate, 1);
        all.add(equal, weightAtAge((double) lastDate - firstDate));
        return all;
    }

    private double weightAtAge(final double age) {
        return Math.pow(0.5, age / halfLife);
    }

    private int sums() {
        return (byDate == null ? 0 : 1) + (equal == null ? 0 : 1);
    }
}
