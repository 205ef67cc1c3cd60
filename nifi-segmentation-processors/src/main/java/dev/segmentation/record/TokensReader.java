// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.serialization.record.Record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Reads the tokens of records: an array of strings.
 */
public final class TokensReader {

    private final FieldPath field;

    /**
     * @param field where the tokens stand
     */
    public TokensReader(final FieldPath field) {
        this.field = field;
    }

    /**
     * @param index 0-based position of the record, for the message
     * @return the tokens in order, nulls left out; empty when the record has none
     * @throws RecordProblem when the field holds something else
     */
    public List<String> read(final Record record, final long index) {
        final Collection<?> values = switch (field.read(record)) {
            case null -> List.of();
            case final Object[] array -> Arrays.asList(array);
            case final Collection<?> collection -> collection;
            default -> throw notTokens(index);
        };
        final List<String> tokens = new ArrayList<>(values.size());
        for (final Object value : values) {
            if (value instanceof final String token) {
                tokens.add(token);
            } else if (value != null) {
                throw notTokens(index);
            }
        }
        return tokens;
    }

    private RecordProblem notTokens(final long index) {
        return new RecordProblem(index, field.name(), "is not an array of strings");
    }
}
