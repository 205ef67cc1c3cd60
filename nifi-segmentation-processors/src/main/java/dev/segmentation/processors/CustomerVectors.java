// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.KMeans;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.embedding.CustomerPool;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.serialization.record.Record;

import java.util.Arrays;

/**
 * The records of a customer count as one: their pooled vector is clustered, and each of them gets the customer's segment.
 * A record without a customer id is a customer of its own.
 */
final class CustomerVectors implements TrainingVectors {

    private final FieldPath customerField;
    private final long memoryLimit;
    private final int segments;
    private CustomerPool pool;
    private int[] customers = new int[1024];
    private int records;

    CustomerVectors(final FieldPath customerField, final long memoryLimit, final int segments) {
        this.customerField = customerField;
        this.memoryLimit = memoryLimit;
        this.segments = segments;
    }

    @Override
    public void add(final Record record, final float[] vector) {
        if (pool == null) {
            pool = new CustomerPool(vector.length);
        }
        if (records == customers.length) {
            customers = Arrays.copyOf(customers, 2 * records);
        }
        customers[records++] = pool.add(customerField.readKey(record), vector);
        final long bytes = pool.bytes() + (long) customers.length * Integer.BYTES + KMeans.bytes(pool.size(), vector.length, segments);
        if (bytes > memoryLimit) {
            throw new RecordProblem("the vectors of the first " + pool.size() + " customers need more than the Training Memory Limit");
        }
    }

    @Override
    public long count() {
        return pool == null ? 0 : pool.size();
    }

    @Override
    public VectorTable table() {
        return pool.toTable();
    }

    /** Single records lie farther from the centroids than their customers' means do. */
    @Override
    public DistanceQuantiles distances(final Clustering clustering, final VectorPass records) {
        final DistanceQuantiles distances = new DistanceQuantiles(clustering.sizes().length);
        records.forEach((record, vector) -> distances.add(clustering.centroids().nearest(vector)));
        return distances;
    }

    @Override
    public Assignment assignment(final Clustering clustering, final VectorReader vectors) {
        final int[] customerOf = customers;
        return new Assignment() {

            private int next;

            @Override
            public Nearest next(final Record record, final long index) {
                return vectors.isMissing(record) ? null : clustering.assignments()[customerOf[next++]];
            }
        };
    }
}
