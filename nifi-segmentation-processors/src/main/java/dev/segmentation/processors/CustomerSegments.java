// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.StreamingKMeans;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.embedding.CustomerPool;
import dev.segmentation.core.embedding.CustomerPooling;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.DateReader;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.RowNumbers;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.Relationship;
import org.apache.nifi.processor.util.StandardValidators;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The customers of one FlowFile and their segments: a customer's vectors are pooled into one as at the training, and each of the records gets the customer's segment.
 * A record without a customer id is a customer of its own.
 */
final class CustomerSegments implements Assignment {

    static final PropertyDescriptor MEMORY_LIMIT = new PropertyDescriptor.Builder()
            .name("Customer Memory Limit")
            .description("""
                    Memory that the customers of a FlowFile may take, and never more than half of NiFi's heap: about 8 bytes for each value of a customer's vector, \
                    220 for a customer and 4 for a record. A FlowFile with more goes to failure.""")
            .required(true)
            .defaultValue("256 MB")
            .addValidator(StandardValidators.DATA_SIZE_VALIDATOR)
            .dependsOn(CustomerProperties.CUSTOMER_ID_FIELD)
            .build();

    static final Relationship REL_CUSTOMERS = new Relationship.Builder()
            .name("customers")
            .description("""
                    With a Customer ID Field, or with a model that goes by several features of customers, one record per customer of the FlowFile: the id, how many texts it has and from when \
                    to when, how far apart they lie, recency, frequency and monetary value where the model knows purchases, and the segment, -1 for none. It need not be connected.""")
            .autoTerminateDefault(true)
            .build();

    private static final long MEBIBYTE = 1 << 20;
    private static final int BYTES_PER_NEAREST = 32;

    private final SegmentIds ids;
    private final FieldPath customerField;
    private final DateReader dates;
    private final VectorReader vectors;
    private final long memoryLimit;
    private final CustomerPool pool;
    private boolean wholeNumberIds = true;
    private final RowNumbers customers = new RowNumbers();
    private int next;
    /** By customer, with the segment -1 for those too far from all. */
    private Nearest[] nearest = {};

    private CustomerSegments(final SegmentModel model, final FieldPath customerField, final FieldPath dateField, final CustomerPooling pooling, final VectorReader vectors,
            final long memoryLimit) {
        ids = model.ids();
        this.customerField = customerField;
        this.dates = dateField == null ? null : new DateReader(dateField);
        this.vectors = vectors;
        this.memoryLimit = memoryLimit;
        pool = pooling.newPool(model.centroids().dimension());
    }

    /**
     * Reads the FlowFile's customers.
     *
     * @param judge to which each customer is told once
     * @param batch to which the pooled vectors of customers who belong to a segment and have enough texts to be trained on are added, or null
     * @param leftOut records that must not be used, of which the assignment is never asked
     * @throws RecordProblem when they take more than the memory limit
     */
    static ModelAssignment assignment(final SegmentJudge judge, final StreamingKMeans.Batch batch, final ProcessContext context, final RecordFlow recordFlow, final FlowFile flowFile,
            final LeftOut leftOut, final TrainingMonitor monitor) {
        final SegmentModel model = judge.model();
        final FieldPath embeddingField = ModelAssignment.requireSet(FieldPath.ofOptional(context.getProperty(SegmentProperties.EMBEDDING_FIELD).getValue()));
        final FieldPath customerField = CustomerProperties.customerField(context);
        final FieldPath dateField = CustomerProperties.dateField(context);
        final List<FieldPath> required = Stream.of(embeddingField, customerField, dateField).filter(Objects::nonNull).toList();
        final CustomerSegments segments = new CustomerSegments(model, customerField, dateField, CustomerProperties.poolingOfAll(context),
                new VectorReader(embeddingField, model.centroids().dimension()), MemoryLimit.bytes(context, MEMORY_LIMIT));
        new FlowFileVectors(recordFlow, flowFile, embeddingField, 0, false, leftOut, required, monitor).forEach(segments::add);
        segments.nearest = new Nearest[segments.pool.size()];
        for (int customer = 0; customer < segments.nearest.length; customer++) {
            monitor.checkCancelled();
            final float[] direction = segments.pool.customer(customer).direction();
            segments.nearest[customer] = judge.judge(model.centroids().nearest(direction));
            if (batch != null && !segments.nearest[customer].isNoise() && segments.pool.customer(customer).count() >= model.minimumTexts()) {
                batch.add(segments.nearest[customer].segment(), direction);
            }
        }
        return new ModelAssignment(required, segments);
    }

    private void add(final Record record, final long index, final float[] vector) {
        if (vector.length != pool.dimension()) {
            throw new RecordProblem(index, vectors.field(), "has " + vector.length + " values, expected " + pool.dimension());
        }
        final String id = customerField.readKey(record);
        customers.add(pool.add(id, vector, dates == null ? null : dates.read(record, index)));
        wholeNumberIds = wholeNumberIds && (id == null || CustomerFields.isWholeNumber(customerField.read(record)));
        final long bytes = pool.bytes() + customers.bytes() + (long) pool.size() * BYTES_PER_NEAREST;
        if (bytes > memoryLimit) {
            throw new RecordProblem("the first " + pool.size() + " customers need " + Math.ceilDiv(bytes, MEBIBYTE) + " MB, more than the Customer Memory Limit of "
                    + memoryLimit / MEBIBYTE + " MB: raise it, or divide the FlowFile by customers");
        }
    }

    @Override
    public Nearest next(final Record record, final long index) {
        return vectors.isMissing(record) ? null : nearest[customers.get(next++)];
    }

    @Override
    public void writeCustomers(final SegmentFields fields, final LazyChild child, final TrainingMonitor monitor) throws IOException {
        final CustomerFields customerFields = new CustomerFields(customerField, fields);
        final RecordSchema schema = customerFields.schema(wholeNumberIds, dates != null, false);
        for (int customer = 0; customer < nearest.length; customer++) {
            monitor.checkCancelled();
            child.write(customerFields.record(schema, pool.customer(customer), nearest[customer], ids), schema);
        }
    }
}
