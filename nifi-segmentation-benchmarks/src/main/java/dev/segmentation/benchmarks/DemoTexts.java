// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The generated reviews that come with the demo, for the microbenchmarks: they are in every clone, and nobody's.
 */
public final class DemoTexts {

    private DemoTexts() {
    }

    /**
     * @param language en or zh
     * @return some 2,600 reviews
     */
    public static List<String> of(final String language) throws IOException {
        final List<String> texts = new ArrayList<>();
        new RecordFile(Programs.module().resolveSibling("nifi-segmentation-system-tests").resolve("src").resolve("demo").resolve("reviews-" + language + ".jsonl.gz"), Integer.MAX_VALUE)
                .texts("text").forEach(text -> {
                    if (text != null) {
                        texts.add(text);
                    }
                });
        return texts;
    }
}
