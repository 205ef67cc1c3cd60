// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.RandomStream;
import dev.segmentation.core.embedding.UntrainableException;

/**
 * GloVe: vectors whose products are the logarithms of how often words stand near each other. A word's vector is the sum of its two.
 *
 * <p>The vectors do not depend on the number of threads: pairs of words are worked on in rounds of blocks that share no word on the same side,
 * and in a fixed order within a block.
 *
 * <p>Time is linear in words x window for counting, and in distinct pairs x epochs x dimensions for training.
 *
 * @see <a href="https://aclanthology.org/D14-1162/">Pennington, Socher, Manning: GloVe: Global vectors for word representation, 2014</a>
 */
public final class GloVeTrainer extends WordVectorTrainer {

    private static final long WORD_VALUES = -1;
    private static final long NEIGHBOUR_VALUES = -2;
    private static final int BYTES_PER_ROW = 32;
    private static final int ENTRIES_BETWEEN_CHECKS = 1 << 14;

    /** The table of pairs is at most half full, and its length must stay within that of an array. */
    private static final int MAXIMUM_PAIRS = 1 << 29;

    private final GloVeOptions options;

    /**
     * @param pooling how the model makes one vector of a document's words
     */
    public GloVeTrainer(final GloVeOptions options, final WordPooling pooling) {
        super(pooling, options.minimumCount(), options.maximumVocabulary(), options.memoryLimit());
        this.options = options;
    }

    @Override
    float[][] train(final Corpus corpus, final Workers workers, final TrainingMonitor monitor) {
        final long tables = 4L * corpus.size() * (options.dimensions() * (long) Float.BYTES + BYTES_PER_ROW);
        final CooccurrenceBlocks blocks = blocks(corpus, log.bytes() + tables, monitor);
        final GloVeSide words = new GloVeSide(corpus.size(), options.dimensions(), new RandomStream(options.seed(), WORD_VALUES));
        final GloVeSide neighbours = new GloVeSide(corpus.size(), options.dimensions(), new RandomStream(options.seed(), NEIGHBOUR_VALUES));
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            monitor.progress("Epochs", epoch, options.epochs());
            for (int shift = 0; shift < CooccurrenceBlocks.GROUPS; shift++) {
                final int neighbourShift = shift;
                workers.forEach(CooccurrenceBlocks.GROUPS, group -> train(blocks, group, (group + neighbourShift) % CooccurrenceBlocks.GROUPS, words, neighbours, monitor));
            }
        }
        for (int word = 0; word < corpus.size(); word++) {
            Rows.add(words.row(word), neighbours.row(word));
        }
        return words.rows();
    }

    private CooccurrenceBlocks blocks(final Corpus corpus, final long otherBytes, final TrainingMonitor monitor) {
        final Cooccurrences cooccurrences = new Cooccurrences();
        final int[] document = new int[corpus.maximumLength()];
        for (int number = 0; number < corpus.documents(); number++) {
            monitor.checkCancelled();
            monitor.progress("Records counted", number, corpus.documents());
            final int length = corpus.read(number, document);
            for (int position = 0; position < length; position++) {
                if (cooccurrences.size() > MAXIMUM_PAIRS - options.window()) {
                    throw new UntrainableException("more than " + MAXIMUM_PAIRS + " pairs of words: lower Maximum Vocabulary or Window, or train on a sample of the records");
                }
                log.requireMemory(otherBytes + Math.max(cooccurrences.bytesOfNextAdd(), cooccurrences.bytes() + CooccurrenceBlocks.bytes(cooccurrences.size())));
                for (int other = Math.max(0, position - options.window()); other < position; other++) {
                    cooccurrences.add(document[position], document[other], 1f / (position - other));
                }
            }
        }
        if (cooccurrences.size() == 0) {
            throw new UntrainableException("no record has two words of the vocabulary: GloVe learns from words that stand near each other");
        }
        return CooccurrenceBlocks.of(cooccurrences, options.maximumCooccurrence(), options.seed());
    }

    private void train(final CooccurrenceBlocks blocks, final int wordGroup, final int neighbourGroup, final GloVeSide words, final GloVeSide neighbours,
            final TrainingMonitor monitor) {
        final float[] before = new float[options.dimensions()];
        final float learningRate = (float) options.learningRate();
        for (int entry = blocks.start(wordGroup, neighbourGroup); entry < blocks.end(wordGroup, neighbourGroup); entry++) {
            if (entry % ENTRIES_BETWEEN_CHECKS == 0) {
                monitor.checkCancelled();
            }
            final int word = blocks.word(entry);
            final int neighbour = blocks.neighbour(entry);
            final float error = Rows.dot(words.row(word), neighbours.row(neighbour)) + words.bias(word) + neighbours.bias(neighbour) - blocks.logarithm(entry);
            final float gradient = blocks.weight(entry) * error;
            System.arraycopy(words.row(word), 0, before, 0, before.length);
            words.step(word, gradient, neighbours.row(neighbour), learningRate);
            neighbours.step(neighbour, gradient, before, learningRate);
        }
    }
}
