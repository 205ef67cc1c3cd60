// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import org.apache.nifi.processor.ProcessSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import static org.junit.jupiter.api.Assertions.assertEquals;

class OutputsTest {

    private final AtomicInteger commits = new AtomicInteger();

    /** A batching session calls what is for success after a failure as well. */
    @ParameterizedTest
    @CsvSource({"false, 1", "true, 0"})
    void actionsAreForWhatIsCommitted(final boolean failing, final int expected) {
        final AtomicInteger done = new AtomicInteger();
        final Outputs outputs = new Outputs(session(failing), null);
        outputs.afterCommit(done::incrementAndGet);
        assertEquals(0, done.get());
        outputs.transfer();
        assertEquals(expected, done.get());
        assertEquals(1, commits.get());
    }

    @Test
    void withoutActionsTheFrameworkCommits() {
        new Outputs(session(false), null).transfer();
        assertEquals(0, commits.get());
    }

    @SuppressWarnings("unchecked")
    private ProcessSession session(final boolean failing) {
        return (ProcessSession) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[]{ProcessSession.class}, (proxy, method, arguments) -> {
            assertEquals("commitAsync", method.getName());
            commits.incrementAndGet();
            if (failing) {
                ((Consumer<Throwable>) arguments[1]).accept(new IllegalStateException("disk full"));
            }
            ((Runnable) arguments[0]).run();
            return null;
        });
    }
}
