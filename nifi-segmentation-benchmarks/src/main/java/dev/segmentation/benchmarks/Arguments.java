// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The options of one command: pairs of {@code --name value}.
 */
final class Arguments {

    private static final String HELP = ", see nifi-segmentation-benchmarks/run --help.";

    private final Map<String, String> values = new HashMap<>();

    /**
     * @param names that the command knows
     * @throws UsageError for an unknown name, a name without value, or one given twice
     */
    Arguments(final List<String> arguments, final String... names) {
        for (int i = 0; i < arguments.size(); i += 2) {
            final String name = arguments.get(i);
            if (!List.of(names).contains(name)) {
                throw new UsageError("Unknown option '" + name + "'" + HELP);
            }
            if (i + 1 == arguments.size() || arguments.get(i + 1).isBlank()) {
                throw new UsageError(name + " needs a value" + HELP);
            }
            if (values.put(name, arguments.get(i + 1)) != null) {
                throw new UsageError(name + " is given twice.");
            }
        }
    }

    /**
     * @throws UsageError when it was not given
     */
    String required(final String name) {
        final String value = values.get(name);
        if (value == null) {
            throw new UsageError(name + " is missing" + HELP);
        }
        return value;
    }

    String optional(final String name, final String standard) {
        return values.getOrDefault(name, standard);
    }

    boolean has(final String name) {
        return values.containsKey(name);
    }

    /**
     * @return those of the named options that were given, each followed by its value, for another command line
     */
    List<String> given(final String... names) {
        return Arrays.stream(names).filter(values::containsKey).flatMap(name -> Stream.of(name, values.get(name))).toList();
    }

    /**
     * @throws UsageError when it was not given, or there is no such file
     */
    Path inputFile(final String name) {
        final Path file = path(name);
        if (!Files.isRegularFile(file)) {
            throw new UsageError("There is no file " + file + ".");
        }
        if (!Files.isReadable(file)) {
            throw new UsageError(file + " cannot be read: permission denied.");
        }
        return file;
    }

    /**
     * @throws UsageError when it was not given, or nothing can be written there
     */
    Path outputFile(final String name) {
        final Path file = path(name);
        if (Files.isDirectory(file) || !Files.isDirectory(file.getParent()) || !Files.isWritable(file.getParent())) {
            throw new UsageError(file + " cannot be written: it must be a file in a directory that exists.");
        }
        return file;
    }

    /**
     * @param standard what it is when it was not given
     * @throws UsageError when it is no whole number from 1 to largest
     */
    int number(final String name, final int standard, final int largest) {
        return has(name) ? number(name, values.get(name), largest) : standard;
    }

    /**
     * @throws UsageError when it was not given, or is no whole number from 0 to largest
     */
    int numberFromZero(final String name, final int largest) {
        return number(name, required(name), 0, largest);
    }

    /**
     * @throws UsageError when the value is no whole number from 1 to largest
     */
    static int number(final String name, final String value, final int largest) {
        return number(name, value, 1, largest);
    }

    private static int number(final String name, final String value, final int least, final int largest) {
        try {
            final int number = Integer.parseInt(value);
            if (number >= least && number <= largest) {
                return number;
            }
        } catch (final NumberFormatException e) {
            throw notANumber(name, value, least, largest);
        }
        throw notANumber(name, value, least, largest);
    }

    /**
     * @throws UsageError when the value is not one of those allowed
     */
    static String choice(final String name, final String value, final List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new UsageError(name + " must be " + (allowed.size() == 1 ? "" : "one of ") + String.join(", ", allowed) + ", not '" + value + "'.");
        }
        return value;
    }

    private Path path(final String name) {
        final String value = required(name);
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (final InvalidPathException e) {
            throw new UsageError(name + " is not a path: " + e.getReason() + ".");
        }
    }

    private static UsageError notANumber(final String name, final String value, final int least, final int largest) {
        return new UsageError(name + " must be a whole number from " + least + " to " + largest + ", not '" + value + "'.");
    }
}
