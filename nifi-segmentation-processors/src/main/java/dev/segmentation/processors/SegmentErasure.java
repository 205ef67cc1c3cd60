// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.cluster.RemainingMeans;
import dev.segmentation.core.cluster.StreamingKMeans;
import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.ModelVersions;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.SegmentationAttributes;
import dev.segmentation.record.ServiceTrouble;
import dev.segmentation.services.ModelStore;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.processor.ProcessSession;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/**
 * Takes the vectors of one FlowFile out of the newest model, and publishes what remains. A FlowFile that comes again changes nothing.
 *
 * @param model the newest one
 * @param digest of the FlowFile's content
 */
record SegmentErasure(ModelStore store, SegmentModel model, String digest) {

    private static final String ERASED = "erased";
    private static final String REPEATED = "repeated";
    private static final String NOTHING = "nothing";

    /**
     * @throws RecordProblem when there is no model, or one that nothing can be taken out of
     * @throws InvalidModelException when the model is damaged
     * @throws ServiceTrouble when the store fails
     */
    static SegmentErasure begin(final PropertyContext context, final ModelStore store, final SegmentModels models, final String name, final ProcessSession session, final FlowFile flowFile)
            throws InvalidModelException {
        StoredModels.requireWritable(store);
        final SegmentModel model = models.get(store, name, StoredModels.latestVersion(store, name), null, 0);
        final String obstacle = model.erasureObstacle();
        if (obstacle != null) {
            throw new RecordProblem("nothing can be taken out of version " + model.version() + " of the model: " + obstacle + ". Train anew with an Erasure List");
        }
        requireSamePooling(context, model);
        return new SegmentErasure(store, model, digest(session, flowFile));
    }

    /** With other vectors than those of the training, something else would be taken out. */
    private static void requireSamePooling(final PropertyContext context, final SegmentModel model) {
        final boolean pooledByModel = model.features() != null && model.features().fields().byCustomer();
        final boolean byCustomer = pooledByModel || CustomerProperties.customerField(context) != null;
        if (model.isOfCustomers() != byCustomer) {
            throw new RecordProblem("the model was trained by " + (model.isOfCustomers() ? "customers, and the Customer ID Field is empty" : "single records, and the Customer ID Field is set"));
        }
        if (byCustomer && !pooledByModel && !Objects.equals(CustomerProperties.poolingOfAll(context).halfLifeMillis(), model.poolingHalfLife())) {
            throw new RecordProblem("the model was trained with another Customer Pooling or Half-Life");
        }
    }

    private static String digest(final ProcessSession session, final FlowFile flowFile) {
        final MessageDigest sha256 = sha256();
        session.read(flowFile, in -> {
            try (InputStream digested = new DigestInputStream(in, sha256)) {
                digested.transferTo(OutputStream.nullOutputStream());
            }
        });
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * @return the date from which recency was counted back at the training, or null when the model knows no purchases
     */
    Long referenceDate() {
        return model.features() == null ? null : model.features().referenceDate();
    }

    /**
     * Last of all that may fail for the data's sake.
     *
     * @param erased the vectors of the FlowFile by segment
     * @return what the FlowFile's attributes are to tell
     * @throws RecordProblem when nothing would remain of a segment
     * @throws ServiceTrouble when the store fails, or somebody else has published a model meanwhile: the FlowFile is to be tried again
     */
    Map<String, String> publish(final StreamingKMeans.Batch erased) {
        if (model.hasErased(digest)) {
            return attributes(REPEATED, model.version());
        }
        if (erased.count() == 0) {
            return attributes(NOTHING, model.version());
        }
        final int exhausted = RemainingMeans.exhausted(model.sizes(), erased);
        if (exhausted >= 0) {
            throw new RecordProblem("segment " + model.ids().of(exhausted) + " has " + model.size(exhausted) + " members, of which the FlowFile would take " + erased.count(exhausted)
                    + " away, and at least 1 must remain: train anew with an Erasure List");
        }
        final String newest = StoredModels.latestVersion(store, model.name());
        if (!newest.equals(model.version())) {
            throw new ServiceTrouble("the model has become version " + newest + " meanwhile", null);
        }
        final String version = ModelVersions.next();
        if (version.compareTo(newest) <= 0) {
            throw new RecordProblem("a version that is made now, such as " + version + ", would not come after " + newest);
        }
        StoredModels.publish(store, model.name(), version, model.without(version, Instant.now(), erased, digest).toBytes());
        return attributes(ERASED, version);
    }

    private static Map<String, String> attributes(final String outcome, final String version) {
        return Map.of(SegmentationAttributes.ERASURE, outcome, SegmentationAttributes.ERASURE_VERSION, version);
    }
}
