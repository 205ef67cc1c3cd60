// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Programs that end with a line of JSON, ours and those of the peers.
 */
final class Programs {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Programs() {
    }

    /**
     * @return the directory of this module, as the launcher says it
     */
    static Path module() {
        return Path.of(System.getProperty("benchmarks.home"));
    }

    /**
     * @return how to run one of our commands in a new virtual machine like this one
     */
    static List<String> ours(final String... arguments) {
        return java(System.getProperty("java.class.path"), Benchmarks.class.getName(), arguments);
    }

    static List<String> python(final String script, final String... arguments) {
        final List<String> command = new ArrayList<>(List.of(System.getenv().getOrDefault("PYTHON", "python3"), "-B", module().resolve("peers").resolve(script).toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    static List<String> langchain4j(final String... arguments) {
        final Path target = module().resolve("peers").resolve("langchain4j").resolve("target");
        final List<String> command = java(target.resolve("classes") + File.pathSeparator + target.resolve("lib") + File.separator + "*", "peers.Langchain4j", arguments);
        // Its tokenizer otherwise unpacks into the home directory, and reports its use.
        command.addAll(1, List.of("-DDJL_CACHE_DIR=" + target.resolve("djl"), "-DOPT_OUT_TRACKING=true"));
        return command;
    }

    /**
     * Runs a program; what it says on its error output is passed through.
     *
     * @return the JSON object in the last line that it printed
     * @throws UsageError when it cannot be started, fails, or ends otherwise
     */
    static JsonNode lastLine(final List<String> command) throws IOException {
        final Process process;
        try {
            process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        } catch (final IOException e) {
            throw new UsageError("Cannot start " + command.getFirst() + ".");
        }
        process.getOutputStream().close();
        String last = "";
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                last = line;
            }
            if (process.waitFor() != 0 || !last.startsWith("{")) {
                throw new UsageError(command.getFirst() + " failed: it should have printed its measurement.");
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted.");
        } finally {
            process.destroy();
        }
        return MAPPER.readTree(last);
    }

    private static List<String> java(final String classPath, final String mainClass, final String... arguments) {
        final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(List.of(arguments));
        return command;
    }
}
