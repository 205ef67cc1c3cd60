// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.StreamingKMeans;
import dev.segmentation.model.ModelVersions;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.util.StandardValidators;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Moves the centroids of the model in use with what is assigned to them, and publishes the moved model once in a while. Records are assigned by published models only, so that the version
 * that a record names is the one that decided. Safe for several threads; FlowFiles count in the order in which they are done with.
 */
final class OnlineUpdate {

    static final PropertyDescriptor MODE = new PropertyDescriptor.Builder()
            .name("Online Update")
            .description("""
                    Whether segments move between one training and the next: with what is assigned to them, or without what is to be erased. The moved model is published as a new version, \
                    with the same segment ids. Needs the latest version; 'half-life' also needs one Model Name and no Customer ID Field. \
                    In a cluster the primary node's records alone move the segments by 'half-life'; what a node that ceases to be it has not published is lost for the segments.""")
            .required(true)
            .allowableValues(OnlineMode.class)
            .defaultValue(OnlineMode.OFF)
            .build();

    static final PropertyDescriptor HALF_LIFE = new PropertyDescriptor.Builder()
            .name("Online Update Half-Life")
            .description("Records, of all segments, after which what came before counts half.")
            .required(true)
            .defaultValue("100000")
            .addValidator(StandardValidators.POSITIVE_LONG_VALIDATOR)
            .dependsOn(MODE, OnlineMode.HALF_LIFE)
            .build();

    static final PropertyDescriptor INTERVAL = new PropertyDescriptor.Builder()
            .name("Online Update Interval")
            .description("""
                    How often the moved model is published, if it moved: with the first FlowFile after this time, and when the processor is stopped. \
                    What was assigned since then is lost for the segments, not for the records, when NiFi dies.""")
            .required(true)
            .defaultValue("1 hour")
            .addValidator(StandardValidators.TIME_PERIOD_VALIDATOR)
            .dependsOn(MODE, OnlineMode.HALF_LIFE)
            .build();

    private final LongSupplier clock;
    private SegmentModel base;
    private StreamingKMeans moved;
    private long records;
    private double halfLife;
    private long published;

    OnlineUpdate() {
        this(System::nanoTime);
    }

    /**
     * @param clock gives nanoseconds
     */
    OnlineUpdate(final LongSupplier clock) {
        this.clock = clock;
    }

    static boolean isOn(final PropertyContext context) {
        return mode(context) == OnlineMode.HALF_LIFE;
    }

    static boolean erases(final PropertyContext context) {
        return mode(context) == OnlineMode.ERASE;
    }

    private static OnlineMode mode(final PropertyContext context) {
        return context.getProperty(MODE).asAllowableValue(OnlineMode.class);
    }

    static List<ValidationResult> validate(final ValidationContext context) {
        final List<ValidationResult> results = new ArrayList<>();
        if (mode(context) != OnlineMode.OFF) {
            final String version = context.getProperty(AssignSegments.MODEL_VERSION).getValue();
            require(results, AssignSegments.MODEL_VERSION, version == null || version.isBlank(), "an Online Update goes on from the latest version");
        }
        if (erases(context)) {
            require(results, ErasureList.PROPERTY, !context.getProperty(ErasureList.PROPERTY).isSet(),
                    "the records of an Online Update of this kind are those of customers to be erased: it would leave them out");
        }
        if (isOn(context)) {
            require(results, SegmentProperties.MODEL_NAME, !context.isExpressionLanguagePresent(context.getProperty(SegmentProperties.MODEL_NAME).getValue()),
                    "an Online Update needs one model: a name without Expression Language");
            require(results, CustomerProperties.CUSTOMER_ID_FIELD, CustomerProperties.customerField(context) == null,
                    "an Online Update needs single records: how customers' vectors are pooled depends on what of them is in a FlowFile");
        }
        return results;
    }

    private static void require(final List<ValidationResult> results, final PropertyDescriptor property, final boolean valid, final String explanation) {
        if (!valid) {
            results.add(new ValidationResult.Builder().subject(property.getName()).valid(false).explanation(explanation).build());
        }
    }

    /**
     * Counts a FlowFile that is done with. A newly trained model is gone on from; what the model before it has not published is dropped.
     *
     * @param model that the FlowFile was assigned with
     * @param batch what was assigned
     */
    synchronized void add(final PropertyContext context, final SegmentModel model, final StreamingKMeans.Batch batch) {
        if (batch.count() == 0) {
            return;
        }
        if (base == null || !base.trainedVersion().equals(model.trainedVersion()) && model.version().compareTo(base.version()) > 0) {
            base = model;
            halfLife = context.getProperty(HALF_LIFE).asDouble();
            moved = new StreamingKMeans(model.centroids(), model.weights(), halfLife);
            records = 0;
            published = clock.getAsLong();
        }
        if (base.trainedVersion().equals(model.trainedVersion())) {
            moved.update(batch);
            records += batch.count();
        }
    }

    /**
     * @throws dev.segmentation.record.ServiceTrouble when the store fails; then nothing is lost, and the next call tries again
     */
    synchronized void publishWhenDue(final PropertyContext context, final ModelStore store, final SegmentModels models, final ComponentLog log) {
        if (base != null && clock.getAsLong() - published >= context.getProperty(INTERVAL).asTimePeriod(TimeUnit.NANOSECONDS)) {
            publish(store, models, log);
        }
    }

    /**
     * Publishes what has moved. When somebody else has published a model since, that one is right, and what moved the one before is dropped.
     *
     * @throws dev.segmentation.record.ServiceTrouble when the store fails
     */
    synchronized void publish(final ModelStore store, final SegmentModels models, final ComponentLog log) {
        if (records == 0) {
            return;
        }
        final String name = base.name();
        final String newest = StoredModels.newestVersion(store, name).orElse(null);
        final String version = ModelVersions.next();
        if (!base.version().equals(newest)) {
            log.info("A newer model than version {} is there: the {} records since then do not move it", base.version(), records);
            clear();
        } else if (version.compareTo(newest) <= 0) {
            log.error("The model is not updated: a version that is made now, such as {}, would not come after {}", version, newest);
            clear();
        } else {
            final SegmentModel next = base.moved(version, Instant.now(), moved, records, halfLife);
            StoredModels.publish(store, name, version, next.toBytes());
            log.info("{} records have moved the segments of version {}: published as version {}", records, base.version(), version);
            base = next;
            records = 0;
            published = clock.getAsLong();
        }
        models.refresh(name);
    }

    /**
     * Forgets what has moved, of a node that may not publish it any more.
     */
    synchronized void drop(final ComponentLog log) {
        if (records > 0) {
            log.warn("This node is not the primary one any more: the {} records that moved the segments since version {} was published are lost for the segments", records, base.version());
        }
        clear();
    }

    synchronized void clear() {
        base = null;
        moved = null;
        records = 0;
    }
}
