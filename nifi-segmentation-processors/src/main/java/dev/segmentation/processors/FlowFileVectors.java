// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.serialization.record.Record;

import java.util.List;

/**
 * The records of a FlowFile that may be used: those that are not left out, and have a vector where one is needed.
 *
 * @param recordFlow reads the FlowFile
 * @param embeddingField where the vector stands, or null when vectors do not count
 * @param dimension of the vectors, or 0 when the first one tells
 * @param withoutVector whether records without a vector may be used as well
 * @param leftOut tells which records must not be used
 * @param required further fields that the records need
 * @param monitor asked at every record
 */
record FlowFileVectors(RecordFlow recordFlow, FlowFile flowFile, FieldPath embeddingField, int dimension, boolean withoutVector, LeftOut leftOut, List<FieldPath> required,
        TrainingMonitor monitor) implements VectorPass {

    @Override
    public void forEach(final Consumer consumer) {
        recordFlow.read(flowFile, source -> {
            final VectorReader vectors = embeddingField == null ? null : new VectorReader(embeddingField, dimension);
            for (Record record = source.next(); record != null; record = source.next()) {
                monitor.checkCancelled();
                monitor.progress("records read", source.index(), 0);
                if (source.index() == 0) {
                    if (embeddingField != null) {
                        embeddingField.requireIn(source.schema());
                    }
                    required.forEach(field -> field.requireIn(source.schema()));
                }
                if (leftOut.contains(record, source.index())) {
                    continue;
                }
                final float[] vector = vectors == null ? null : vectors.read(record, source.index());
                if (vector != null || withoutVector) {
                    consumer.accept(record, source.index(), vector);
                }
            }
        });
    }

    /**
     * @param assignment of the records that this pass gives
     * @return the assignment of all records of the FlowFile
     */
    Assignment ofAll(final Assignment assignment) {
        return (record, index) -> leftOut.contains(record, index) ? null : assignment.next(record, index);
    }
}
