// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.embedding.UntrainableException;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What {@code nifi-segmentation-benchmarks/run} starts.
 */
public final class Benchmarks {

    private static final int UNUSABLE = 2;
    private static final int FAILED = 1;

    private static final Command JMH = new JmhCommand();
    private static final List<Command> COMMANDS = List.of(new QualityCommand(), new VectorsCommand(), new KMeansCommand(),
            new AlgorithmCommand("mini-batch", Algorithm.MINI_BATCH_K_MEANS), new AlgorithmCommand("ward", Algorithm.AGGLOMERATIVE),
            new SilhouetteCommand(), new GenerateCommand(), new SpeedCommand(), new CompareCommand(), JMH);

    private Benchmarks() {
    }

    /**
     * Ends with exit code 0, with 2 when the command or its input is not usable, with 1 when something failed.
     *
     * @param arguments see {@code run --help}
     */
    public static void main(final String... arguments) {
        final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        final PrintStream errors = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        final int code = run(List.of(arguments), out, errors);
        if (code != 0) {
            System.exit(code);
        }
    }

    static int run(final List<String> arguments, final PrintStream out, final PrintStream errors) {
        // JMH has a help of its own.
        final boolean jmh = !arguments.isEmpty() && JMH.name().equals(arguments.getFirst());
        if (!jmh && (arguments.contains("--help") || arguments.contains("-h"))) {
            out.print(help());
            return 0;
        }
        try {
            command(arguments).run(arguments.subList(1, arguments.size()), out);
            return 0;
        } catch (final UsageError | UntrainableException e) {
            errors.println(e.getMessage());
            return UNUSABLE;
        } catch (final FileSystemException e) {
            errors.println("Cannot read or write " + e.getFile() + (e.getReason() == null ? "." : ": " + e.getReason() + "."));
            return UNUSABLE;
        } catch (final IOException | UncheckedIOException e) {
            errors.println(e.getMessage());
            return FAILED;
        }
    }

    private static Command command(final List<String> arguments) {
        final String names = COMMANDS.stream().map(Command::name).collect(Collectors.joining(", "));
        if (arguments.isEmpty()) {
            throw new UsageError("A command is missing: one of " + names + "; --help says more.");
        }
        return COMMANDS.stream()
                .filter(command -> command.name().equals(arguments.getFirst()))
                .findFirst()
                .orElseThrow(() -> new UsageError("Unknown command '" + arguments.getFirst() + "': it must be one of " + names + "; --help says more."));
    }

    private static String help() {
        return COMMANDS.stream()
                .flatMap(command -> command.help().stream())
                .map(line -> "  " + line + "\n")
                .collect(Collectors.joining("", "Measures quality and speed with the processors' own code. Commands:\n\n", ""));
    }
}
