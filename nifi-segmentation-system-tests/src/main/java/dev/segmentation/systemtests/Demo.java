// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a NiFi, imports the template, segments the customers of one or several files and leaves NiFi running.
 */
public final class Demo {

    /** Every so many records of the shipped data are kept back and sent to the serving lane. */
    private static final int HELD_OUT_EVERY = 20;
    private static final int USUAL_PORT = 8080;
    private static final int GROUP_DISTANCE = 320;

    private final DemoOptions options;
    private final Path module;
    private final Path work;
    private final Path nifi;
    private final PrintStream out;

    /**
     * @param home the project
     * @param work NiFi, the flow's files and the results of the shipped data go below it
     */
    Demo(final DemoOptions options, final Path home, final Path work, final PrintStream out) {
        this.options = options;
        this.module = home.resolve("nifi-segmentation-system-tests");
        this.work = work;
        this.nifi = work.resolve("nifi");
        this.out = out;
    }

    /**
     * @param arguments see {@code ./demo --help}
     */
    public static void main(final String... arguments) {
        try {
            final Path home = Path.of(System.getProperty("segmentation.home"));
            final Path work = home.resolve("nifi-segmentation-system-tests").resolve("target").resolve("demo");
            new Demo(DemoOptions.parse(arguments), home, work, new PrintStream(System.out, true, StandardCharsets.UTF_8)).run();
        } catch (final DemoError | NiFiTrouble e) {
            fail(e.getMessage());
        } catch (final FileSystemException e) {
            fail("Cannot write or read " + e.getFile() + (e.getReason() == null ? "." : ": " + e.getReason() + "."));
        } catch (final IOException | UncheckedIOException e) {
            fail(e.getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            fail("Interrupted.");
        }
    }

    private static void fail(final String sentence) {
        System.err.println(sentence);
        System.exit(1);
    }

    void run() throws IOException, InterruptedException {
        if (options.stop()) {
            out.println(NiFiInstance.stopRunning(nifi) ? "The demo's NiFi is stopped." : "No NiFi of this demo is running.");
            return;
        }

        final Path stage = Directories.makeEmpty(work.resolve("stage"));
        final List<DemoData> sets = new ArrayList<>();
        for (final DemoData.Source source : sources()) {
            sets.add(stage(source, stage));
        }
        final int port = port();
        if (NiFiInstance.stopRunning(nifi)) {
            out.println("The NiFi of an earlier demo is stopped.");
        }
        Directories.makeEmpty(work.resolve("flow"));
        try (NiFiInstance instance = NiFiInstance.create(module.resolve("target").resolve("nifi"), nifi, port)) {
            out.println("Starting NiFi (log: " + instance.applicationLog() + ") ...");
            final long begin = System.nanoTime();
            instance.start();
            out.printf("NiFi runs after %d s: %s%n", (System.nanoTime() - begin) / 1_000_000_000L, instance.client().canvasUrl("root"));

            for (int i = 0; i < sets.size(); i++) {
                segment(sets.get(i), instance, i * GROUP_DISTANCE);
            }
            instance.leaveRunning();
        }
        out.println();
        out.println("NiFi goes on running: ./demo --stop ends it.");
    }

    private List<DemoData.Source> sources() {
        if (options.input() != null) {
            return List.of(new DemoData.Source("segment-customers", options.input(), options.text(), options.customer(), options.language(), options.embedding(),
                    options.segments(), options.output(), false));
        }
        final Path shipped = module.resolve("src").resolve("demo");
        return List.of(
                new DemoData.Source("segment-customers (English)", shipped.resolve("reviews-en.jsonl.gz"), "text", "customer_id", "en", "minilm-en", options.segments(),
                        work.resolve("english"), true),
                new DemoData.Source("segment-customers (Chinese)", shipped.resolve("reviews-zh.jsonl.gz"), "text", "customer_id", "zh", "bge-zh", options.segments(),
                        work.resolve("chinese"), true));
    }

    private DemoData stage(final DemoData.Source source, final Path stage) throws IOException {
        requireWritable(source.output());
        final String name = source.input().getFileName().toString().replaceFirst("\\.gz$", "").replaceFirst("^\\.+", "");
        final Path train = stage.resolve(name);
        final Path held = source.holdOut() ? stage.resolve("new-" + name) : null;
        try (BufferedWriter writer = Files.newBufferedWriter(train); BufferedWriter heldWriter = Files.newBufferedWriter(stage.resolve("new-" + name))) {
            final CustomerFile checked = CustomerFile.copy(source.input(), source.text(), source.customer(), (line, record) -> {
                final BufferedWriter target = held != null && record % HELD_OUT_EVERY == HELD_OUT_EVERY - 1 ? heldWriter : writer;
                target.write(line);
                target.write('\n');
            });
            final long kept = held == null ? 0 : checked.records() / HELD_OUT_EVERY;
            return new DemoData(source, train, held, checked.records() - kept, kept, checked.language());
        }
    }

    private static void requireWritable(final Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".writable", ""));
        } catch (final IOException e) {
            throw new DemoError("The output directory " + directory + " cannot be written.");
        }
    }

    private int port() throws IOException {
        final int wanted = options.port() == 0 ? USUAL_PORT : options.port();
        if (wanted == NiFiInstance.runningPort(nifi)) {
            return wanted;
        }
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (final IOException e) {
            if (options.port() == 0) {
                return NiFiInstance.freePort();
            }
            throw new DemoError("Port " + wanted + " is taken: give another one with --port, or none.");
        }
    }

    private void segment(final DemoData data, final NiFiInstance instance, final int y) throws IOException {
        final FlowDefinition template = FlowDefinition.read(module.resolveSibling("templates").resolve("segment-customers.json"));
        final String base = data.base();
        out.printf("%n%s: %,d records of %s, %s, %s segments%n", data.source().name(), data.records(), data.source().input().getFileName(), data.embedding(),
                data.source().segments());
        final SegmentationRun run = SegmentationRun.start(instance.client(), template, data.source().name(), work.resolve("flow").resolve(base), data.parameters(), y);
        run.train(data.train());
        new Progress(out, run, instance, data.records()).await(() -> run.isTrained(base));

        for (final String result : List.of("segments.jsonl", "report.html", "model.zip")) {
            Files.copy(run.trained(base, result), data.source().output().resolve(result), StandardCopyOption.REPLACE_EXISTING);
        }
        final SegmentTable table = SegmentTable.read(run.trained(base, "metrics.json"));
        table.write(data.source().output().resolve("metrics.json"));
        table.print(out);
        if (data.newRecords() != null) {
            run.serve(data.newRecords());
            new Progress(out, run, instance, data.kept()).await(run::isIdle);
            out.printf("Serving: %,d records that were kept back got their segments: %s%n", data.kept(), run.output("assigned"));
        }
        out.println("Report:  " + data.source().output().resolve("report.html"));
        out.println("Records: " + data.source().output().resolve("segments.jsonl"));
        out.println("Canvas:  " + instance.client().canvasUrl(run.groupId()));
        instance.client().groups(run.groupId()).forEach(group ->
                out.printf("         %s: %s%n", group.path("name").asText(), instance.client().canvasUrl(group.path("id").asText())));
    }
}
