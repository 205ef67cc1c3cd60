// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.TrainingMonitor;
import dev.segmentation.record.FieldPath;
import dev.segmentation.record.RecordFlow;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessContext;

import java.util.stream.Stream;

/**
 * The records of a FlowFile, to be read for a training, and again for another.
 *
 * @param leftOut tells which records must not be used
 */
record TrainingRecords(ProcessContext context, RecordFlow recordFlow, FlowFile flowFile, LeftOut leftOut, TrainingMonitor monitor) {

    /**
     * @param embeddingField where the vectors stand, or null when vectors do not count
     */
    FlowFileVectors pass(final FieldPath embeddingField) {
        final Stream<FieldPath> required = Stream.concat(FeatureProperties.requiredFields(context).stream(), ComparisonProperties.requiredFields(context).stream());
        return new FlowFileVectors(recordFlow, flowFile, embeddingField, 0, FeatureProperties.fields(context) != null, leftOut, required.toList(), monitor);
    }

    /**
     * @return how the processor's properties have an algorithm train
     */
    Training training(final Algorithm algorithm) {
        return new Training(AlgorithmProperties.search(context, algorithm), SegmentCountProperties.automatic(context, algorithm),
                MemoryLimit.bytes(context, ClusterCustomers.TRAINING_MEMORY_LIMIT));
    }

    /**
     * @param pass over the records
     * @return what is to be clustered
     * @throws dev.segmentation.record.RecordProblem when the memory limit does not allow it, or a record lacks what is needed
     */
    TrainingVectors read(final Training training, final FlowFileVectors pass) {
        final TrainingVectors vectors = FeatureProperties.training(context, flowFile, training, monitor);
        pass.forEach(vectors::add);
        return vectors;
    }
}
