// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding.words;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.cluster.RandomStream;

import java.util.ArrayList;
import java.util.List;

/**
 * Word2Vec with negative sampling. A word's vector is its input vector.
 *
 * <p>The vectors do not depend on the number of threads: the documents are cut into
 * small chunks, a fixed number of shards trains on one chunk each, all from the same vectors, and what they changed is added in the order of
 * the shards before the next chunks begin. Threads only decide who works for which shard.
 *
 * <p>Time is linear in words x epochs x dimensions x (negative samples + 1), for skip-gram times the window as well.
 *
 * @see <a href="https://arxiv.org/abs/1310.4546">Mikolov, Sutskever, Chen, Corrado, Dean: Distributed representations of words and phrases and
 *         their compositionality, 2013</a>
 */
public final class Word2VecTrainer extends WordVectorTrainer {

    private static final int SHARDS = 4;

    /** Words of a chunk: so few that the shards' vectors stay close, so many that copying and adding rows costs little. */
    private static final int MAXIMUM_CHUNK = 4096;
    private static final int MINIMUM_CHUNK = 64;
    private static final int ROUNDS_WANTED = 32;

    private static final double LAST_LEARNING_RATE = 1e-4;
    private static final long INITIAL_VALUES = -1;
    private static final int BYTES_PER_ROW = 16;

    private final Word2VecOptions options;

    /**
     * @param pooling how the model makes one vector of a document's words
     */
    public Word2VecTrainer(final Word2VecOptions options, final WordPooling pooling) {
        super(pooling, options.minimumCount(), options.maximumVocabulary(), options.memoryLimit());
        this.options = options;
    }

    @Override
    float[][] train(final Corpus corpus, final Workers workers, final TrainingMonitor monitor) {
        log.requireMemory(log.bytes() + bytes(corpus));

        final float[][] inputs = initialInputs(corpus.size());
        final float[][] outputs = new float[corpus.size()][options.dimensions()];
        final double[] keepProbabilities = keepProbabilities(corpus);
        final NegativeSampler sampler = new NegativeSampler(corpus.counts());
        final List<Word2VecShard> shards = new ArrayList<>();
        for (int shard = 0; shard < SHARDS; shard++) {
            shards.add(new Word2VecShard(corpus, options, keepProbabilities, sampler, inputs, outputs));
        }
        final int[] chunks = chunks(corpus);
        final long total = (long) options.epochs() * corpus.documents();
        for (int epoch = 0; epoch < options.epochs(); epoch++) {
            for (int first = 0; first < chunks.length - 1; first += SHARDS) {
                monitor.checkCancelled();
                final long done = (long) epoch * corpus.documents() + chunks[first];
                monitor.progress("Records trained on", done, total);
                trainRound(shards, chunks, first, epoch, (float) (options.learningRate() * Math.max(LAST_LEARNING_RATE, 1 - (double) done / total)), workers);
            }
        }
        return inputs;
    }

    /** Two tables, and the rows that the shards copy: at most a chunk's words as inputs, and those with the words that samples are drawn from as outputs. */
    private long bytes(final Corpus corpus) {
        final long row = options.dimensions() * (long) Float.BYTES + BYTES_PER_ROW;
        final long chunk = MAXIMUM_CHUNK + (long) corpus.maximumLength();
        final long copiedRows = Math.min(corpus.size(), chunk) + Math.min(corpus.size(), chunk + DocumentTrainer.poolSize(options.architecture()));
        return 2 * corpus.size() * (row + SHARDS * Integer.BYTES) + SHARDS * copiedRows * row;
    }

    private void trainRound(final List<Word2VecShard> shards, final int[] chunks, final int first, final int epoch, final float learningRate, final Workers workers) {
        final int active = Math.min(SHARDS, chunks.length - 1 - first);
        workers.forEach(active, shard -> {
            final int chunk = first + shard;
            shards.get(shard).train(chunks[chunk], chunks[chunk + 1], learningRate, new RandomStream(options.seed(), (long) epoch * chunks.length + chunk));
        });
        final List<RowChanges> inputs = shards.subList(0, active).stream().map(Word2VecShard::inputs).toList();
        final List<RowChanges> outputs = shards.subList(0, active).stream().map(Word2VecShard::outputs).toList();
        workers.forEach(active, shard -> {
            RowChanges.merge(inputs, shard);
            RowChanges.merge(outputs, shard);
        });
    }

    /** @return where each chunk of documents begins, and where the last one ends */
    private static int[] chunks(final Corpus corpus) {
        final long wanted = Math.clamp(corpus.tokens() / (SHARDS * ROUNDS_WANTED), MINIMUM_CHUNK, MAXIMUM_CHUNK);
        final List<Integer> starts = new ArrayList<>(List.of(0));
        long size = 0;
        for (int document = 0; document < corpus.documents(); document++) {
            size += corpus.length(document);
            if (size >= wanted) {
                starts.add(document + 1);
                size = 0;
            }
        }
        if (starts.getLast() < corpus.documents()) {
            starts.add(corpus.documents());
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private float[][] initialInputs(final int size) {
        final RandomStream random = new RandomStream(options.seed(), INITIAL_VALUES);
        final float[][] rows = new float[size][options.dimensions()];
        for (final float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) ((2 * random.nextDouble() - 1) / row.length);
            }
        }
        return rows;
    }

    /** The share of a word's occurrences that is kept; above 1 all are. */
    private double[] keepProbabilities(final Corpus corpus) {
        final double[] probabilities = new double[corpus.size()];
        final double threshold = options.subsampling() * corpus.tokens();
        for (int word = 0; word < probabilities.length; word++) {
            probabilities[word] = threshold == 0 ? 1 : (Math.sqrt(corpus.count(word) / threshold) + 1) * (threshold / corpus.count(word));
        }
        return probabilities;
    }
}
