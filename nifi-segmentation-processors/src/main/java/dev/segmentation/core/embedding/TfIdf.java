// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Weighs the terms of a document: (1 + ln count) times the inverse document frequency ln((1 + n) / (1 + df)) + 1, scaled to
 * length 1. Immutable.
 *
 * <p>Salton, Buckley: Term-weighting approaches in automatic text retrieval, Information Processing and Management 24
 * (1988), 513-523; the smoothing is that of scikit-learn's TfidfVectorizer(sublinear_tf=True).
 */
final class TfIdf {

    private final List<String> terms;
    private final float[] inverseDocumentFrequencies;
    private final Map<String, Integer> columns;

    /**
     * @param terms distinct
     * @param inverseDocumentFrequencies one positive weight per term
     */
    TfIdf(final List<String> terms, final float[] inverseDocumentFrequencies) {
        this.terms = List.copyOf(terms);
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
     * Takes the terms of at least minimumDocumentFrequency documents; of more than maximumVocabulary, those in most documents,
     * ties by alphabet. Columns are in alphabetical order.
     */
    static TfIdf fit(final TermCounts counts, final int minimumDocumentFrequency, final int maximumVocabulary) {
        final List<Integer> ids = new ArrayList<>();
        for (int id = 0; id < counts.distinctTerms(); id++) {
            if (counts.documentFrequency(id) >= minimumDocumentFrequency) {
                ids.add(id);
            }
        }
        ids.sort(Comparator.<Integer>comparingInt(counts::documentFrequency).reversed().thenComparing(counts::term));
        final List<Integer> kept = new ArrayList<>(ids.subList(0, Math.min(ids.size(), maximumVocabulary)));
        kept.sort(Comparator.comparing(counts::term));

        final float[] weights = new float[kept.size()];
        for (int column = 0; column < weights.length; column++) {
            weights[column] = (float) (StrictMath.log((1.0 + counts.documents()) / (1.0 + counts.documentFrequency(kept.get(column)))) + 1);
        }
        return new TfIdf(kept.stream().map(counts::term).toList(), weights);
    }

    List<String> terms() {
        return terms;
    }

    float[] inverseDocumentFrequencies() {
        return inverseDocumentFrequencies.clone();
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
        long entry = 0;
        int position = 0;
        for (int row = 0; row < counts.documents(); row++) {
            final long[] columnsAndCounts = new long[counts.documentLength(row)];
            int size = 0;
            for (int i = 0; i < columnsAndCounts.length; i++, entry++) {
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

    /** StrictMath: the same bits on every machine. */
    private float weight(final int column, final int count) {
        return (float) ((1 + StrictMath.log(count)) * inverseDocumentFrequencies[column]);
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
