// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * The same work several times in one process. The first time is that of a fresh process: class loading and the JIT compiler take as long as the
 * work. The median is what a flow has that trains night after night.
 */
final class Repeats {

    static final String OPTION = "--repeats";

    private static final int WHEN_NOT_GIVEN = 3;
    private static final int MOST = 1000;

    private final int count;

    /**
     * @throws UsageError when the option is no number from 1 to 1000
     */
    Repeats(final Arguments arguments) {
        count = arguments.number(OPTION, WHEN_NOT_GIVEN, MOST);
    }

    /**
     * @param result gets {@code seconds}, the median, and {@code seconds_each}
     * @return what the work gave the last time
     */
    <T> T measure(final ObjectNode result, final Supplier<T> work) {
        final double[] seconds = new double[count];
        T done = null;
        for (int repeat = 0; repeat < count; repeat++) {
            final Stopwatch watch = new Stopwatch();
            done = work.get();
            seconds[repeat] = watch.seconds();
        }
        final List<Double> each = Arrays.stream(seconds).boxed().toList();
        Arrays.sort(seconds);
        result.put("seconds", QualityScores.round(seconds[count / 2]));
        each.forEach(time -> result.withArray("/seconds_each").add(QualityScores.round(time)));
        return done;
    }
}
