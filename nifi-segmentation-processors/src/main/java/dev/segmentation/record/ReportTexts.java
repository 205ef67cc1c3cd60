// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.explain.TermPresence;
import org.apache.nifi.serialization.record.Record;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the report needs to know of single records, which is known only after all of them have been read once: which key terms some rows have, and the
 * texts of a few rows. Reads the records a second time and holds no more than that.
 */
public final class ReportTexts {

    private final SegmentedRecords input;
    private final TermPresence terms;
    private final Map<Integer, BitSet> presence = new HashMap<>();
    private final FieldPath textField;
    private final Set<Integer> textRows;
    private final Map<Integer, String> texts = new HashMap<>();

    /**
     * @param input the records as they were read first
     * @param terms looked for
     * @param termRows rows in which they are looked for
     * @param textField where the texts stand, or null
     * @param textRows rows whose texts are wanted; of a customer's records the first with a text is taken
     */
    public ReportTexts(final SegmentedRecords input, final TermPresence terms, final int[] termRows, final FieldPath textField, final Set<Integer> textRows) {
        this.input = input;
        this.terms = terms;
        this.textField = textField;
        this.textRows = textRows;
        for (final int row : termRows) {
            presence.put(row, new BitSet());
        }
    }

    /**
     * @param source the same records again
     * @param monitor asked at every record
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     */
    public void readAll(final RecordSource source, final TrainingMonitor monitor) {
        for (Record record = source.next(); record != null; record = source.next()) {
            monitor.checkCancelled();
            monitor.progress("records read for the report", source.index(), 0);
            final int row = input.row((int) source.index());
            final BitSet present = presence.get(row);
            if (present != null) {
                present.or(terms.of(input.tokens(record, source.index())));
            }
            if (textField != null && textRows.contains(row) && !texts.containsKey(row)) {
                final String text = textField.readText(record);
                if (text != null) {
                    texts.put(row, text);
                }
            }
        }
    }

    /** @return places of the terms that the records of a row have; the row is one of those asked for */
    public BitSet terms(final int row) {
        return presence.get(row);
    }

    /** @return the text of a row, or null */
    public String text(final int row) {
        return texts.get(row);
    }
}
