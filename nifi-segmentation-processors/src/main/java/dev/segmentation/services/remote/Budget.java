// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services.remote;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How many requests and tokens may be spent in a period. Thread-safe.
 */
final class Budget {

    private final long requestsPerPeriod;
    private final long tokensPerPeriod;
    private final long periodNanos;
    private final LongSupplier clock;
    private long periodStart;
    private long requests;
    private long tokens;

    /**
     * @param requestsPerPeriod 0 for any number
     * @param tokensPerPeriod 0 for any number
     * @param clock nanoseconds, as {@link System#nanoTime} gives them
     */
    Budget(final long requestsPerPeriod, final long tokensPerPeriod, final Duration period, final LongSupplier clock) {
        this.requestsPerPeriod = requestsPerPeriod;
        this.tokensPerPeriod = tokensPerPeriod;
        periodNanos = period.toNanos();
        this.clock = clock;
        periodStart = clock.getAsLong();
    }

    /**
     * Takes a request with its estimated tokens out of the budget. A request that is larger than a whole period's budget is let through when the period is
     * fresh: it would wait for ever.
     *
     * @return zero, or how long to wait before asking again: nothing has been taken then
     */
    synchronized Duration take(final long estimatedTokens) {
        final long now = clock.getAsLong();
        if (now - periodStart >= periodNanos) {
            periodStart += (now - periodStart) / periodNanos * periodNanos;
            requests = 0;
            tokens = 0;
        }
        final boolean enoughRequests = requestsPerPeriod == 0 || requests < requestsPerPeriod;
        final boolean enoughTokens = tokensPerPeriod == 0 || tokens == 0 || tokens + estimatedTokens <= tokensPerPeriod;
        if (!enoughRequests || !enoughTokens) {
            return Duration.ofNanos(periodStart + periodNanos - now);
        }
        requests++;
        tokens += estimatedTokens;
        return Duration.ZERO;
    }

    /**
     * Replaces an estimate by what the server counted.
     */
    synchronized void correct(final long estimatedTokens, final long countedTokens) {
        tokens = Math.max(0, tokens + countedTokens - estimatedTokens);
    }

    /**
     * @return about as many tokens as a tokenizer makes: one for four letters, one for a character of East Asian scripts
     */
    static long estimate(final String text) {
        long wide = 0;
        for (int i = 0; i < text.length(); i++) {
            wide += text.charAt(i) >= 0x2E80 ? 1 : 0;
        }
        return 1 + wide + (text.length() - wide) / 4;
    }
}
