// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.FlagReader;
import dev.segmentation.record.RecordFlow;
import dev.segmentation.record.VectorReader;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.serialization.record.Record;

import java.util.List;

/**
 * The records of a FlowFile that may be used: those that have a vector and have not opted out.
 *
 * @param recordFlow reads the FlowFile
 * @param embeddingField where the vector stands
 * @param optOut tells which records must not be used, or null when all may
 * @param required further fields that the records need
 * @param monitor asked at every record
 */
record FlowFileVectors(RecordFlow recordFlow, FlowFile flowFile, FieldPath embeddingField, FlagReader optOut, List<FieldPath> required, TrainingMonitor monitor) implements VectorPass {

    @Override
    public void forEach(final Consumer consumer) {
        recordFlow.read(flowFile, source -> {
            final VectorReader vectors = new VectorReader(embeddingField);
            for (Record record = source.next(); record != null; record = source.next()) {
                monitor.checkCancelled();
                monitor.progress("records read", source.index(), 0);
                if (source.index() == 0) {
                    embeddingField.requireIn(source.schema());
                    required.forEach(field -> field.requireIn(source.schema()));
                }
                final float[] vector = isOptedOut(record, source.index()) ? null : vectors.read(record, source.index());
                if (vector != null) {
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
        return optOut == null ? assignment : (record, index) -> isOptedOut(record, index) ? null : assignment.next(record, index);
    }

    private boolean isOptedOut(final Record record, final long index) {
        return optOut != null && optOut.read(record, index);
    }
}
