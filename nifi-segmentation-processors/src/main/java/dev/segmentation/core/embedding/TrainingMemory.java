// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

/**
 * The heap that training may take.
 *
 * @param limit in bytes
 */
public record TrainingMemory(long limit) {

    private static final long MEBIBYTE = 1 << 20;

    /**
     * @param bytes that training needs in all
     * @param documents of the training set
     * @param distinctTokens in them
     * @throws UntrainableException when that is more than the limit
     */
    public void require(final long bytes, final long documents, final int distinctTokens) {
        if (bytes > limit) {
            throw new UntrainableException("training on " + documents + " records with " + distinctTokens + " distinct tokens needs about "
                    + Math.ceilDiv(bytes, MEBIBYTE) + " MB, more than the Training Memory Limit of " + limit / MEBIBYTE
                    + " MB: raise it, lower Dimensions or Maximum Vocabulary, or train on a sample of the records");
        }
    }
}
