// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.model.InvalidModelException;
import dev.segmentation.model.SegmentModel;
import dev.segmentation.record.RecordProblem;
import dev.segmentation.services.ModelStore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The models used last, so that they are not read and checked again for every FlowFile, and which versions there are, asked for once in a while.
 * Safe for several threads, of which one asks for all: the others wait for its answer.
 */
final class SegmentModels {

    private static final int CAPACITY = 16;
    private static final int GENERATIONS = 5;

    private final LongSupplier clock;
    private final Map<String, SegmentModel> models = new Recent<>();
    private final Map<String, Known> known = new Recent<>();

    SegmentModels() {
        this(System::nanoTime);
    }

    /**
     * @param clock gives nanoseconds
     */
    SegmentModels(final LongSupplier clock) {
        this.clock = clock;
    }

    private static final class Recent<T> extends LinkedHashMap<String, T> {

        private Recent() {
            super(CAPACITY, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, T> eldest) {
            return size() > CAPACITY;
        }
    }

    /**
     * What the store said of one name.
     *
     * @param versions ascending
     * @param asked when, in nanoseconds of the clock
     */
    private record Known(List<String> versions, long asked) {
    }

    /**
     * Without a version, the newest model that was trained on vectors of the records' embedder: while TF-IDF and then the segments are
     * trained anew, records of both generations find theirs. Looks no farther back than {@value #GENERATIONS} versions. Records of an embedder
     * that none of the known models has have the store asked at once.
     *
     * @param version or null for the latest
     * @param embedder of the records, or null when it is not known
     * @param refreshNanos how long an answer of the store about its versions is good for, 0 or more
     * @return such a model, or the latest when there is none
     * @throws RecordProblem when there is no such model
     * @throws InvalidModelException when it is damaged or of another kind
     * @throws dev.segmentation.record.ServiceTrouble when the store fails
     */
    synchronized SegmentModel get(final ModelStore store, final String name, final String version, final String embedder, final long refreshNanos) throws InvalidModelException {
        if (version != null) {
            return load(store, name, version);
        }
        final Known before = known.get(name);
        final boolean fresh = before != null && clock.getAsLong() - before.asked() < refreshNanos;
        final SegmentModel newest = newestFor(embedder, store, name, fresh ? before : ask(store, name));
        return !fresh || newest.fits(embedder) ? newest : newestFor(embedder, store, name, ask(store, name));
    }

    /**
     * Has the store asked for the versions of a name the next time that they are needed.
     */
    synchronized void refresh(final String name) {
        known.remove(name);
    }

    synchronized void clear() {
        models.clear();
        known.clear();
    }

    private Known ask(final ModelStore store, final String name) {
        final Known answer = new Known(StoredModels.versions(store, name), clock.getAsLong());
        if (answer.versions().isEmpty()) {
            throw new RecordProblem("the Model Store has no model named '" + name + "'");
        }
        known.put(name, answer);
        return answer;
    }

    private SegmentModel newestFor(final String embedder, final ModelStore store, final String name, final Known answer) throws InvalidModelException {
        final SegmentModel newest = load(store, name, answer.versions().getLast());
        if (newest.fits(embedder)) {
            return newest;
        }
        final List<String> versions = answer.versions().reversed();
        for (final String earlier : versions.subList(0, Math.min(GENERATIONS, versions.size()))) {
            final SegmentModel model = load(store, name, earlier);
            if (model.fits(embedder)) {
                return model;
            }
        }
        return newest;
    }

    private SegmentModel load(final ModelStore store, final String name, final String version) throws InvalidModelException {
        final String key = name + "/" + version;
        final SegmentModel loaded = models.get(key);
        if (loaded != null) {
            return loaded;
        }
        final SegmentModel model = SegmentModel.read(StoredModels.load(store, name, version));
        models.put(key, model);
        return model;
    }
}
