// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.StreamingKMeans;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.features.FeatureRow;
import dev.segmentation.core.features.FeatureValues;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.FeatureReader;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.serialization.record.Record;

import java.util.ArrayList;
import java.util.List;

/**
 * How a model is asked for the segments of new records.
 *
 * @param required fields that the records need
 * @param assignment the nearest segment of each record, asked in order
 */
record ModelAssignment(List<FieldPath> required, Assignment assignment) {

    /**
     * A model of customers by several features has the FlowFile read here: a customer's records count together.
     *
     * @param batch to which the vectors of records or customers that belong to a segment are added, or null
     * @param customerField where the customer is said to stand, or null
     * @param embeddingField where the vectors stand, or null; needed when the model goes by them
     * @param leftOut records that must not be used, of which the assignment is never asked
     * @param referenceDate milliseconds since 1970 from which recency is counted back, or null for the later one of the model's own and the FlowFile's latest purchase
     * @param memoryLimit bytes that the customers of the FlowFile may take
     * @throws RecordProblem when the records do not have what the model goes by
     */
    static ModelAssignment of(final SegmentJudge judge, final StreamingKMeans.Batch batch, final FieldPath customerField, final FieldPath embeddingField, final RecordFlow recordFlow,
            final FlowFile flowFile, final LeftOut leftOut, final Long referenceDate, final long memoryLimit, final TrainingMonitor monitor) {
        final SegmentModel model = judge.model();
        final FeaturePipeline pipeline = model.features();
        final boolean text = pipeline == null || pipeline.fields().text();
        final List<FieldPath> required = new ArrayList<>();
        if (text) {
            required.add(requireSet(embeddingField));
        }
        if (pipeline == null) {
            final VectorReader vectors = new VectorReader(embeddingField, model.centroids().dimension());
            return new ModelAssignment(required, new RecordSegments(judge, vectors::read, batch));
        }
        final FeatureReader features = new FeatureReader(pipeline.fields());
        required.addAll(features.requiredFields());
        final VectorReader vectors = text ? new VectorReader(embeddingField, pipeline.textDimension()) : null;
        if (!pipeline.fields().byCustomer()) {
            if (customerField != null) {
                throw new RecordProblem("the model goes by the features of single records, and the property '" + CustomerProperties.CUSTOMER_ID_FIELD.getName() + "' is set");
            }
            return new ModelAssignment(required, new RecordSegments(judge, (record, index) -> vector(pipeline, features.read(record, index), vectors, record, index), batch));
        }
        final FlowFileVectors pass = new FlowFileVectors(recordFlow, flowFile, text ? embeddingField : null, pipeline.textDimension(), true, leftOut, required, monitor);
        return new ModelAssignment(required, CustomerAssignment.of(judge, batch, features, pass, referenceDate, memoryLimit));
    }

    /**
     * @param embeddingField of a model that goes by vectors
     * @throws RecordProblem when it is null
     */
    static FieldPath requireSet(final FieldPath embeddingField) {
        if (embeddingField == null) {
            throw new RecordProblem("the model goes by vectors, and the property '" + SegmentProperties.EMBEDDING_FIELD.getName() + "' is empty");
        }
        return embeddingField;
    }

    private static float[] vector(final FeaturePipeline pipeline, final FeatureValues values, final VectorReader vectors, final Record record, final long index) {
        final float[] text = vectors == null ? null : vectors.read(record, index);
        if (vectors != null && text == null) {
            return null;
        }
        return pipeline.vector(FeatureRow.of(values, text));
    }
}
