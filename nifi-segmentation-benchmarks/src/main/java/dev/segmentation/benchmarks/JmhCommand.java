// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * The microbenchmarks, with the options of JMH.
 */
final class JmhCommand implements Command {

    @Override
    public String name() {
        return "jmh";
    }

    @Override
    public List<String> help() {
        return List.of("jmh [REGEX] [options of JMH, -h shows them]",
                "    microbenchmarks: words, word pieces, sentence models, Word2Vec, distance kernels");
    }

    @Override
    public void run(final List<String> arguments, final PrintStream out) throws IOException {
        org.openjdk.jmh.Main.main(arguments.toArray(String[]::new));
    }
}
