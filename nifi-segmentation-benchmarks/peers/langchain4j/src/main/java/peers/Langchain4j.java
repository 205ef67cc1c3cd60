// SPDX-License-Identifier: Apache-2.0
package peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * How fast langchain4j embeds the texts of a file, all given to {@code embedAll} at once. Loading the model does not count.
 */
public final class Langchain4j {

    private static final int GZIP_MAGIC = 0x1f8b;
    private static final double NANOS_PER_SECOND = 1e9;

    private Langchain4j() {
    }

    /**
     * @param arguments --input FILE --text FIELD --embedding NAME [--threads N] [--limit N]
     */
    public static void main(final String... arguments) throws IOException {
        final Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        final List<TextSegment> texts = read(Path.of(options.get("--input")), options.get("--text"), Integer.parseInt(options.getOrDefault("--limit", "" + Integer.MAX_VALUE)));
        final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        try (ExecutorService executor = Executors.newFixedThreadPool(Integer.parseInt(options.getOrDefault("--threads", "2")))) {
            final EmbeddingModel model = model(options.get("--embedding"), executor);
            final long start = System.nanoTime();
            final long processorStart = system.getProcessCpuTime();
            model.embedAll(texts);
            final double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            final double processorSeconds = (system.getProcessCpuTime() - processorStart) / NANOS_PER_SECOND;
            System.out.printf(Locale.ROOT, "{\"seconds\":%f,\"processor_seconds\":%f,\"texts_per_second\":%f}%n", seconds, processorSeconds, texts.size() / seconds);
        }
    }

    private static EmbeddingModel model(final String name, final ExecutorService executor) {
        return switch (name) {
            case "minilm-en" -> new dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel(executor);
            case "bge-en" -> new dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel(executor);
            case "bge-zh" -> new dev.langchain4j.model.embedding.onnx.bgesmallzhv15q.BgeSmallZhV15QuantizedEmbeddingModel(executor);
            default -> throw new IllegalArgumentException("no such model: " + name);
        };
    }

    private static List<TextSegment> read(final Path file, final String field, final int limit) throws IOException {
        final ObjectMapper mapper = new ObjectMapper();
        final List<TextSegment> texts = new ArrayList<>();
        int records = 0;
        try (BufferedReader in = open(file)) {
            for (String line = in.readLine(); line != null && records < limit; line = in.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                records++;
                final JsonNode value = mapper.readTree(line).path(field);
                if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
                    texts.add(TextSegment.from(value.asText()));
                }
            }
        }
        return texts;
    }

    private static BufferedReader open(final Path file) throws IOException {
        final InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        raw.mark(2);
        final boolean packed = (raw.read() << 8 | raw.read()) == GZIP_MAGIC;
        raw.reset();
        return new BufferedReader(new InputStreamReader(packed ? new GZIPInputStream(raw) : raw, StandardCharsets.UTF_8));
    }
}
