// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.benchmarks;

import dev.segmentation.core.cluster.KMeansMethod;
import dev.segmentation.core.cluster.KMeansOptions;
import dev.segmentation.core.cluster.SegmentSearch;
import dev.segmentation.core.text.Stemming;
import dev.segmentation.core.text.TextLanguage;
import dev.segmentation.core.text.TextOptions;
import dev.segmentation.processors.ClusterCustomers;
import dev.segmentation.processors.EmbedText;
import dev.segmentation.processors.ProcessorDefaults;
import dev.segmentation.processors.TokenizeText;
import org.apache.nifi.components.ConfigurableComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Locale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ProcessorDefaultsTest {

    @Test
    void areThoseThatThePropertiesName() {
        final SegmentSearch search = ProcessorDefaults.search("k-means", null, 5, 3);
        final KMeansOptions options = ((KMeansMethod) search.method()).options();
        assertEquals(property(new ClusterCustomers(), "Neighbour Smoothing"), Integer.toString(search.smoothing()));
        assertEquals(2, ProcessorDefaults.search("diana", 2, 5, 3).smoothing());
        assertEquals(5, options.segments());
        assertEquals(3, options.seed());
        assertEquals(property(new ClusterCustomers(), "Restarts"), Integer.toString(options.restarts()));
        assertEquals(property(new ClusterCustomers(), "Maximum Iterations"), Integer.toString(options.maximumIterations()));
        assertEquals(property(new EmbedText(), "Epochs"), Integer.toString(ProcessorDefaults.wordVectors("word2vec-cbow").epochs()));

        final TextOptions text = ProcessorDefaults.text("auto");
        assertEquals(Stemming.valueOf(property(new TokenizeText(), "Stemming").toUpperCase(Locale.ROOT)), text.words().stemming());
        assertEquals(property(new TokenizeText(), "Maximum Token Length"), Integer.toString(text.words().maximumLength()));
        assertEquals(TextLanguage.CHINESE, ProcessorDefaults.text("zh").languages().fixed());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = {"TF_IDF", "WORD2VEC.*", "GLOVE"})
    void everyFittedEmbeddingIsAMethodOfEmbedText(final Embedding embedding) {
        assertFalse(ProcessorDefaults.trainer(embedding.method(), null, 1).hasWords());
    }

    @Test
    void refusesWhatAPropertyDoesNotTake() {
        assertThrows(IllegalArgumentException.class, () -> ProcessorDefaults.trainer("word2vec", null, 1));
        assertThrows(IllegalArgumentException.class, () -> ProcessorDefaults.search("k-means", null, 0, 1));
    }

    private static String property(final ConfigurableComponent component, final String name) {
        return component.getPropertyDescriptor(name).getDefaultValue();
    }
}
