// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.Cleaning;
import dev.segmentation.core.text.CleaningOptions;
import dev.segmentation.core.text.EmojiHandling;
import dev.segmentation.core.text.UnicodeForm;
import dev.segmentation.services.EnumChoice;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The properties for cleaning texts.
 */
final class CleaningProperties {

    static final PropertyDescriptor STRIP_HTML = TextProperties.flag("Strip HTML", "Whether HTML tags are removed and entities such as &amp; decoded.").build();

    static final PropertyDescriptor REMOVE_CONTROL_CHARACTERS = TextProperties.flag("Remove Control Characters",
            "Whether control characters become spaces, and invisible format characters disappear.").build();

    static final PropertyDescriptor UNICODE_NORMALIZATION = new PropertyDescriptor.Builder()
            .name("Unicode Normalization")
            .description("How characters that mean the same become one.")
            .required(true)
            .allowableValues(
                    EnumChoice.of(UnicodeForm.NFKC, "Letters and their marks become one character, full-width characters half-width ones, ligatures their letters"),
                    EnumChoice.of(UnicodeForm.NFC, "Letters and their marks become one character"),
                    EnumChoice.of(UnicodeForm.NONE, "Characters stay as they are"))
            .defaultValue(EnumChoice.name(UnicodeForm.NFKC))
            .build();

    static final PropertyDescriptor FOLD_WIDTH = TextProperties.flag("Fold Width", "Whether full-width letters, digits, punctuation and spaces become half-width: ＵＳＢ becomes USB.")
            .dependsOn(UNICODE_NORMALIZATION, EnumChoice.name(UnicodeForm.NFC), EnumChoice.name(UnicodeForm.NONE))
            .build();

    static final PropertyDescriptor REMOVE_URLS = TextProperties.flag("Remove URLs",
            "Whether web addresses that start with http://, https://, ftp:// or www. are removed.").build();

    static final PropertyDescriptor REMOVE_EMAIL_ADDRESSES = TextProperties.flag("Remove Email Addresses", "Whether e-mail addresses are removed.").build();

    static final PropertyDescriptor REMOVE_USER_HANDLES = TextProperties.flag("Remove User Handles", "Whether names such as @somebody or @小米客服 are removed.").build();

    static final PropertyDescriptor SHORTEN_REPEATED_CHARACTERS = TextProperties.flag("Shorten Repeated Characters",
            "Whether a letter, an exclamation or a question mark that is repeated three times or more is written twice: 'sooooo' becomes 'soo', 哈哈哈哈 becomes 哈哈.").build();

    static final PropertyDescriptor EMOJI = new PropertyDescriptor.Builder()
            .name("Emoji")
            .description("What becomes of emoji.")
            .required(true)
            .allowableValues(
                    EnumChoice.of(EmojiHandling.DROP, "They are removed"),
                    EnumChoice.of(EmojiHandling.NAME, "Unicode's name takes the place of each, as one word: grinning_face"),
                    EnumChoice.of(EmojiHandling.KEEP, "They stay, and each is a token"))
            .defaultValue(EnumChoice.name(EmojiHandling.DROP))
            .build();

    static final PropertyDescriptor SIMPLIFY_CHINESE = TextProperties.flag("Simplify Chinese",
            "Whether traditional characters in Chinese texts become simplified ones, so that 電話 and 电话 are the same word.").build();

    static final List<PropertyDescriptor> ALL = List.of(STRIP_HTML, REMOVE_CONTROL_CHARACTERS, UNICODE_NORMALIZATION, FOLD_WIDTH, REMOVE_URLS, REMOVE_EMAIL_ADDRESSES,
            REMOVE_USER_HANDLES, SHORTEN_REPEATED_CHARACTERS, EMOJI, SIMPLIFY_CHINESE);

    private static final Map<PropertyDescriptor, Cleaning> STEPS = Map.of(STRIP_HTML, Cleaning.HTML, REMOVE_CONTROL_CHARACTERS, Cleaning.CONTROL_CHARACTERS,
            FOLD_WIDTH, Cleaning.FULL_WIDTH, REMOVE_URLS, Cleaning.URLS, REMOVE_EMAIL_ADDRESSES, Cleaning.EMAIL_ADDRESSES, REMOVE_USER_HANDLES, Cleaning.USER_HANDLES,
            SHORTEN_REPEATED_CHARACTERS, Cleaning.REPEATED_CHARACTERS, SIMPLIFY_CHINESE, Cleaning.TRADITIONAL_CHINESE);

    private CleaningProperties() {
    }

    static CleaningOptions options(final PropertyContext context) {
        final Set<Cleaning> steps = EnumSet.noneOf(Cleaning.class);
        STEPS.forEach((property, step) -> {
            if (context.getProperty(property).asBoolean()) {
                steps.add(step);
            }
        });
        return new CleaningOptions(steps, EnumChoice.read(context, UNICODE_NORMALIZATION, UnicodeForm.class), EnumChoice.read(context, EMOJI, EmojiHandling.class));
    }
}
