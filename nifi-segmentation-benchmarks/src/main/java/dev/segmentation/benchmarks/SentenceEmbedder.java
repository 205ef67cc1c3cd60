// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.processors.ProcessorDefaults;
import dev.segmentation.services.SentenceEmbeddingService;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.reporting.InitializationException;
import org.apache.nifi.util.MockConfigurationContext;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A sentence model, behind the very service that flows use. Holds as many texts as EmbedText does.
 */
final class SentenceEmbedder implements Embedder {

    private final TextSource texts;
    private final SentenceEmbeddingService service;
    private final int textsPerCall = ProcessorDefaults.textsPerCall();

    /**
     * @param batch texts per inference
     */
    SentenceEmbedder(final TextSource texts, final String model, final int threads, final int batch) {
        this.texts = texts;
        try {
            service = service(model, threads, batch);
        } catch (final InitializationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /**
     * @return the service, enabled; to be disabled
     */
    static SentenceEmbeddingService service(final String model, final int threads, final int batch) throws InitializationException {
        final SentenceEmbeddingService service = new SentenceEmbeddingService();
        final Map<PropertyDescriptor, String> properties = Map.of(service.getPropertyDescriptor("Model"), model, service.getPropertyDescriptor("Threads"), Integer.toString(threads),
                service.getPropertyDescriptor("Batch Size"), Integer.toString(batch));
        service.onEnabled(new MockConfigurationContext(service, properties, null, Map.of()));
        return service;
    }

    @Override
    public boolean isSeeded() {
        return false;
    }

    @Override
    public double embed(final long seed, final Target target) throws IOException {
        final Stopwatch watch = new Stopwatch();
        final List<String> batch = new ArrayList<>();
        texts.forEach(text -> {
            batch.add(text);
            if (batch.size() == textsPerCall) {
                embed(batch, target);
                batch.clear();
            }
        });
        embed(batch, target);
        return watch.seconds();
    }

    @Override
    public void close() {
        service.onDisabled();
    }

    private void embed(final List<String> batch, final Target target) throws IOException {
        final float[][] vectors = service.embed(batch.stream().filter(text -> text != null).toList());
        int next = 0;
        for (final String text : batch) {
            target.accept(text == null ? null : vectors[next++]);
        }
    }
}
