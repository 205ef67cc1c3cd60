// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CompareCommandTest {

    @Test
    void medians() {
        assertEquals(4, CompareCommand.median(runs(4), "seconds"));
        assertEquals(3, CompareCommand.median(runs(9, 3, 1), "seconds"));
        assertEquals(2.5, CompareCommand.median(runs(3, 2), "seconds"));
    }

    @Test
    void programsMustStartSucceedAndMeasure() throws IOException {
        assertEquals(2, Programs.lastLine(List.of("sh", "-c", "echo something; echo '{\"seconds\": 2}'")).path("seconds").asInt());
        assertThrows(UsageError.class, () -> Programs.lastLine(List.of("no-such-program")));
        assertThrows(UsageError.class, () -> Programs.lastLine(List.of("sh", "-c", "echo '{}'; exit 3")));
        assertThrows(UsageError.class, () -> Programs.lastLine(List.of("sh", "-c", "echo done")));
    }

    private static List<JsonNode> runs(final double... seconds) {
        return DoubleStream.of(seconds).<JsonNode>mapToObj(second -> JsonNodeFactory.instance.objectNode().put("seconds", second)).toList();
    }
}
