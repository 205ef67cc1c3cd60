// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.core.cluster.Clustering;
import dev.segmentation.core.cluster.DistanceQuantiles;
import dev.segmentation.core.cluster.lineage.SegmentIds;
import dev.segmentation.core.features.FeaturePipeline;
import dev.segmentation.core.vector.VectorTable;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.serialization.record.Record;

import java.io.IOException;

/**
 * What is clustered, gathered in a first pass over the records, and which record it belongs to, asked in a later pass.
 */
interface TrainingVectors {

    /**
     * @param index 0-based position of the record
     * @param vector of the record; null only where records without one are used
     * @throws dev.segmentation.record.RecordProblem when the memory limit does not allow it, or the record lacks what is needed
     */
    void add(Record record, long index, float[] vector);

    /**
     * @return records or customers seen that may be trained on
     */
    long count();

    /**
     * @return bytes that are held for the customers, beside their vectors
     */
    long bytesBesides();

    /**
     * @return what to train on, count rows or a sample of them
     */
    VectorTable table();

    /**
     * @return what made the table's vectors of the records' features, or null when they are the records' own
     */
    FeaturePipeline features();

    /**
     * @return the table's rows as the model's vectors, to be compared with them; null when the model goes by other features
     */
    VectorTable tableOf(SegmentModel earlier);

    /**
     * New records come one by one, so what counts is how far single records lie from the centroids.
     *
     * @param clustering of the table
     * @param records reads the FlowFile again
     * @return the distances of records to the segments nearest to them
     */
    DistanceQuantiles distances(Clustering clustering, VectorPass records);

    /**
     * @param clustering of the table
     * @param vectors reads the records of the last pass
     * @return the assignment of each record, asked in order
     */
    Assignment assignment(Clustering clustering, VectorReader vectors);

    /**
     * Writes one record per customer; nothing when every record counts for itself.
     *
     * @param clustering of the table, or null when there was nothing to train on
     * @param ids of the segments
     * @param fields of the segment
     */
    void writeCustomers(Clustering clustering, SegmentIds ids, SegmentFields fields, LazyChild child, TrainingMonitor monitor) throws IOException;
}
