// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.ChineseWords;
import dev.segmentation.core.text.PartOfSpeech;
import dev.segmentation.core.text.Stemming;
import dev.segmentation.core.text.WordOptions;
import dev.segmentation.record.FieldPath;
import dev.segmentation.services.EnumChoice;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.processor.util.StandardValidators;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The properties for the words that become tokens.
 */
final class WordProperties {

    static final PropertyDescriptor CHINESE_WORDS = new PropertyDescriptor.Builder()
            .name("Chinese Words")
            .description("Who finds the words in Chinese text.")
            .required(true)
            .allowableValues(
                    EnumChoice.of(ChineseWords.HANLP, "HanLP knows many words of today (蓝牙, 客服) and their parts of speech"),
                    EnumChoice.of(ChineseWords.SMART_CHINESE, "Lucene's SmartChinese splits more, and knows no parts of speech"))
            .defaultValue(EnumChoice.name(ChineseWords.HANLP))
            .build();

    static final PropertyDescriptor LOWER_CASE = TextProperties.flag("Lower Case",
            "Whether tokens are lower case. Otherwise words with capitals keep them and are not stemmed.").build();

    static final PropertyDescriptor REMOVE_STOP_WORDS = TextProperties.flag("Remove Stop Words",
            "Whether function words such as 'the' or '的' are left out. Negations such as 'not' or '不' are always kept.").build();

    static final PropertyDescriptor STOP_WORDS = TextProperties.list("Stop Words", "Further words that are left out, in whatever language, as they are written before stemming.").build();

    static final PropertyDescriptor STEMMING = new PropertyDescriptor.Builder()
            .name("Stemming")
            .description("How words are reduced to a common form. Chinese words have no endings and stay as they are.")
            .required(true)
            .allowableValues(
                    EnumChoice.of(Stemming.NONE, "Words stay as they were written"),
                    EnumChoice.of(Stemming.LIGHT, "Krovetz for English: looks words up, the result nearly always is a word that people can read ('dresses' becomes 'dress'); "
                            + "Lucene's light stemmers for other languages"),
                    EnumChoice.of(Stemming.PORTER, "Porter and his Snowball: cut endings by rule, join more forms, and often leave no readable word ('quality' becomes 'qualiti')"),
                    EnumChoice.of(Stemming.LEMMA, "The dictionary form that fits the sentence, for English ('bought' becomes 'buy'); light for other languages. Takes about twenty times as long"))
            .defaultValue(EnumChoice.name(Stemming.LIGHT))
            .build();

    static final PropertyDescriptor PROTECTED_PHRASES = TextProperties.list("Protected Phrases",
            "Phrases that become one token, such as 'customer service' or 蓝牙耳机; they are found in any case, and are neither stemmed nor left out.").build();

    static final PropertyDescriptor FOLD_NUMBERS = TextProperties.flag("Fold Numbers", "Whether every number becomes the same token, <num>.").defaultValue("false").build();

    static final PropertyDescriptor MINIMUM_TOKEN_LENGTH = length("Minimum Token Length", "Shorter tokens are left out, in characters. Most Chinese words have one or two.", "1");

    static final PropertyDescriptor MAXIMUM_TOKEN_LENGTH = length("Maximum Token Length", "Longer tokens are left out, in characters.", "255");

    static final PropertyDescriptor LONGEST_N_GRAM = new PropertyDescriptor.Builder()
            .name("Longest N-Gram")
            .description("How many neighbouring words of a sentence become a token as well, joined by a space. 1: single words only.")
            .required(true)
            .allowableValues("1", "2", "3")
            .defaultValue("1")
            .build();

    static final PropertyDescriptor TAG_PARTS_OF_SPEECH = TextProperties.flag("Tag Parts of Speech",
                    "Whether English and Chinese words get their Universal POS tag, such as NOUN or VERB. English is tagged at about 100,000 words in a second.")
            .defaultValue("false")
            .build();

    static final PropertyDescriptor KEPT_PARTS_OF_SPEECH = new PropertyDescriptor.Builder()
            .name("Kept Parts of Speech")
            .description("The only words that become tokens, as Universal POS tags separated by commas, for example NOUN, PROPN, ADJ, VERB. Empty: all. Words of other languages are kept.")
            .addValidator((subject, input, context) -> new ValidationResult.Builder()
                    .subject(subject)
                    .input(input)
                    .valid(tags(input).stream().allMatch(tag -> Arrays.stream(PartOfSpeech.values()).anyMatch(known -> known.name().equals(tag))))
                    .explanation("the tags are " + Arrays.stream(PartOfSpeech.values()).map(PartOfSpeech::name).collect(Collectors.joining(", ")))
                    .build())
            .dependsOn(TAG_PARTS_OF_SPEECH, "true")
            .build();

    static final PropertyDescriptor PART_OF_SPEECH_FIELD = new PropertyDescriptor.Builder()
            .name("Part of Speech Field")
            .description("The field to add for the tags, an array of strings parallel to the tokens; null for a language that is not tagged. A field of this name is replaced.")
            .required(true)
            .defaultValue("pos")
            .addValidator(FieldPath.NAME_VALIDATOR)
            .dependsOn(TAG_PARTS_OF_SPEECH, "true")
            .build();

    static final List<PropertyDescriptor> ALL = List.of(CHINESE_WORDS, LOWER_CASE, REMOVE_STOP_WORDS, STOP_WORDS, STEMMING, PROTECTED_PHRASES, FOLD_NUMBERS, MINIMUM_TOKEN_LENGTH,
            MAXIMUM_TOKEN_LENGTH, LONGEST_N_GRAM, TAG_PARTS_OF_SPEECH, KEPT_PARTS_OF_SPEECH, PART_OF_SPEECH_FIELD);

    private WordProperties() {
    }

    static WordOptions options(final PropertyContext context) {
        final boolean lowerCase = context.getProperty(LOWER_CASE).asBoolean();
        final Set<String> stopWords = TextProperties.entries(context.getProperty(STOP_WORDS)).stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        final boolean tagged = context.getProperty(TAG_PARTS_OF_SPEECH).asBoolean();
        final Set<PartOfSpeech> kept = EnumSet.noneOf(PartOfSpeech.class);
        if (tagged) {
            tags(context.getProperty(KEPT_PARTS_OF_SPEECH).getValue()).forEach(tag -> kept.add(PartOfSpeech.valueOf(tag)));
        }
        return new WordOptions(context.getProperty(REMOVE_STOP_WORDS).asBoolean(), stopWords, EnumChoice.read(context, STEMMING, Stemming.class), lowerCase,
                context.getProperty(MINIMUM_TOKEN_LENGTH).asInteger(), context.getProperty(MAXIMUM_TOKEN_LENGTH).asInteger(), context.getProperty(LONGEST_N_GRAM).asInteger(),
                TextProperties.entries(context.getProperty(PROTECTED_PHRASES)), context.getProperty(FOLD_NUMBERS).asBoolean(),
                EnumChoice.read(context, CHINESE_WORDS, ChineseWords.class), tagged, kept);
    }

    private static PropertyDescriptor length(final String name, final String description, final String defaultValue) {
        return new PropertyDescriptor.Builder()
                .name(name)
                .description(description)
                .required(true)
                .defaultValue(defaultValue)
                .addValidator(StandardValidators.createLongValidator(1, 255, true))
                .build();
    }

    private static List<String> tags(final String list) {
        return list == null ? List.of() : Arrays.stream(list.split(",")).map(String::strip).filter(tag -> !tag.isEmpty()).map(tag -> tag.toUpperCase(Locale.ROOT)).toList();
    }
}
