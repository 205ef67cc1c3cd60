// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import opennlp.tools.lemmatizer.LemmatizerME;
import opennlp.tools.lemmatizer.LemmatizerModel;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTaggerME;
import opennlp.tools.tokenize.TokenizerME;
import opennlp.tools.tokenize.TokenizerModel;
import opennlp.tools.util.Span;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.Arrays;
import java.util.Locale;

/**
 * Parts of speech and lemmas of English words by OpenNLP's maximum entropy models, trained on the English Web Treebank of Universal
 * Dependencies. The models (about 20 MB of heap) are loaded once per class loader, when they are needed first. Time is linear in the
 * text's length. Used by one thread.
 */
final class EnglishTagger {

    /** The tagger's search copies what it has of a sentence with every word. */
    private static final int MAXIMUM_WORDS = 100;
    private static final int MAXIMUM_SENTENCE = 1000;

    private final BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
    private final TokenizerME tokenizer = new TokenizerME(Models.TOKENIZER);
    private final POSTaggerME tagger = new POSTaggerME(Models.TAGGER);
    private final LemmatizerME lemmatizer;

    /**
     * @param withLemmas whether lemmas are needed too
     */
    EnglishTagger(final boolean withLemmas) {
        lemmatizer = withLemmas ? new LemmatizerME(LemmaModel.LEMMATIZER) : null;
    }

    TaggedWords tag(final String text) {
        final TaggedWords tagged = new TaggedWords();
        sentences.setText(text);
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; end = sentences.next()) {
            for (int from = start; from < end; from = cut(text, from, end)) {
                tagSentence(text.substring(from, cut(text, from, end)), from, tagged);
            }
            start = end;
        }
        return tagged;
    }

    /**
     * @return where a stretch of bearable length ends, between words where there are any
     */
    private static int cut(final String text, final int from, final int end) {
        if (end - from <= MAXIMUM_SENTENCE) {
            return end;
        }
        final int space = text.lastIndexOf(' ', from + MAXIMUM_SENTENCE);
        return space > from ? space + 1 : text.offsetByCodePoints(from, MAXIMUM_SENTENCE / 2);
    }

    private void tagSentence(final String sentence, final int offset, final TaggedWords tagged) {
        final Span[] spans = tokenizer.tokenizePos(sentence);
        for (int from = 0; from < spans.length; from += MAXIMUM_WORDS) {
            final Span[] part = Arrays.copyOfRange(spans, from, Math.min(spans.length, from + MAXIMUM_WORDS));
            final String[] words = Span.spansToStrings(part, sentence);
            final String[] tags = tagger.tag(words);
            final String[] lemmas = lemmatizer == null ? null : lemmatizer.lemmatize(words, tags);
            for (int i = 0; i < part.length; i++) {
                // A contraction such as "don't" is AUX+PART: its first word decides, and it has no lemma of its own.
                final int contracted = tags[i].indexOf('+');
                final PartOfSpeech tag = PartOfSpeech.valueOf(contracted < 0 ? tags[i] : tags[i].substring(0, contracted));
                tagged.add(offset + part[i].getStart(), offset + part[i].getEnd(), tag, lemmas == null || contracted >= 0 ? null : lemmas[i]);
            }
        }
    }

    private static <T> T load(final String model, final Loader<T> loader) {
        try (InputStream in = EnglishTagger.class.getResourceAsStream("/opennlp-en-ud-ewt-" + model + "-1.3-2.5.4.bin")) {
            return loader.load(in);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Loader<T> {
        T load(InputStream in) throws IOException;
    }

    private static final class Models {
        private static final TokenizerModel TOKENIZER = load("tokens", TokenizerModel::new);
        private static final POSModel TAGGER = load("pos", POSModel::new);
    }

    private static final class LemmaModel {
        private static final LemmatizerModel LEMMATIZER = load("lemmas", LemmatizerModel::new);
    }
}
