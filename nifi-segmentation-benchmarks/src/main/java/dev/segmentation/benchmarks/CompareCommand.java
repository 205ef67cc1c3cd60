// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.segmentation.core.Workers;
import dev.segmentation.processors.ProcessorDefaults;
import dev.segmentation.processors.ProcessorDefaults.WordVectorSettings;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lets ours and a peer do the same work in turn, each in a process of its own, and compares the medians. Whatever else the machine does disturbs both.
 */
final class CompareCommand implements Command {

    private static final String ROUNDS = "--rounds";
    private static final int DEFAULT_ROUNDS = 3;
    private static final int MAXIMUM_ROUNDS = 100;

    @Override
    public String name() {
        return "compare";
    }

    @Override
    public List<String> help() {
        return List.of("compare word2vec --input FILE.jsonl[.gz] --text FIELD [--embedding word2vec-cbow|word2vec-skipgram]      beside gensim",
                "compare tfidf --input FILE.jsonl[.gz] --text FIELD                                                         beside scikit-learn",
                "compare encoder --input FILE.jsonl[.gz] --text FIELD [--embedding minilm-en|bge-en|bge-zh] [--batch N]     beside langchain4j",
                "        [--rounds N] [--language auto|en|zh|...] [--threads N] [--limit N]",
                "    ours and the peer in turn; the ratios say how many times faster ours is, on the clock and in processor time",
                "peers quality|tfidf|word2vec|kmeans|mini-batch|ward|silhouette [options, --help shows them]",
                "    a peer alone");
    }

    @Override
    public void run(final List<String> list, final PrintStream out) throws IOException {
        final String kind = SpeedCommand.kind(list);
        final Arguments arguments = new Arguments(list.subList(1, list.size()), CommonOptions.INPUT, CommonOptions.TEXT, CommonOptions.EMBEDDING, ROUNDS, CommonOptions.LANGUAGE,
                CommonOptions.THREADS, CommonOptions.LIMIT, SpeedCommand.BATCH);
        final int rounds = arguments.number(ROUNDS, DEFAULT_ROUNDS, MAXIMUM_ROUNDS);
        // Checked here, so that a mistake is told once and in our words.
        CommonOptions.of(arguments);
        arguments.required(CommonOptions.TEXT);
        if (arguments.has(SpeedCommand.BATCH) && !kind.equals(SpeedCommand.ENCODER)) {
            throw new UsageError(SpeedCommand.BATCH + " does not go with " + kind + ".");
        }
        switch (kind) {
            case SpeedCommand.WORD2VEC -> {
                final Path words = Files.createTempFile("words", ".txt");
                try {
                    compare(word2Vec(arguments, words), rounds, out);
                } finally {
                    Files.delete(words);
                }
            }
            case SpeedCommand.TF_IDF -> compare(tfIdf(arguments), rounds, out);
            default -> compare(encoder(arguments), rounds, out);
        }
    }

    private static Pair word2Vec(final Arguments arguments, final Path file) throws IOException {
        final CommonOptions common = CommonOptions.of(arguments);
        final Embedding embedding = SpeedCommand.word2Vec(arguments.optional(CommonOptions.EMBEDDING, Embedding.WORD2VEC_SKIP_GRAM.toString()));
        try (Workers workers = new Workers("words", common.threads())) {
            WordFile.write(file, Words.of(common.file().texts(arguments.required(CommonOptions.TEXT)), common.language(), workers));
        }
        final String threads = Integer.toString(common.threads());
        final WordVectorSettings settings = ProcessorDefaults.wordVectors(embedding.method());
        return new Pair(
                Programs.ours("speed", SpeedCommand.WORD2VEC, SpeedCommand.WORDS, file.toString(), CommonOptions.EMBEDDING, embedding.toString(), CommonOptions.THREADS, threads),
                Programs.python("word2vec.py", SpeedCommand.WORDS, file.toString(), "--architecture", embedding == Embedding.WORD2VEC_CBOW ? "cbow" : "skipgram",
                        "--dimensions", Integer.toString(settings.dimensions()), "--window", Integer.toString(settings.window()),
                        "--negative", Integer.toString(settings.negativeSamples()), "--subsampling", Double.toString(settings.subsampling()),
                        "--minimum-count", Integer.toString(settings.minimumCount()), "--epochs", Integer.toString(settings.epochs()), CommonOptions.THREADS, threads));
    }

    private static Pair tfIdf(final Arguments arguments) {
        if (arguments.has(CommonOptions.EMBEDDING)) {
            throw new UsageError(CommonOptions.EMBEDDING + " does not go with " + SpeedCommand.TF_IDF + ".");
        }
        final List<String> peer = new ArrayList<>(arguments.given(CommonOptions.INPUT, CommonOptions.TEXT, CommonOptions.LANGUAGE, CommonOptions.LIMIT));
        peer.addAll(List.of("--minimum-document-frequency", Integer.toString(ProcessorDefaults.minimumDocumentFrequency()),
                "--maximum-vocabulary", Integer.toString(ProcessorDefaults.maximumVocabulary())));
        final List<String> ours = new ArrayList<>(List.of("speed", SpeedCommand.TF_IDF));
        ours.addAll(arguments.given(CommonOptions.INPUT, CommonOptions.TEXT, CommonOptions.LANGUAGE, CommonOptions.THREADS, CommonOptions.LIMIT));
        return new Pair(Programs.ours(ours.toArray(String[]::new)), Programs.python("tfidf.py", peer.toArray(String[]::new)));
    }

    private static Pair encoder(final Arguments arguments) {
        final String model = SpeedCommand.sentenceModel(arguments.optional(CommonOptions.EMBEDDING, Embedding.MINILM_EN.toString())).toString();
        final List<String> options = new ArrayList<>(arguments.given(CommonOptions.INPUT, CommonOptions.TEXT, CommonOptions.THREADS, CommonOptions.LIMIT));
        options.addAll(List.of(CommonOptions.EMBEDDING, model));
        final List<String> ours = new ArrayList<>(List.of("speed", SpeedCommand.ENCODER));
        ours.addAll(options);
        ours.addAll(arguments.given(SpeedCommand.BATCH));
        return new Pair(Programs.ours(ours.toArray(String[]::new)), Programs.langchain4j(options.toArray(String[]::new)));
    }

    private static void compare(final Pair pair, final int rounds, final PrintStream out) throws IOException {
        final List<JsonNode> ours = new ArrayList<>();
        final List<JsonNode> peers = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            ours.add(Programs.lastLine(pair.ours()));
            out.printf(Locale.ROOT, "round %d  ours %s%n", round, ours.getLast());
            peers.add(Programs.lastLine(pair.peer()));
            out.printf(Locale.ROOT, "round %d  peer %s%n", round, peers.getLast());
        }
        final ObjectNode result = JsonNodeFactory.instance.objectNode();
        result.put("ours_seconds", QualityScores.round(median(ours, "seconds")));
        result.put("peer_seconds", QualityScores.round(median(peers, "seconds")));
        result.put("ratio", QualityScores.round(median(peers, "seconds") / median(ours, "seconds")));
        result.put("processor_ratio", QualityScores.round(median(peers, "processor_seconds") / median(ours, "processor_seconds")));
        out.println(result);
    }

    static double median(final List<JsonNode> runs, final String field) {
        final double[] sorted = runs.stream().mapToDouble(run -> run.path(field).asDouble()).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Two command lines that do the same work. */
    private record Pair(List<String> ours, List<String> peer) {
    }
}
