// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.Workers;
import dev.segmentation.core.embedding.LatentSemanticOptions;
import dev.segmentation.core.embedding.TfIdfWeights;
import dev.segmentation.core.embedding.TokenTrainer;
import dev.segmentation.processors.ProcessorDefaults;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures one kind of work once, whole and in memory: reading the file and loading models do not count.
 */
final class SpeedCommand implements Command {

    static final String WORD2VEC = "word2vec";
    static final String TF_IDF = "tfidf";
    static final String ENCODER = "encoder";
    static final List<String> KINDS = List.of(WORD2VEC, TF_IDF, ENCODER);
    static final String WORDS = "--words";
    static final String BATCH = "--batch";

    /** Rounds before the one that counts: the JIT compiler is done by then. Training and inference take longer than it needs. */
    private static final int WARM_UPS = 5;
    private static final int MAXIMUM_BATCH = 1024;
    private static final double BYTES_PER_MEGABYTE = 1e6;

    @Override
    public String name() {
        return "speed";
    }

    @Override
    public List<String> help() {
        return List.of("speed word2vec --words FILE --embedding word2vec-cbow|word2vec-skipgram [--threads N]",
                "speed tfidf --input FILE.jsonl[.gz] --text FIELD [--language auto|en|zh|...] [--threads N] [--limit N]",
                "speed encoder --input FILE.jsonl[.gz] --text FIELD --embedding minilm-en|bge-en|bge-zh [--batch N] [--threads N] [--limit N]",
                "    seconds of one run, and how much was done in a second");
    }

    @Override
    public void run(final List<String> list, final PrintStream out) throws IOException {
        final List<String> options = list.isEmpty() ? list : list.subList(1, list.size());
        out.println(switch (kind(list)) {
            case WORD2VEC -> word2Vec(new Arguments(options, WORDS, CommonOptions.EMBEDDING, CommonOptions.THREADS));
            case TF_IDF -> tfIdf(new Arguments(options, CommonOptions.INPUT, CommonOptions.TEXT, CommonOptions.LANGUAGE, CommonOptions.THREADS, CommonOptions.LIMIT));
            default -> encoder(new Arguments(options, CommonOptions.INPUT, CommonOptions.TEXT, CommonOptions.EMBEDDING, CommonOptions.LANGUAGE, CommonOptions.THREADS,
                    CommonOptions.LIMIT, BATCH));
        });
    }

    /**
     * @return the first argument
     * @throws UsageError when it is no kind of work
     */
    static String kind(final List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new UsageError("The kind of work is missing: one of " + String.join(", ", KINDS) + ".");
        }
        return Arguments.choice("The kind of work", arguments.getFirst(), KINDS);
    }

    /**
     * @throws UsageError when it is no Word2Vec
     */
    static Embedding word2Vec(final String option) {
        return Embedding.of(Arguments.choice(CommonOptions.EMBEDDING, option, List.of(Embedding.WORD2VEC_CBOW.toString(), Embedding.WORD2VEC_SKIP_GRAM.toString())));
    }

    /**
     * @throws UsageError when it is no sentence model
     */
    static Embedding sentenceModel(final String option) {
        final Embedding embedding = Embedding.of(option);
        if (embedding.isFitted()) {
            throw new UsageError(CommonOptions.EMBEDDING + " must be a sentence model, not '" + option + "'.");
        }
        return embedding;
    }

    private static ObjectNode word2Vec(final Arguments arguments) throws IOException {
        final Embedding embedding = word2Vec(arguments.required(CommonOptions.EMBEDDING));
        final List<List<String>> words = WordFile.read(arguments.inputFile(WORDS));
        try (Workers workers = new Workers("speed", CommonOptions.threads(arguments))) {
            // What reads EmbedText's defaults is NiFi's framework for tests: no part of the training.
            final TokenTrainer<?> trainer = ProcessorDefaults.trainer(embedding.method(), null, 1);
            final Stopwatch watch = new Stopwatch();
            words.forEach(trainer::add);
            trainer.fit(workers, TrainingMonitor.NONE);
            final double trained = (double) words.stream().mapToInt(List::size).sum() * ProcessorDefaults.wordVectors(embedding.method()).epochs();
            return result(watch, trained, "words_per_second");
        }
    }

    private static ObjectNode tfIdf(final Arguments arguments) throws IOException {
        final CommonOptions common = CommonOptions.of(arguments);
        final List<String> texts = texts(common, arguments);
        final double megabytes = texts.stream().mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length).sum() / BYTES_PER_MEGABYTE;
        final LatentSemanticOptions options = ProcessorDefaults.latentSemantic();
        try (Workers workers = new Workers("speed", common.threads())) {
            for (int i = 0; i < WARM_UPS; i++) {
                TfIdfWeights.terms(Words.of(source(texts), common.language(), workers), options);
            }
            final Stopwatch watch = new Stopwatch();
            TfIdfWeights.terms(Words.of(source(texts), common.language(), workers), options);
            return result(watch, megabytes, "megabytes_per_second");
        }
    }

    private static ObjectNode encoder(final Arguments arguments) throws IOException {
        final CommonOptions common = CommonOptions.of(arguments);
        final Embedding embedding = sentenceModel(arguments.required(CommonOptions.EMBEDDING));
        final List<String> texts = texts(common, arguments);
        try (Embedder embedder = new SentenceEmbedder(source(texts), embedding.toString(), common.threads(), arguments.number(BATCH, 1, MAXIMUM_BATCH))) {
            final Stopwatch watch = new Stopwatch();
            embedder.embed(1, vector -> { });
            return result(watch, texts.size(), "texts_per_second");
        }
    }

    private static ObjectNode result(final Stopwatch watch, final double amount, final String rate) {
        final double seconds = watch.seconds();
        final double processorSeconds = watch.processorSeconds();
        final ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("seconds", QualityScores.round(seconds));
        result.put("processor_seconds", QualityScores.round(processorSeconds));
        result.put(rate, QualityScores.round(amount / seconds));
        return result;
    }

    /** Those that there are. */
    private static List<String> texts(final CommonOptions common, final Arguments arguments) throws IOException {
        final List<String> texts = new ArrayList<>();
        common.file().texts(arguments.required(CommonOptions.TEXT)).forEach(text -> {
            if (text != null) {
                texts.add(text);
            }
        });
        return texts;
    }

    private static TextSource source(final List<String> texts) {
        return target -> {
            for (final String text : texts) {
                target.accept(text);
            }
        };
    }
}
