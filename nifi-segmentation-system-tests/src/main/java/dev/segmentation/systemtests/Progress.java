// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells what the flow is doing while somebody waits for it: the step at work, how far a long step is, and NiFi's warnings.
 */
final class Progress {

    /** What the processors log of a long step: {@code ClusterCustomers[id=...] assigning: 3 of 10}. */
    private static final Pattern STEP = Pattern.compile("\\s\\w+\\[id=[0-9a-f-]{36}] ([^\\[\\]:]+: \\d+(?: of \\d+)?)$");
    private static final long POLL_MILLIS = 500;
    private static final int RESTING_POLLS = 60;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final PrintStream out;
    private final SegmentationRun run;
    private final NiFiInstance instance;
    private final long records;
    private final long begin = System.nanoTime();
    private List<String> shown = List.of();
    private long logPosition;
    private long lastBulletin;

    Progress(final PrintStream out, final SegmentationRun run, final NiFiInstance instance, final long records) throws IOException {
        this.out = out;
        this.run = run;
        this.instance = instance;
        this.records = records;
        this.logPosition = instance.applicationLog().toFile().length();
    }

    /**
     * Returns when the condition holds.
     *
     * @throws DemoError when the flow could not process the file, or has come to rest without what was waited for
     * @throws NiFiTrouble when NiFi ended
     */
    void await(final Condition condition) throws IOException {
        int resting = 0;
        while (!condition.holds()) {
            if (!instance.isAlive()) {
                throw new NiFiTrouble("NiFi ended while it was working, see " + instance.applicationLog());
            }
            showSteps();
            showLog();
            showBulletins();
            final String problem = run.problem().orElse(null);
            if (problem != null) {
                throw new DemoError("The flow could not process the file: " + problem);
            }
            resting = run.isIdle() ? resting + 1 : 0;
            if (resting > RESTING_POLLS) {
                throw new DemoError("The flow has come to rest without all its results: what it says stands above and in " + instance.applicationLog() + ".");
            }
            pause();
        }
        showSteps();
    }

    private void showSteps() {
        final List<String> working = run.working();
        if (!working.isEmpty() && !working.equals(shown)) {
            shown = working;
            line("%s (%,d records)", String.join(", ", working), records);
        }
    }

    private void showLog() throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(instance.applicationLog().toFile(), "r")) {
            log.seek(logPosition);
            for (String raw = log.readLine(); raw != null; raw = log.readLine()) {
                final Matcher step = STEP.matcher(new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
                if (step.find()) {
                    line("  %s", step.group(1));
                }
            }
            logPosition = log.getFilePointer();
        }
    }

    private void showBulletins() {
        for (final JsonNode bulletin : instance.client().bulletins(lastBulletin)) {
            lastBulletin = Math.max(lastBulletin, bulletin.path("id").asLong());
            line("  %s says: %s", bulletin.path("sourceName").asText(), bulletin.path("message").asText());
        }
    }

    private void line(final String format, final Object... arguments) {
        out.printf("[%4d s] %s%n", (System.nanoTime() - begin) / NANOS_PER_SECOND, String.format(format, arguments));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NiFiTrouble("Interrupted while waiting for NiFi.");
        }
    }

    /** What is waited for. */
    @FunctionalInterface
    interface Condition {

        /**
         * @return true when the waiting is over
         */
        boolean holds() throws IOException;
    }
}
