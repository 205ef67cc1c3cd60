// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers the distinct terms of a training set in the order in which they come. Filled by one thread.
 */
public final class TermDictionary {

    /** A hash entry, a boxed number, a string with the header of its array, and places in the tables. */
    private static final long BYTES_PER_TERM = 128;

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> terms = new ArrayList<>();
    private long characters;

    /**
     * @return the number of the term, 0..size-1; -1 when it is new
     */
    int find(final String term) {
        final Integer known = ids.get(term);
        return known == null ? -1 : known;
    }

    /**
     * @return the number of the term, 0..size-1; the next one when it is new
     */
    public int id(final String term) {
        final int known = find(term);
        if (known >= 0) {
            return known;
        }
        final int id = terms.size();
        ids.put(term, id);
        terms.add(term);
        characters += term.length();
        return id;
    }

    /**
     * @return distinct terms
     */
    public int size() {
        return terms.size();
    }

    /**
     * @param id 0..size-1
     */
    public String term(final int id) {
        return terms.get(id);
    }

    /**
     * @return bytes of heap held, estimated
     */
    public long bytes() {
        return terms.size() * BYTES_PER_TERM + characters * Character.BYTES;
    }
}
