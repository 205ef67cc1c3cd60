// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.StreamingKMeans;
import dev.segmentation.core.features.FeatureFields;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.features.FeatureRows;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.FeatureReader;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.RowNumbers;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;

/**
 * The records of a FlowFile by the customers that they make up: every record gets the segment of its customer, as at the training.
 */
final class CustomerAssignment implements Assignment {

    private static final long MEBIBYTE = 1 << 20;

    private final SegmentModel model;
    private final SegmentJudge judge;
    private final FeatureRows rows;
    private final StreamingKMeans.Batch batch;
    private final long memoryLimit;
    private final FieldPath customerField;
    private boolean wholeNumberIds = true;
    private Long reference;
    private final RowNumbers rowOfRecord = new RowNumbers();
    private Nearest[] nearest = {};
    private int next;
    private int asked;

    private CustomerAssignment(final SegmentJudge judge, final StreamingKMeans.Batch batch, final long memoryLimit) {
        this.judge = judge;
        model = judge.model();
        this.batch = batch;
        this.memoryLimit = memoryLimit;
        rows = new FeatureRows(model.features().fields());
        customerField = FieldPath.of(model.features().fields().customer());
    }

    /**
     * @param batch to which the vectors of customers who belong to a segment and have enough records to be trained on are added, or null
     * @param pass gives all records of the FlowFile
     * @param referenceDate milliseconds since 1970 from which recency is counted back, or null for the later one of the model's own and the latest purchase
     * @param memoryLimit bytes that the customers may take
     * @throws RecordProblem when they take more
     */
    static CustomerAssignment of(final SegmentJudge judge, final StreamingKMeans.Batch batch, final FeatureReader features, final VectorPass pass, final Long referenceDate,
            final long memoryLimit) {
        final CustomerAssignment assignment = new CustomerAssignment(judge, batch, memoryLimit);
        pass.forEach((record, index, vector) -> assignment.add(record, assignment.rows.add(features.read(record, index), vector)));
        assignment.finish(referenceDate);
        return assignment;
    }

    private void add(final Record record, final int row) {
        rowOfRecord.add(row);
        wholeNumberIds = wholeNumberIds && (rows.id(row) == null || CustomerFields.isWholeNumber(customerField.read(record)));
        if (rows.bytes() + rowOfRecord.bytes() > memoryLimit) {
            throw new RecordProblem("the first " + rows.size() + " customers take more than the " + memoryLimit / MEBIBYTE
                    + " MB that they may: raise the Customer Memory Limit, which is half of NiFi's heap at most, or divide the FlowFile by customers");
        }
    }

    private void finish(final Long referenceDate) {
        final FeaturePipeline pipeline = model.features();
        reference = referenceDate != null ? referenceDate : pipeline.referenceDate();
        if (referenceDate == null && rows.latestPurchase() != null) {
            reference = Math.max(reference, rows.latestPurchase());
        }
        nearest = new Nearest[rows.size()];
    }

    /** @return milliseconds since 1970 from which recency is counted back, or null when purchases do not count */
    Long referenceDate() {
        return model.features().fields().purchases() ? reference : null;
    }

    @Override
    public Nearest next(final Record record, final long index) {
        final int row = rowOfRecord.get(next++);
        if (nearest[row] == null && rows.isComplete(row)) {
            final float[] vector = vector(row);
            nearest[row] = judge.judge(model.centroids().nearest(vector));
            if (batch != null && !nearest[row].isNoise() && counted(row) >= model.features().fields().pooling().minimumTexts()) {
                batch.add(nearest[row].segment(), vector);
            }
        }
        asked = row;
        return nearest[row];
    }

    @Override
    public float[] vector() {
        return rows.isComplete(asked) ? vector(asked) : null;
    }

    @Override
    public void writeCustomers(final SegmentFields segmentFields, final LazyChild child, final TrainingMonitor monitor) throws IOException {
        final FeatureFields fields = model.features().fields();
        final CustomerFields customerFields = new CustomerFields(customerField, segmentFields);
        if (!customerFields.haveDifferentNames()) {
            throw new RecordProblem("the records of customers would have two fields of one name: the model's customer field is '" + customerField.name() + "'");
        }
        final RecordSchema schema = customerFields.schema(wholeNumberIds, fields.date() != null, fields.purchases());
        final Long purchasesUntil = fields.purchases() ? reference : null;
        for (int row = 0; row < nearest.length; row++) {
            monitor.checkCancelled();
            child.write(customerFields.record(schema, rows, row, purchasesUntil, nearest[row], model.ids()), schema);
        }
    }

    private float[] vector(final int row) {
        return model.features().vector(rows.row(row, reference));
    }

    private int counted(final int row) {
        return model.features().fields().text() ? rows.texts(row) : rows.records(row);
    }
}
