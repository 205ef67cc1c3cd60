// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts of which it is known what belongs together.
 *
 * @param texts null where a record has a label and no text
 * @param labels number of each text's label, 0 for the first that occurs
 * @param distinctLabels how many labels occur
 */
record LabelledTexts(List<String> texts, int[] labels, int distinctLabels) implements TextSource {

    /**
     * Records without a label are left out.
     *
     * @throws UsageError when no record has a text, or none a label
     */
    static LabelledTexts read(final RecordFile file, final String textField, final String labelField) throws IOException {
        final RecordFile.Presence text = file.presence(textField);
        final RecordFile.Presence label = file.presence(labelField);
        final List<String> texts = new ArrayList<>();
        final List<Integer> labels = new ArrayList<>();
        final Map<String, Integer> numbers = new HashMap<>();
        file.forEach(record -> {
            final boolean hasText = text.see(record);
            if (label.see(record)) {
                texts.add(hasText ? record.path(textField).asText() : null);
                labels.add(numbers.computeIfAbsent(record.path(labelField).asText(), name -> numbers.size()));
            }
        });
        text.require();
        label.require();
        return new LabelledTexts(texts, labels.stream().mapToInt(Integer::intValue).toArray(), numbers.size());
    }

    @Override
    public void forEach(final Target target) throws IOException {
        for (final String text : texts) {
            target.accept(text);
        }
    }
}
