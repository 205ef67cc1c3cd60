// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.services.ModelStore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The models used last, so that they are not read and checked again for every FlowFile. Which version is the latest is
 * asked anew every time: a new model is used from the next FlowFile on. Safe for several threads.
 */
final class SegmentModels {

    private static final int CAPACITY = 16;
    private static final int GENERATIONS = 5;

    private final Map<String, SegmentModel> models = new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, SegmentModel> eldest) {
            return size() > CAPACITY;
        }
    };

    /**
     * Without a version, the newest model that was trained on vectors of the records' embedder: while TF-IDF and then the segments are
     * trained anew, records of both generations find theirs. Looks no farther back than {@value #GENERATIONS} versions.
     *
     * @param version or null for the latest
     * @param embedder of the records, or null when it is not known
     * @return such a model, or the latest when there is none
     * @throws dev.segmentation.record.RecordProblem when there is no such model
     * @throws InvalidModelException when it is damaged or of another kind
     * @throws dev.segmentation.record.ServiceTrouble when the store fails
     */
    SegmentModel get(final ModelStore store, final String name, final String version, final String embedder) throws InvalidModelException {
        final SegmentModel first = load(store, name, version == null ? StoredModels.latestVersion(store, name) : version);
        if (version != null || first.fits(embedder)) {
            return first;
        }
        final List<String> versions = StoredModels.versions(store, name).reversed();
        for (final String earlier : versions.subList(0, Math.min(GENERATIONS, versions.size()))) {
            final SegmentModel model = load(store, name, earlier);
            if (model.fits(embedder)) {
                return model;
            }
        }
        return first;
    }

    synchronized void clear() {
        models.clear();
    }

    private synchronized SegmentModel load(final ModelStore store, final String name, final String version) throws InvalidModelException {
        final String key = name + "/" + version;
        final SegmentModel known = models.get(key);
        if (known != null) {
            return known;
        }
        final SegmentModel model = SegmentModel.read(StoredModels.load(store, name, version));
        models.put(key, model);
        return model;
    }
}
