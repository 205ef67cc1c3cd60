// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services.remote;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long to wait before a request is tried again.
 */
final class RetryDelay {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final int MAXIMUM_DOUBLINGS = 10;

    private RetryDelay() {
    }

    /**
     * @param attempt that failed, from 1
     * @param retryAfter the header's value, seconds or an HTTP date; nothing when there is none
     * @param jitter from 0 to 1, so that requests that failed together do not come back together
     * @return what the server asked for, or twice as long with each attempt
     */
    static Duration of(final int attempt, final Optional<String> retryAfter, final Instant now, final double jitter) {
        return retryAfter.flatMap(value -> parse(value, now)).orElseGet(() -> {
            final long doubled = FIRST.toMillis() << Math.min(attempt - 1, MAXIMUM_DOUBLINGS);
            return Duration.ofMillis((long) (doubled * (0.5 + jitter / 2)));
        });
    }

    private static Optional<Duration> parse(final String value, final Instant now) {
        try {
            return Optional.of(Duration.ofMillis(Math.max(0, (long) (1000 * Double.parseDouble(value.strip())))));
        } catch (final NumberFormatException e) {
            try {
                final Duration until = Duration.between(now, ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
                return Optional.of(until.isNegative() ? Duration.ZERO : until);
            } catch (final DateTimeException notADate) {
                return Optional.empty();
            }
        }
    }
}
