// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.explain;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Which terms enough people used. A word of one or a few may be a name, an address or a number of theirs, and must not get into what is kept and shown. Counts no further than the minimum.
 * Memory: 4 bytes for every owner of a term up to the minimum, and 120 for a term; when there are more terms than allowed, those of the fewest owners are forgotten
 * until no more than half are left, and have to come again. What is too long for a word is not counted.
 */
public final class SharedTerms {

    private final int minimum;
    private final int maximumTerms;
    private final Map<String, int[]> owners = new HashMap<>();

    /**
     * @param minimum owners that a term needs, at least 1
     * @param maximumTerms terms that are kept, at least 1
     */
    public SharedTerms(final int minimum, final int maximumTerms) {
        if (minimum < 1 || maximumTerms < 1) {
            throw new IllegalArgumentException("minimum " + minimum + " and maximum of terms " + maximumTerms + " must be at least 1");
        }
        this.minimum = minimum;
        this.maximumTerms = maximumTerms;
    }

    /**
     * @param owner stands for a record or a customer; two of the same number count as one, which errs to the safe side
     * @param tokens of a text
     */
    public void add(final int owner, final Collection<String> tokens) {
        for (final String token : tokens) {
            if (token.length() > KeyTerms.LONGEST_WORD) {
                continue;
            }
            final int[] known = owners.get(token);
            if (known == null) {
                owners.put(token, new int[]{owner});
            } else if (known.length < minimum && Arrays.stream(known).noneMatch(other -> other == owner)) {
                final int[] more = Arrays.copyOf(known, known.length + 1);
                more[known.length] = owner;
                owners.put(token, more);
            }
        }
        if (owners.size() > maximumTerms) {
            forgetRarest();
        }
    }

    /** With room for as many again, so that not every new word has all of them looked through. */
    private void forgetRarest() {
        for (int fewest = 1; owners.size() > maximumTerms / 2; fewest++) {
            final int dropped = fewest;
            owners.values().removeIf(known -> known.length <= dropped);
        }
    }

    /**
     * @return terms that are kept now
     */
    int size() {
        return owners.size();
    }

    /**
     * @return whether at least the minimum of owners used it
     */
    public boolean isShared(final String term) {
        final int[] known = owners.get(term);
        return known != null && known.length >= minimum;
    }
}
