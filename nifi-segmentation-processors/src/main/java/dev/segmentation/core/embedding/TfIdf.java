// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Weighs the terms of a document: how often it has them, as such or as 1 + ln count (sublinear), times the inverse document
 * frequency ln((1 + n) / (1 + df)) + 1, scaled to length 1. Immutable.
 *
 * <p>Salton, Buckley: Term-weighting approaches in automatic text retrieval, Information Processing and Management 24
 * (1988), 513-523; the smoothing is that of scikit-learn's TfidfVectorizer.
 */
final class TfIdf {

    /** 1 + ln count of the counts that nearly all terms have. StrictMath: the same bits on every machine. */
    private static final double[] SUBLINEAR = IntStream.range(0, 256).mapToDouble(count -> 1 + StrictMath.log(count)).toArray();

    private final List<String> terms;
    private final float[] inverseDocumentFrequencies;
    private final boolean sublinear;
    private final Map<String, Integer> columns;

    /**
     * @param terms distinct
     * @param inverseDocumentFrequencies one positive weight per term
     * @param sublinear whether a count counts as 1 + ln count
     */
    TfIdf(final List<String> terms, final float[] inverseDocumentFrequencies, final boolean sublinear) {
        this.terms = List.copyOf(terms);
        this.sublinear = sublinear;
        this.inverseDocumentFrequencies = inverseDocumentFrequencies.clone();
        columns = new HashMap<>(terms.size() * 2);
        for (int column = 0; column < terms.size(); column++) {
            columns.put(terms.get(column), column);
        }
        if (columns.size() != terms.size() || inverseDocumentFrequencies.length != terms.size()) {
            throw new IllegalArgumentException(terms.size() + " terms, of them " + columns.size() + " distinct, and "
                    + inverseDocumentFrequencies.length + " weights");
        }
    }

    /**
     * Takes the terms that enough documents have and not too many; of more than the maximum vocabulary, those in most documents, ties by
     * alphabet. Columns are in alphabetical order.
     */
    static TfIdf fit(final TermCounts counts, final LatentSemanticOptions options) {
        final double most = options.maximumDocumentFrequency() * counts.documents();
        final List<Integer> ids = new ArrayList<>();
        for (int id = 0; id < counts.distinctTerms(); id++) {
            if (counts.documentFrequency(id) >= options.minimumDocumentFrequency() && counts.documentFrequency(id) <= most) {
                ids.add(id);
            }
        }
        if (ids.size() > options.maximumVocabulary()) {
            ids.sort(Comparator.<Integer>comparingInt(counts::documentFrequency).reversed().thenComparing(counts::term));
            ids.subList(options.maximumVocabulary(), ids.size()).clear();
        }
        ids.sort(Comparator.comparing(counts::term));

        final float[] weights = new float[ids.size()];
        for (int column = 0; column < weights.length; column++) {
            weights[column] = (float) (StrictMath.log((1.0 + counts.documents()) / (1.0 + counts.documentFrequency(ids.get(column)))) + 1);
        }
        return new TfIdf(ids.stream().map(counts::term).toList(), weights, options.sublinear());
    }

    List<String> terms() {
        return terms;
    }

    float[] inverseDocumentFrequencies() {
        return inverseDocumentFrequencies.clone();
    }

    boolean sublinear() {
        return sublinear;
    }

    /**
     * @return one row of length 1; without entries when no token is a term
     */
    SparseRows weigh(final List<String> tokens) {
        final int[] found = new int[tokens.size()];
        int size = 0;
        for (final String token : tokens) {
            final Integer column = columns.get(token);
            if (column != null) {
                found[size++] = column;
            }
        }
        Arrays.sort(found, 0, size);

        final int[] rowColumns = new int[size];
        final float[] values = new float[size];
        int distinct = 0;
        int start = 0;
        while (start < size) {
            int end = start + 1;
            while (end < size && found[end] == found[start]) {
                end++;
            }
            rowColumns[distinct] = found[start];
            values[distinct] = weight(found[start], end - start);
            distinct++;
            start = end;
        }
        normalize(values, 0, distinct);
        return new SparseRows(new int[] {0, distinct}, rowColumns, values, terms.size());
    }

    /**
     * @return the documents that were counted, one row each, weighed exactly as {@link #weigh} does
     */
    SparseRows weigh(final TermCounts counts) {
        final int[] columnOf = new int[counts.distinctTerms()];
        for (int id = 0; id < columnOf.length; id++) {
            columnOf[id] = columns.getOrDefault(counts.term(id), -1);
        }
        int entries = 0;
        for (long entry = 0; entry < counts.entries(); entry++) {
            entries += columnOf[counts.entryTerm(entry)] < 0 ? 0 : 1;
        }

        final int[] rowStarts = new int[Math.toIntExact(counts.documents()) + 1];
        final int[] rowColumns = new int[entries];
        final float[] values = new float[entries];
        long[] columnsAndCounts = new long[0];
        long entry = 0;
        int position = 0;
        for (int row = 0; row < counts.documents(); row++) {
            final int length = counts.documentLength(row);
            if (length > columnsAndCounts.length) {
                columnsAndCounts = new long[2 * length];
            }
            int size = 0;
            for (int i = 0; i < length; i++, entry++) {
                final int column = columnOf[counts.entryTerm(entry)];
                if (column >= 0) {
                    columnsAndCounts[size++] = (long) column << Integer.SIZE | counts.entryCount(entry);
                }
            }
            Arrays.sort(columnsAndCounts, 0, size);
            for (int i = 0; i < size; i++) {
                final int column = (int) (columnsAndCounts[i] >>> Integer.SIZE);
                rowColumns[position + i] = column;
                values[position + i] = weight(column, (int) columnsAndCounts[i]);
            }
            normalize(values, position, position + size);
            position += size;
            rowStarts[row + 1] = position;
        }
        return new SparseRows(rowStarts, rowColumns, values, terms.size());
    }

    private float weight(final int column, final int count) {
        return (float) (frequency(count) * inverseDocumentFrequencies[column]);
    }

    private double frequency(final int count) {
        if (!sublinear) {
            return count;
        }
        return count < SUBLINEAR.length ? SUBLINEAR[count] : 1 + StrictMath.log(count);
    }

    private static void normalize(final float[] values, final int from, final int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        final double norm = Math.sqrt(sum);
        for (int i = from; i < to; i++) {
            values[i] = (float) (values[i] / norm);
        }
    }
}
