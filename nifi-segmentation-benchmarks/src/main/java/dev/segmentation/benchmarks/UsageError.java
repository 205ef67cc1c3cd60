// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

/**
 * Something that whoever typed the command can put right. The message is one clear sentence.
 */
final class UsageError extends RuntimeException {

    UsageError(final String message) {
        super(message);
    }
}
