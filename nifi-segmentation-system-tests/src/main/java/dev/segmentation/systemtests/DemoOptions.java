// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the command line of the demo asks for.
 *
 * @param stop only stop the NiFi of the demo
 * @param input the customers' records, or null for the shipped data
 * @param text the field with the customer's words
 * @param customer the field with the customer's id, or null
 * @param language auto, en or zh
 * @param embedding a sentence model or tfidf, or null to choose by the language of the texts
 * @param segments how many segments to look for: a number, or automatic
 * @param output where the results go, or null for the shipped data
 * @param port the port of NiFi, or 0 for any
 */
public record DemoOptions(boolean stop, Path input, String text, String customer, String language, String embedding, String segments, Path output, int port) {

    private static final Set<String> NAMES = Set.of("--input", "--text", "--customer", "--language", "--embedding", "--segments", "--output", "--port");
    private static final List<String> LANGUAGES = List.of("auto", "en", "zh");
    private static final List<String> EMBEDDINGS = List.of("minilm-en", "bge-en", "bge-zh", "tfidf");
    private static final String DEFAULT_SEGMENTS = "8";
    private static final String AUTOMATIC = "automatic";
    private static final int MAXIMUM_SEGMENTS = 10_000;
    private static final int LARGEST_PORT = 65535;

    /**
     * @throws DemoError for anything that is not understood
     */
    public static DemoOptions parse(final String... arguments) {
        if (List.of(arguments).contains("--stop")) {
            if (arguments.length > 1) {
                throw new DemoError("--stop takes no other option.");
            }
            return new DemoOptions(true, null, null, null, "auto", null, DEFAULT_SEGMENTS, null, 0);
        }

        final Map<String, String> values = values(arguments);
        final boolean ownData = values.containsKey("--input");
        if (ownData && !(values.containsKey("--text") && values.containsKey("--output"))) {
            throw new DemoError("--input needs --text FIELD and --output DIR as well, see ./demo --help.");
        }
        if (!ownData && !Set.of("--port").containsAll(values.keySet())) {
            throw new DemoError("Without --input only --port can be given: the shipped data has its own settings, see ./demo --help.");
        }
        return new DemoOptions(false, path(values.get("--input")), values.get("--text"), values.get("--customer"),
                oneOf("--language", values.getOrDefault("--language", "auto"), LANGUAGES),
                values.containsKey("--embedding") ? oneOf("--embedding", values.get("--embedding"), EMBEDDINGS) : null,
                segments(values.getOrDefault("--segments", DEFAULT_SEGMENTS)),
                path(values.get("--output")),
                values.containsKey("--port") ? number("--port", values.get("--port"), LARGEST_PORT, "") : 0);
    }

    private static Map<String, String> values(final String... arguments) {
        final Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            final String name = arguments[i];
            if (!NAMES.contains(name)) {
                throw new DemoError("Unknown option '" + name + "', see ./demo --help.");
            }
            if (i + 1 == arguments.length || arguments[i + 1].isBlank()) {
                throw new DemoError(name + " needs a value, see ./demo --help.");
            }
            if (values.put(name, arguments[i + 1]) != null) {
                throw new DemoError(name + " is given twice.");
            }
        }
        return values;
    }

    private static Path path(final String value) {
        return value == null ? null : Path.of(value).toAbsolutePath().normalize();
    }

    private static String oneOf(final String name, final String value, final List<String> allowed) {
        if (!allowed.contains(value)) {
            throw new DemoError(name + " must be one of " + String.join(", ", allowed) + ", not '" + value + "'.");
        }
        return value;
    }

    private static String segments(final String value) {
        return AUTOMATIC.equals(value) ? value : Integer.toString(number("--segments", value, MAXIMUM_SEGMENTS, AUTOMATIC + " or "));
    }

    private static int number(final String name, final String value, final int largest, final String other) {
        try {
            final int number = Integer.parseInt(value);
            if (number >= 1 && number <= largest) {
                return number;
            }
        } catch (final NumberFormatException e) {
            throw notANumber(name, value, largest, other);
        }
        throw notANumber(name, value, largest, other);
    }

    private static DemoError notANumber(final String name, final String value, final int largest, final String other) {
        return new DemoError(name + " must be " + other + "a whole number from 1 to " + largest + ", not '" + value + "'.");
    }
}
