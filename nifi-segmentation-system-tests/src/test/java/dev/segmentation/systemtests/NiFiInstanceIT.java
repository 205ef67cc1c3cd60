// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NiFiInstanceIT {

    @Test
    void anotherProgramOnThePortIsNotTakenForNiFi() throws IOException {
        final HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        other.start();
        final Path directory = TestNiFi.directory(NiFiInstanceIT.class).resolve("nifi");
        try (NiFiInstance nifi = NiFiInstance.create(TestNiFi.TARGET.resolve("nifi"), directory, other.getAddress().getPort())) {
            final String sentence = assertThrows(NiFiTrouble.class, nifi::start).getMessage();
            assertTrue(sentence.startsWith("NiFi ended while starting, see "), sentence);
            assertFalse(nifi.isAlive());
        } finally {
            other.stop(0);
        }
    }
}
