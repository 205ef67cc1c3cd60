// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.embedding.CustomerPool;
import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.core.explain.KeyTerms;
import dev.segmentation.core.quality.SegmentLabels;
import dev.segmentation.core.vector.VectorTable;
import org.apache.nifi.serialization.record.Record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The vectors, segments and words of a FlowFile's records, held for scoring. A row is what is scored: a record, or a customer with the pooled vector of its
 * records; with several features, the vector that the model makes of them. Records without a vector or without a segment have no row.
 */
public final class SegmentedRecords {

    /** More segments than this are a wrong field rather than a segmentation. */
    static final int MOST_SEGMENTS = 10_000;

    private static final int MOST_TERM_COUNTS = 500_000;
    private static final int BYTES_PER_RECORD = 2 * Integer.BYTES;
    private static final int BYTES_PER_SCORE = 4 * Double.BYTES;

    private final Fields fields;
    private final FeatureSpace space;
    private final long memoryLimit;
    /** Null when texts do not count. */
    private final VectorReader vectors;
    private final KeyTerms terms;
    private final MemberProfile profile;
    private final DateReader dates;
    private final CategoryColumn labelColumn;
    private final List<CategoryColumn> sensitiveColumns;
    private final List<CategoryColumn> columns = new ArrayList<>();
    private final RowNumbers rowOfRecord = new RowNumbers();
    private final RowNumbers segmentOfRow = new RowNumbers();
    private CustomerPool pool;
    private VectorTable table;
    private int scoredRecords;

    /**
     * @param fields where the values stand
     * @param space of the model that made the segments, or null when it is that of the records' vectors
     * @param profile takes the values that describe the rows
     * @param memoryLimit bytes that may be held
     */
    public SegmentedRecords(final Fields fields, final FeatureSpace space, final MemberProfile profile, final long memoryLimit) {
        this.profile = profile;
        this.fields = fields;
        this.space = space;
        this.memoryLimit = memoryLimit;
        vectors = space == null ? new VectorReader(fields.embedding()) : space.textDimension() > 0 ? new VectorReader(fields.embedding(), space.textDimension()) : null;
        terms = new KeyTerms(Math.clamp(memoryLimit / 4 / KeyTerms.BYTES_PER_COUNT, 1000, MOST_TERM_COUNTS));
        dates = fields.date() == null ? null : new DateReader(fields.date());
        labelColumn = fields.label() == null ? null : CategoryColumn.ofLabels(fields.label());
        sensitiveColumns = fields.sensitive().stream().map(CategoryColumn::ofPeople).toList();
        columns.addAll(sensitiveColumns);
        if (labelColumn != null) {
            columns.add(labelColumn);
        }
    }

    /**
     * Where the values stand.
     *
     * @param embedding vector
     * @param segment segment id
     * @param tokens words, or null; records may lack them
     * @param customer customer id, or null to score records
     * @param pooling how a customer's vectors become one, or null to score records
     * @param date date of the text, or null
     * @param label label that is known, or null
     * @param sensitive attributes whose spread over the segments is measured
     */
    public record Fields(FieldPath embedding, FieldPath segment, FieldPath tokens, FieldPath customer, CustomerPooling pooling, FieldPath date, FieldPath label,
            List<FieldPath> sensitive) {

        private Stream<FieldPath> required(final FeatureSpace space) {
            final Stream<FieldPath> ofRow = space == null ? Stream.of(embedding, customer, date)
                    : Stream.concat(Stream.of(embedding).filter(field -> space.textDimension() > 0), space.requiredFields().stream());
            return Stream.of(ofRow, Stream.of(segment), Stream.ofNullable(label), sensitive.stream()).flatMap(stream -> stream).filter(Objects::nonNull);
        }
    }

    /**
     * Takes all records.
     *
     * @param source the records
     * @param monitor asked at every record
     * @throws dev.segmentation.core.TrainingCancelledException when the monitor says so
     * @throws RecordProblem when a field is missing, a value cannot be used, or the memory limit is reached
     */
    public void readAll(final RecordSource source, final TrainingMonitor monitor) {
        for (Record record = source.next(); record != null; record = source.next()) {
            monitor.checkCancelled();
            monitor.progress("records read", source.index(), 0);
            if (source.index() == 0) {
                fields.required(space).forEach(field -> field.requireIn(source.schema()));
            }
            add(record, source.index());
        }
        columns.forEach(CategoryColumn::finish);
        if (pool != null) {
            table = pool.toTable();
            pool = null;
        }
        if (space != null) {
            table = space.finish(segmentOfRow);
            scoredRecords = (int) IntStream.range(0, records()).filter(record -> row(record) >= 0 && segmentOfRow.get(row(record)) >= 0).count();
        }
    }

    private void add(final Record record, final long index) {
        final float[] vector = vectors == null ? null : vectors.read(record, index);
        final int segment = segment(record, index);
        if (segment < 0 || vector == null && (space == null || space.needsVector())) {
            rowOfRecord.add(-1);
        } else {
            final int row = addRow(record, index, vector, segment);
            rowOfRecord.add(row);
            scoredRecords++;
            profile.add(record, row);
            columns.forEach(column -> column.add(record, row));
            if (fields.tokens() != null) {
                terms.add(segment, row, tokens(record, index));
            }
        }
        requireMemory(index);
    }

    private int addRow(final Record record, final long index, final float[] vector, final int segment) {
        final int row = space != null ? space.add(record, index, vector) : fields.customer() == null ? addRecord(vector) : addToCustomer(record, index, vector);
        if (row == segmentOfRow.size()) {
            segmentOfRow.add(segment);
        } else if (segmentOfRow.get(row) != segment) {
            throw new RecordProblem(index, fields.segment().name(), "differs from the segment of an earlier record of the same customer; "
                    + (space == null ? "to score records one by one, leave the Customer ID Field empty" : "the model takes the records of a customer as one"));
        }
        return row;
    }

    private int addRecord(final float[] vector) {
        if (table == null) {
            table = new VectorTable(vector.length);
        }
        return table.add(vector);
    }

    private int addToCustomer(final Record record, final long index, final float[] vector) {
        if (pool == null) {
            pool = fields.pooling().newPool(vector.length);
        }
        return pool.add(fields.customer().readKey(record), vector, dates == null ? null : dates.read(record, index));
    }

    private int segment(final Record record, final long index) {
        final Object value = fields.segment().read(record);
        if (value == null) {
            return -1;
        }
        final double number;
        try {
            number = value instanceof final Number boxed ? boxed.doubleValue() : Double.parseDouble(value.toString());
        } catch (final NumberFormatException e) {
            throw new RecordProblem(index, fields.segment().name(), "is not a whole number");
        }
        if (number != Math.rint(number) || number < -1 || number > Integer.MAX_VALUE) {
            throw new RecordProblem(index, fields.segment().name(), "is not a segment id: a whole number from 0 on, or -1 for none");
        }
        return (int) number;
    }

    /** @return the words of a record; none when it has none */
    Collection<String> tokens(final Record record, final long index) {
        final Object value = fields.tokens() == null ? null : fields.tokens().read(record);
        final Stream<?> values = switch (value) {
            case null -> Stream.empty();
            case final Object[] array -> Arrays.stream(array);
            case final Collection<?> collection -> collection.stream();
            default -> throw new RecordProblem(index, fields.tokens().name(), "is not an array of words");
        };
        return values.filter(Objects::nonNull).map(Object::toString).toList();
    }

    private void requireMemory(final long index) {
        final long rows = segmentOfRow.size();
        final long ofVectors = space != null ? space.bytes() : (pool == null ? 0 : pool.bytes()) + VectorTable.bytes(rows, vectors.dimension());
        final long held = ofVectors + terms.bytes() + profile.bytes() + (rowOfRecord.size() + rows) * BYTES_PER_RECORD
                + rows * (BYTES_PER_SCORE + (long) columns.size() * Integer.BYTES + (long) sensitiveColumns.size() * Double.BYTES);
        if (held > memoryLimit) {
            throw new RecordProblem("record " + index + ": the vectors and words up to here need more than the Memory Limit of " + memoryLimit
                    + " bytes; raise it, or score a sample of the records");
        }
    }

    /** @return number of records read */
    public int records() {
        return rowOfRecord.size();
    }

    /** @return number of records that have a row */
    public int scoredRecords() {
        return scoredRecords;
    }

    /** @return whether rows are customers */
    public boolean pooled() {
        return space != null ? space.byCustomer() : fields.customer() != null;
    }

    /** @return whether rows are vectors of several features, whose direction means nothing */
    public boolean byFeatures() {
        return space != null;
    }

    /**
     * @param record 0-based position
     * @return the record's row, or -1
     */
    public int row(final int record) {
        return rowOfRecord.get(record);
    }

    /** @return rows x d; a table without rows when no record has a vector and a segment */
    public VectorTable table() {
        return table == null ? new VectorTable(1) : table;
    }

    /**
     * @return the segments of the rows
     * @throws RecordProblem when there are too many to be segments
     */
    public SegmentLabels labels() {
        final SegmentLabels labels = SegmentLabels.of(segmentOfRow.toArray());
        if (labels.segments() > MOST_SEGMENTS) {
            throw new RecordProblem("field '" + fields.segment().name() + "' has more than " + MOST_SEGMENTS + " different values: it does not look like a segment");
        }
        return labels;
    }

    /** @return what describes the rows */
    public MemberProfile profile() {
        return profile;
    }

    /** @return the known labels, or null when none were asked for */
    public CategoryColumn labelColumn() {
        return labelColumn;
    }

    /** @return the sensitive attributes, in the order they were named */
    public List<CategoryColumn> sensitiveColumns() {
        return sensitiveColumns;
    }

    /**
     * @param perSegment largest number of terms per segment
     * @return key terms by segment id; empty lists when there are no words
     */
    public Map<Integer, List<String>> terms(final int perSegment) {
        return terms.top(perSegment);
    }
}
