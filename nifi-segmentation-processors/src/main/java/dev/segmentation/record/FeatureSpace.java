// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.features.FeatureRow;
import dev.segmentation.core.features.FeatureRows;
import dev.segmentation.core.features.FeatureValues;
import dev.segmentation.core.vector.VectorTable;
import org.apache.nifi.serialization.record.Record;

import java.util.List;

/**
 * The space in which a model by several features made its segments: turns records, or all records of a customer, into the vectors that the model makes of them.
 */
public final class FeatureSpace {

    private final FeaturePipeline pipeline;
    private final Long referenceDate;
    private final FeatureReader reader;
    private final VectorTable table;
    /** Only when the records of a customer count as one: the vector is known when all are read. */
    private FeatureRows customers;

    /**
     * @param pipeline of the model
     * @param referenceDate milliseconds since 1970 from which recency is counted back, or null when purchases do not count
     */
    public FeatureSpace(final FeaturePipeline pipeline, final Long referenceDate) {
        this.pipeline = pipeline;
        this.referenceDate = referenceDate;
        reader = new FeatureReader(pipeline.fields());
        table = new VectorTable(pipeline.dimension());
        customers = byCustomer() ? new FeatureRows(pipeline.fields()) : null;
    }

    boolean byCustomer() {
        return pipeline.fields().byCustomer();
    }

    /** @return values per text, 0 when texts do not count */
    int textDimension() {
        return pipeline.textDimension();
    }

    /** @return whether a record needs a vector of its own; a customer may have records without one */
    boolean needsVector() {
        return pipeline.fields().text() && !byCustomer();
    }

    List<FieldPath> requiredFields() {
        return reader.requiredFields();
    }

    /**
     * @param vector of the text, or null when texts do not count or the customer's record has none
     * @return the row of the record
     */
    int add(final Record record, final long index, final float[] vector) {
        final FeatureValues values = reader.read(record, index);
        return customers == null ? table.add(pipeline.vector(FeatureRow.of(values, vector))) : customers.add(values, vector);
    }

    /** @return bytes held, those of the vectors to come included */
    long bytes() {
        return customers == null ? VectorTable.bytes(table.size(), table.dimension()) : customers.bytes() + VectorTable.bytes(customers.size(), table.dimension());
    }

    /**
     * Ends the adding.
     *
     * @param segmentOfRow gets -1 for a customer who lacks a text where texts count, and so has no place in the space
     * @return a vector for each row
     */
    VectorTable finish(final RowNumbers segmentOfRow) {
        for (int row = 0; customers != null && row < customers.size(); row++) {
            if (customers.isComplete(row)) {
                table.add(pipeline.vector(customers.row(row, referenceDate)));
            } else {
                table.add(new float[table.dimension()]);
                segmentOfRow.set(row, -1);
            }
        }
        customers = null;
        return table;
    }
}
