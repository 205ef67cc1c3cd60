// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.embedding.CustomerPool;
import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.DateReader;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RowNumbers;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The records of a customer count as one: their pooled vector is clustered, and each of them gets the customer's segment.
 * A record without a customer id is a customer of its own.
 */
final class CustomerVectors implements TrainingVectors {

    private static final int NOT_TRAINED = -1;

    private final FieldPath customerField;
    private final DateReader dates;
    private final CustomerPooling pooling;
    private final Training training;
    private CustomerPool pool;
    private boolean wholeNumberIds = true;
    private int trained;
    private final RowNumbers customers = new RowNumbers();
    /** By customer: the row that is trained on. */
    private int[] rows = {};

    /**
     * @param dateField where the dates of the texts stand, or null when they have none
     */
    CustomerVectors(final FieldPath customerField, final FieldPath dateField, final CustomerPooling pooling, final Training training) {
        this.customerField = customerField;
        this.dates = dateField == null ? null : new DateReader(dateField);
        this.pooling = pooling;
        this.training = training;
    }

    @Override
    public void add(final Record record, final long index, final float[] vector) {
        if (pool == null) {
            pool = pooling.newPool(vector.length);
        }
        final int customer = pool.add(customerField.readKey(record), vector, dates == null ? null : dates.read(record, index));
        customers.add(customer);
        if (pool.customer(customer).count() == pooling.minimumTexts()) {
            trained++;
        }
        wholeNumberIds = wholeNumberIds && (pool.customer(customer).id() == null || CustomerFields.isWholeNumber(customerField.read(record)));
        training.requireRoom(pool.size(), vector.length, bytesBesides(), "customers");
    }

    @Override
    public long count() {
        return trained;
    }

    @Override
    public long bytesBesides() {
        // The distances of all records come later, in arrays that double.
        return pool.bytes() + customers.bytes() + 2L * customers.size() * Float.BYTES;
    }

    @Override
    public VectorTable table() {
        final VectorTable table = new VectorTable(pool.dimension());
        rows = new int[pool.size()];
        for (int customer = 0; customer < rows.length; customer++) {
            rows[customer] = pool.customer(customer).count() < pooling.minimumTexts() ? NOT_TRAINED : table.add(pool.customer(customer).direction());
        }
        return table;
    }

    /** Single records lie farther from the centroids than their customers' means do. */
    @Override
    public DistanceQuantiles distances(final Clustering clustering, final VectorPass records) {
        final DistanceQuantiles distances = new DistanceQuantiles(clustering.sizes().length);
        final AtomicInteger next = new AtomicInteger();
        records.forEach((record, index, vector) -> {
            final Nearest customer = nearest(clustering, customers.get(next.getAndIncrement()));
            if (customer != null && !customer.isNoise()) {
                distances.add(clustering.centroids().nearest(vector));
            }
        });
        return distances;
    }

    @Override
    public FeaturePipeline features() {
        return null;
    }

    @Override
    public VectorTable tableOf(final SegmentModel earlier) {
        return earlier.features() == null ? table() : null;
    }

    @Override
    public Assignment assignment(final Clustering clustering, final VectorReader vectors) {
        return new Assignment() {

            private int next;

            @Override
            public Nearest next(final Record record, final long index) {
                return vectors.isMissing(record) ? null : nearest(clustering, customers.get(next++));
            }
        };
    }

    @Override
    public void writeCustomers(final Clustering clustering, final SegmentIds ids, final SegmentFields fields, final LazyChild child, final TrainingMonitor monitor) throws IOException {
        final CustomerFields customerFields = new CustomerFields(customerField, fields);
        final RecordSchema schema = customerFields.schema(wholeNumberIds, dates != null, false);
        final int size = pool == null ? 0 : pool.size();
        for (int customer = 0; customer < size; customer++) {
            monitor.checkCancelled();
            child.write(customerFields.record(schema, pool.customer(customer), clustering == null ? null : nearest(clustering, customer), ids), schema);
        }
    }

    /** Null for a customer who has not enough texts. */
    private Nearest nearest(final Clustering clustering, final int customer) {
        return rows[customer] == NOT_TRAINED ? null : clustering.assignments()[rows[customer]];
    }
}
