// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.record.ServiceTrouble;
import dev.segmentation.services.ModelStore;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The models used last, so that they are not read and checked again for every FlowFile. Which version is the latest is
 * asked anew every time: a new model is used from the next FlowFile on. Safe for several threads.
 */
final class SegmentModels {

    private static final int CAPACITY = 16;

    private final Map<String, SegmentModel> models = new LinkedHashMap<>(CAPACITY, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, SegmentModel> eldest) {
            return size() > CAPACITY;
        }
    };

    /**
     * @param version or null for the latest
     * @throws RecordProblem when there is no such model
     * @throws InvalidModelException when it is damaged or of another kind
     * @throws ServiceTrouble when the store fails
     */
    SegmentModel get(final ModelStore store, final String name, final String version) throws InvalidModelException {
        try {
            final String wanted = version == null ? store.latestVersion(name).orElseThrow(() -> new RecordProblem("the Model Store has no model of the name given")) : version;
            return load(store, name, wanted);
        } catch (final InvalidModelException | RecordProblem e) {
            throw e;
        } catch (final NoSuchFileException e) {
            throw new RecordProblem("the Model Store has no such version of the model", e);
        } catch (final IOException | RuntimeException e) {
            throw new ServiceTrouble("The Model Store cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    synchronized void clear() {
        models.clear();
    }

    private synchronized SegmentModel load(final ModelStore store, final String name, final String version) throws IOException {
        final String key = name + "/" + version;
        final SegmentModel known = models.get(key);
        if (known != null) {
            return known;
        }
        final SegmentModel model = SegmentModel.read(store.load(name, version));
        models.put(key, model);
        return model;
    }
}
