// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import dev.segmentation.core.text.pii.MaskedText;
import dev.segmentation.core.text.pii.PiiMarks;
import dev.segmentation.core.text.pii.PiiMasker;
import org.apache.lucene.util.CloseableThreadLocal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Text in, tokens out: cleans a text, masks personal data, decides on the language and splits the text into words. Time and memory are linear
 * in the text's length. Thread-safe; closing it frees what each thread has kept for reuse.
 */
public final class TextPipeline implements AutoCloseable {

    private final TextOptions options;
    private final TextCleaner cleaner;
    private final PiiMasker masker;
    private final LanguageDetection detection;
    private final ProtectedPhrases phrases;
    private final CloseableThreadLocal<ThreadState> states = new CloseableThreadLocal<>() {
        @Override
        protected ThreadState initialValue() {
            return new ThreadState();
        }
    };

    public TextPipeline(final TextOptions options) {
        this.options = options;
        cleaner = new TextCleaner(options.cleaning());
        masker = options.personalData() == null ? null : new PiiMasker(options.personalData());
        detection = new LanguageDetection(options.languages().candidates());
        phrases = new ProtectedPhrases(options.words().phrases(), options.words().lowerCase());
    }

    /**
     * @param text may be null or blank: no tokens and no language then
     * @throws dev.segmentation.core.text.pii.UnmaskableTextException when it is not known whether all personal data is masked
     */
    public TokenizedText apply(final String text) {
        if (text == null || text.isBlank()) {
            return empty();
        }
        return apply(text, options.languages().fixed() == null ? detection::detect : any -> options.languages().fixed());
    }

    /**
     * @param language whose words are found; null for a language that is none of {@link TextLanguage}: its words are split where Unicode says, and
     *        nothing more is done to them
     * @throws dev.segmentation.core.text.pii.UnmaskableTextException when it is not known whether all personal data is masked
     */
    public TokenizedText apply(final String text, final TextLanguage language) {
        return text == null || text.isBlank() ? empty() : apply(text, any -> language);
    }

    @Override
    public void close() {
        states.close();
    }

    private TokenizedText apply(final String text, final LanguageRule rule) {
        final String decoded = cleaner.decode(text);
        if (masker == null) {
            final String cleaned = cleaner.removeNoise(decoded);
            final TextLanguage language = rule.languageOf(cleaned);
            final String clean = cleaner.unify(cleaned, language);
            final TokenCollector tokens = states.get().tokens(clean, language);
            return new TokenizedText(language, tokens.tokens(), tokens.partsOfSpeech(), clean, null, null);
        }
        final MaskedText masked = masker.mask(decoded);
        final String cleaned = PiiMarks.changeOutside(masked.text(), cleaner::removeNoise);
        final TextLanguage language = rule.languageOf(PiiMarks.remove(cleaned));
        final String clean = PiiMarks.changeOutside(cleaned, part -> cleaner.unify(part, language));
        final TokenCollector tokens = states.get().tokens(PiiMarks.remove(clean), language);
        return new TokenizedText(language, tokens.tokens(), tokens.partsOfSpeech(), clean, masked.text(), masked.found());
    }

    private TokenizedText empty() {
        final boolean masks = masker != null;
        return new TokenizedText(null, List.of(), options.words().partsOfSpeech() ? List.of() : null, null, null, masks ? Map.of() : null);
    }

    private interface LanguageRule {
        TextLanguage languageOf(String text);
    }

    /** What one thread keeps from text to text. */
    private final class ThreadState {

        private final Map<TextLanguage, WordAnalysis> analyses = new HashMap<>();
        private final boolean tags = options.words().partsOfSpeech() || !options.words().keptPartsOfSpeech().isEmpty();
        private final boolean tagsChinese = tags && options.words().chineseWords() == ChineseWords.HANLP;
        private HanSegmenter hanSegmenter;
        private EnglishTagger tagger;

        private TokenCollector tokens(final String text, final TextLanguage language) {
            final WordAnalysis analysis = analyses.computeIfAbsent(language, this::analysis);
            final TaggedWords tagged = tag(text, language);
            final TokenCollector tokens = new TokenCollector(text, options.words());
            int from = 0;
            for (final ProtectedPhrases.Match phrase : phrases.find(text)) {
                analysis.analyze(text, from, phrase.start(), tagged, tokens);
                tokens.add(phrase.token(), phrase.start(), phrase.end(), tagged == null ? null : tagged.partOfSpeech(phrase.end() - 1));
                from = phrase.end();
            }
            analysis.analyze(text, from, text.length(), tagged, tokens);
            return tokens;
        }

        private TaggedWords tag(final String text, final TextLanguage language) {
            final boolean lemmas = options.words().stemming() == Stemming.LEMMA;
            if (language != TextLanguage.ENGLISH || !tags && !lemmas) {
                return null;
            }
            if (tagger == null) {
                tagger = new EnglishTagger(lemmas);
            }
            return tagger.tag(text);
        }

        private WordAnalysis analysis(final TextLanguage language) {
            if (hanSegmenter == null) {
                hanSegmenter = options.words().chineseWords() == ChineseWords.HANLP ? new HanLpSegmenter(tags) : new SmartChineseSegmenter();
            }
            return new WordAnalysis(language, options.words(), hanSegmenter, tagsChinese, options.cleaning().emoji() == EmojiHandling.KEEP);
        }
    }
}
