// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.Nearest;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.features.FeatureFields;
import dev.segmentation.core.features.FeatureFitting;
import dev.segmentation.core.features.FeatureOptions;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.features.FeatureRows;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.FeatureReader;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RowNumbers;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Records or customers by several features: what they say is held unscaled until all is known that the scaling depends on. All fit into the memory limit or none is trained on.
 */
final class MixedVectors implements TrainingVectors {

    private static final int NOT_TRAINED = -1;

    private final FeatureFields fields;
    private final FeatureOptions options;
    private final Training training;
    private final TrainingMonitor monitor;
    private final FeatureReader reader;
    private final FieldPath customerField;
    private final FeatureRows rows;
    private boolean wholeNumberIds = true;
    private final RowNumbers rowOfRecord = new RowNumbers();
    private FeaturePipeline pipeline;
    private VectorTable table;
    /** By row: the row of the table. */
    private int[] positions = {};

    MixedVectors(final FeatureFields fields, final FeatureOptions options, final Training training, final TrainingMonitor monitor) {
        this.fields = fields;
        this.options = options;
        this.training = training;
        this.monitor = monitor;
        reader = new FeatureReader(fields);
        customerField = FieldPath.ofOptional(fields.customer());
        rows = new FeatureRows(fields);
    }

    @Override
    public void add(final Record record, final long index, final float[] vector) {
        final int row = rows.add(reader.read(record, index), vector);
        rowOfRecord.add(row);
        wholeNumberIds = wholeNumberIds && (rows.id(row) == null || CustomerFields.isWholeNumber(customerField.read(record)));
        training.requireRoom(rows.size(), rows.largestDimension(options.categories().maximumValues()), bytesBesides(), fields.byCustomer() ? "customers" : "records");
    }

    @Override
    public long count() {
        return trained().length;
    }

    /** The unscaled features, and the vectors that the model in use would make of them. */
    @Override
    public long bytesBesides() {
        return rows.bytes() + rowOfRecord.bytes() + VectorTable.bytes(rows.size(), rows.largestDimension(options.categories().maximumValues()));
    }

    @Override
    public VectorTable table() {
        if (table == null) {
            final int[] trained = trained();
            pipeline = new FeatureFitting(fields, options, monitor).fit(rows, trained);
            positions = new int[rows.size()];
            Arrays.fill(positions, NOT_TRAINED);
            for (int position = 0; position < trained.length; position++) {
                positions[trained[position]] = position;
            }
            table = table(pipeline, trained);
        }
        return table;
    }

    @Override
    public FeaturePipeline features() {
        return pipeline;
    }

    @Override
    public VectorTable tableOf(final SegmentModel earlier) {
        final FeaturePipeline before = earlier.features();
        return before == null || !before.fits(fields, fields.text() ? rows.textDimension() : 0) ? null : table(before, trained());
    }

    /** New records are made into rows as these were, so these rows' distances are what to expect. */
    @Override
    public DistanceQuantiles distances(final Clustering clustering, final VectorPass pass) {
        return DistanceQuantiles.of(clustering);
    }

    @Override
    public Assignment assignment(final Clustering clustering, final VectorReader vectors) {
        return new Assignment() {

            private int next;

            @Override
            public Nearest next(final Record record, final long index) {
                return nearest(clustering, rowOfRecord.get(next++));
            }
        };
    }

    @Override
    public void writeCustomers(final Clustering clustering, final SegmentIds ids, final SegmentFields segmentFields, final LazyChild child, final TrainingMonitor childMonitor) throws IOException {
        if (!fields.byCustomer()) {
            return;
        }
        final CustomerFields customerFields = new CustomerFields(customerField, segmentFields);
        final RecordSchema schema = customerFields.schema(wholeNumberIds, fields.date() != null, fields.purchases());
        final Long reference = pipeline == null ? null : pipeline.referenceDate();
        for (int row = 0; row < rows.size(); row++) {
            childMonitor.checkCancelled();
            child.write(customerFields.record(schema, rows, row, reference, clustering == null ? null : nearest(clustering, row), ids), schema);
        }
    }

    /** Rows with all that is needed, and with as many texts as wanted; records count where there are no texts. */
    private int[] trained() {
        final int least = fields.byCustomer() ? fields.pooling().minimumTexts() : 1;
        return IntStream.range(0, rows.size()).filter(row -> (fields.text() ? rows.texts(row) : rows.records(row)) >= least).toArray();
    }

    private VectorTable table(final FeaturePipeline by, final int[] trained) {
        final VectorTable vectors = new VectorTable(by.dimension());
        for (final int row : trained) {
            monitor.checkCancelled();
            vectors.add(by.vector(rows.row(row, by.referenceDate())));
        }
        return vectors;
    }

    /** Null for what was not trained on. */
    private Nearest nearest(final Clustering clustering, final int row) {
        return positions[row] == NOT_TRAINED ? null : clustering.assignments()[positions[row]];
    }
}
