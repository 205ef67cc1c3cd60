// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real NiFi as a process of its own: on the loopback address, without login, with everything it writes below one directory.
 * It ends with the JVM that started it unless {@link #leaveRunning()} is called.
 */
public final class NiFiInstance implements AutoCloseable {

    private static final List<String> CONFIGURATION =
            List.of("nifi.properties", "logback.xml", "authorizers.xml", "login-identity-providers.xml", "state-management.xml");
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 250;

    private final Path directory;
    private final Path lib;
    private final int port;
    private final Thread stopAtExit = new Thread(this::kill, "nifi-stop-at-exit");
    private ProcessHandle process;

    private NiFiInstance(final Path directory, final Path lib, final int port) {
        this.directory = directory;
        this.lib = lib;
        this.port = port;
    }

    /**
     * Lays out a fresh instance. What stood in the directory is deleted, a NiFi that still ran there is stopped.
     *
     * @param assembly the assembled NiFi: lib/ is used in place, extensions/ is copied
     * @param directory the instance's own directory
     * @param port the port of the user interface and of the REST API
     */
    public static NiFiInstance create(final Path assembly, final Path directory, final int port) throws IOException {
        final Path home = directory.toAbsolutePath().normalize();
        stopRunning(home);
        Directories.makeEmpty(home);
        for (final String child : List.of("conf", "logs", "tmp", "extensions")) {
            Files.createDirectories(home.resolve(child));
        }

        final NiFiInstance instance = new NiFiInstance(home, assembly.toAbsolutePath().normalize().resolve("lib"), port);
        for (final String name : CONFIGURATION) {
            instance.configure(name);
        }
        try (Stream<Path> archives = Files.list(assembly.resolve("extensions"))) {
            for (final Path archive : archives.toList()) {
                Files.copy(archive, home.resolve("extensions").resolve(archive.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return instance;
    }

    /**
     * @return a port on the loopback address that nothing listened on a moment ago
     */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /**
     * Starts the process, with the JDK that runs this code, and returns when its REST API answers.
     *
     * @throws NiFiTrouble when NiFi ends or does not answer; the message names the log
     */
    public void start() throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/nohup"))) {
            // Closing the terminal must not end a NiFi that was left running.
            command.add("/usr/bin/nohup");
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                marker(directory),
                "-Xmx2g",
                "-Djava.awt.headless=true",
                "-Djava.net.preferIPv4Stack=true",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.io.tmpdir=" + directory.resolve("tmp"),
                "-Dorg.apache.nifi.bootstrap.config.log.dir=" + directory.resolve("logs"),
                "-Dorg.apache.nifi.management.server.address=127.0.0.1:" + freePort(),
                "-cp", "conf" + System.getProperty("path.separator") + lib + "/*",
                "org.apache.nifi.NiFi"));
        final ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(consoleLog().toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("NIFI_") || "JAVA_TOOL_OPTIONS".equals(name));
        final long logged = applicationLog().toFile().length();
        Runtime.getRuntime().addShutdownHook(stopAtExit);
        process = builder.start().toHandle();
        Files.writeString(directory.resolve("nifi.pid"), process.pid() + "\n");
        awaitAnswer(logged);
    }

    private void awaitAnswer(final long logged) throws IOException, InterruptedException {
        final NiFiClient client = client();
        final long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!(hasStarted(logged) && client.isAnswering())) {
            if (!process.isAlive()) {
                throw new NiFiTrouble("NiFi ended while starting, see " + applicationLog() + " and " + consoleLog());
            }
            if (System.nanoTime() > deadline) {
                throw new NiFiTrouble("NiFi did not answer within " + START_LIMIT.toMinutes() + " minutes, see " + applicationLog());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /**
     * An answer alone proves nothing: another program may have taken the port after it was found free. Only this NiFi writes to this log.
     */
    private boolean hasStarted(final long logged) throws IOException {
        if (!Files.exists(applicationLog())) {
            return false;
        }
        try (InputStream in = Files.newInputStream(applicationLog())) {
            in.skipNBytes(logged);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).contains("Started Application in");
        }
    }

    /**
     * @return true while the process lives
     */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /**
     * Ends NiFi as an operator does (SIGTERM) and waits for it.
     */
    public void stop() {
        if (process != null) {
            end(process);
            forgetExit();
        }
    }

    /**
     * Ends NiFi as a power failure does (SIGKILL) and waits until the process is gone.
     */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            forgetExit();
        }
    }

    /**
     * From now on NiFi outlives this JVM.
     */
    public void leaveRunning() {
        forgetExit();
        process = null;
    }

    @Override
    public void close() {
        stop();
    }

    private void forgetExit() {
        if (Thread.currentThread() != stopAtExit) {
            Runtime.getRuntime().removeShutdownHook(stopAtExit);
        }
    }

    /**
     * @return a client of this NiFi's REST API
     */
    public NiFiClient client() {
        return new NiFiClient(URI.create("http://127.0.0.1:" + port));
    }

    /**
     * @return the instance's directory
     */
    public Path directory() {
        return directory;
    }

    /**
     * @return NiFi's own log
     */
    public Path applicationLog() {
        return directory.resolve("logs").resolve("nifi-app.log");
    }

    private Path consoleLog() {
        return directory.resolve("logs").resolve("nifi-console.log");
    }

    /**
     * Stops the NiFi that runs in a directory, whoever started it.
     *
     * @return true when there was one
     */
    public static boolean stopRunning(final Path directory) {
        final Optional<ProcessHandle> running = running(directory);
        running.ifPresent(NiFiInstance::end);
        return running.isPresent();
    }

    /**
     * @return the port of the NiFi that runs in a directory, or 0 when none runs there
     */
    public static int runningPort(final Path directory) throws IOException {
        final Path configuration = directory.resolve("conf").resolve("nifi.properties");
        if (running(directory).isEmpty() || !Files.exists(configuration)) {
            return 0;
        }
        final Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(configuration)) {
            properties.load(in);
        }
        return Integer.parseInt(properties.getProperty("nifi.web.http.port"));
    }

    /**
     * Found by its command line, not by a file: a pid file may be deleted by a clean build, or name a process of somebody else by now.
     */
    private static Optional<ProcessHandle> running(final Path directory) {
        final String marker = marker(directory.toAbsolutePath().normalize());
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info().arguments().map(arguments -> Arrays.asList(arguments).contains(marker)).orElse(false))
                .findFirst();
    }

    private static void end(final ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        } catch (final CompletionException e) {
            process.destroyForcibly();
            process.onExit().orTimeout(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    /** Doubles as the option by which NiFi finds its properties. */
    private static String marker(final Path directory) {
        return "-Dnifi.properties.file.path=" + directory.resolve("conf").resolve("nifi.properties");
    }

    private void configure(final String name) throws IOException {
        final Map<String, String> values = Map.of("@port@", Integer.toString(port), "@lib@", lib.toString(), "@key@", UUID.randomUUID().toString());
        try (InputStream in = NiFiInstance.class.getResourceAsStream("/nifi/conf/" + name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (final Map.Entry<String, String> value : values.entrySet()) {
                text = text.replace(value.getKey(), value.getValue());
            }
            Files.writeString(directory.resolve("conf").resolve(name), text);
        }
    }
}
