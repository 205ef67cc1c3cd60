// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.features;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What a customer bought, and when. A record counts when it has both a date and an amount. Amounts below 0, such as returns, lower the monetary value and are no purchase.
 * The order of the records changes nothing but the rounding of the sum.
 */
final class Purchases {

    private static final double MILLIS_PER_DAY = TimeUnit.DAYS.toMillis(1);
    private static final int[] NONE = {};

    private int[] days = NONE;
    private long last = Long.MIN_VALUE;
    private double amount;

    /**
     * @param date milliseconds since 1970
     * @param amountOfRecord finite
     * @return whether this was the first purchase of its day, in UTC
     */
    boolean add(final long date, final double amountOfRecord) {
        amount += amountOfRecord;
        if (amountOfRecord <= 0) {
            return false;
        }
        last = Math.max(last, date);
        final int day = (int) Math.floorDiv(date, TimeUnit.DAYS.toMillis(1));
        final int position = Arrays.binarySearch(days, day);
        if (position >= 0) {
            return false;
        }
        final int at = -position - 1;
        final int[] more = Arrays.copyOf(days, days.length + 1);
        System.arraycopy(days, at, more, at + 1, days.length - at);
        more[at] = day;
        days = more;
        return true;
    }

    boolean isEmpty() {
        return days.length == 0;
    }

    /**
     * @return milliseconds since 1970; without meaning when there is no purchase
     */
    long last() {
        return last;
    }

    /**
     * @param reference milliseconds since 1970 from which recency is counted back; later purchases are as recent as it
     * @return recency in days, NaN without a purchase; number of days with a purchase; sum of the amounts
     */
    double[] values(final long reference) {
        return new double[]{isEmpty() ? Double.NaN : Math.max(0, (double) reference - last) / MILLIS_PER_DAY, days.length, amount};
    }
}
