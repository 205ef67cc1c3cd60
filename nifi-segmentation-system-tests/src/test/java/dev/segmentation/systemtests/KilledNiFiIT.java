// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * SIGKILL in the middle of the work: after a restart every record is in the output exactly once.
 */
class KilledNiFiIT {

    private static final int FILES = 240;
    private static final int RECORDS_PER_FILE = 12;
    private static final int TRAINING_FILES = 3;
    private static final int TRAINING_RECORDS = 150;
    private static final int WRITTEN_BEFORE_KILL = 15;

    @Test
    void everyRecordOnceAfterKills() throws IOException, InterruptedException {
        try (NiFiInstance nifi = TestNiFi.create(KilledNiFiIT.class)) {
            nifi.start();
            final SegmentationRun run = TestNiFi.start(KilledNiFiIT.class, nifi, TestNiFi.template(), "killed", Map.of("Number of Segments", Integer.toString(Texts.THEMES)));
            run.train(TestNiFi.file(KilledNiFiIT.class, "first.jsonl", Texts.english(TRAINING_RECORDS, 1000)));
            TestNiFi.await(() -> run.isTrained("first"));

            final List<String> lines = new ArrayList<>();
            for (int i = 0; i < FILES; i++) {
                final List<String> file = Texts.english(RECORDS_PER_FILE, i);
                lines.addAll(file);
                run.serve(TestNiFi.file(KilledNiFiIT.class, "new-" + i + ".jsonl", file));
            }
            final List<String> training = new ArrayList<>(Texts.english(TRAINING_RECORDS, 1000));
            for (int i = 0; i < TRAINING_FILES; i++) {
                final List<String> file = Texts.english(TRAINING_RECORDS, 2000 + i);
                training.addAll(file);
                run.train(TestNiFi.file(KilledNiFiIT.class, "train-" + i + ".jsonl", file));
            }

            killAfter(nifi, run, WRITTEN_BEFORE_KILL);
            nifi.start();
            killAfter(nifi, run, written(run) + WRITTEN_BEFORE_KILL);
            nifi.start();
            TestNiFi.await(run::isIdle);

            final Stream<JsonNode> served = Stream.concat(TestNiFi.records(run, "assigned", ".jsonl").stream(), TestNiFi.records(run, "unknown", ".jsonl").stream());
            assertEquals(Texts.ids(lines), TestNiFi.sortedIds(served.toList()));
            assertEquals(Texts.ids(training), TestNiFi.sortedIds(TestNiFi.records(run, "trained", ".segments.jsonl")));
            assertTrue(run.problem().isEmpty());
        }
    }

    private static void killAfter(final NiFiInstance nifi, final SegmentationRun run, final int files) throws IOException {
        TestNiFi.await(() -> written(run) >= files);
        nifi.kill();
        assertTrue(written(run) < FILES, "the flow was faster than the test");
    }

    private static int written(final SegmentationRun run) throws IOException {
        final Path directory = run.output("assigned");
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return (int) files.filter(file -> !file.getFileName().toString().startsWith(".")).count();
        }
    }
}
