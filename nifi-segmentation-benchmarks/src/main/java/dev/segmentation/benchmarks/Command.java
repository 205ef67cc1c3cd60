// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * One command of the launcher. A new one is a new class, named in {@link Benchmarks}.
 */
interface Command {

    String name();

    /** What stands behind the name in the help, one line per entry. */
    List<String> help();

    /**
     * @param arguments what stood behind the command's name
     * @param out gets the result, its last line is one JSON object
     * @throws UsageError when the arguments or the input are not usable
     */
    void run(List<String> arguments, PrintStream out) throws IOException;
}
