// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/**
 * What the demo refuses before it starts a NiFi.
 */
class DemoTest {

    @TempDir
    private Path home;

    @Test
    void portTaken() throws IOException {
        final Path input = Files.writeString(home.resolve("in.jsonl"), "{\"text\": \"fine\"}\n");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final int port = socket.getLocalPort();
            assertEquals("Port " + port + " is taken: give another one with --port, or none.",
                    error("--input", input.toString(), "--text", "text", "--output", home.resolve("out").toString(), "--port", Integer.toString(port)));
        }
    }

    @Test
    void outputThatIsAFile() throws IOException {
        final Path input = Files.writeString(home.resolve("in.jsonl"), "{\"text\": \"fine\"}\n");
        assertEquals("The output directory " + input + " cannot be written.", error("--input", input.toString(), "--text", "text", "--output", input.toString()));
    }

    @Test
    void missingInput() {
        final Path input = home.resolve("nowhere.jsonl");
        assertEquals("There is no file " + input + ".", error("--input", input.toString(), "--text", "text", "--output", home.resolve("out").toString()));
    }

    @Test
    void stopWithoutNiFi() throws IOException, InterruptedException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Demo(DemoOptions.parse("--stop"), home, home.resolve("demo"), new PrintStream(bytes, true, StandardCharsets.UTF_8)).run();
        assertEquals("No NiFi of this demo is running." + System.lineSeparator(), bytes.toString(StandardCharsets.UTF_8));
    }

    private String error(final String... arguments) {
        final Demo demo = new Demo(DemoOptions.parse(arguments), home, home.resolve("demo"), new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        return assertThrows(DemoError.class, demo::run).getMessage();
    }
}
