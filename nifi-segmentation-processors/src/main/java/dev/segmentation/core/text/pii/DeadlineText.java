// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.time.Duration;

/**
 * A text that stops whoever reads it too long: a regular expression cannot be interrupted, but it has to read.
 */
final class DeadlineText implements CharSequence {

    /** Reading the clock for every character would take longer than matching it. */
    private static final int READS_BETWEEN_LOOKS = 1024;

    private final String text;
    private final long deadline;
    private int reads;

    /**
     * @param deadline in the time of {@link System#nanoTime}
     */
    DeadlineText(final String text, final long deadline) {
        this.text = text;
        this.deadline = deadline;
    }

    static long deadline(final Duration timeout) {
        return System.nanoTime() + timeout.toNanos();
    }

    /**
     * @throws Passed when the deadline has passed
     */
    @Override
    public char charAt(final int index) {
        reads++;
        if (reads == READS_BETWEEN_LOOKS) {
            reads = 0;
            if (System.nanoTime() - deadline > 0) {
                throw new Passed();
            }
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(final int start, final int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    /** The deadline has passed. */
    static final class Passed extends RuntimeException {

        private Passed() {
            super(null, null, false, false);
        }
    }
}
