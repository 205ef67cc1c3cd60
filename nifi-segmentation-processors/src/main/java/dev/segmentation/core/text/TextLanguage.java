// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A language with an analysis of its own.
 */
public enum TextLanguage {

    ENGLISH("en", "eng"),
    CHINESE("zh", "zho"),
    GERMAN("de", "deu"),
    SPANISH("es", "spa"),
    FRENCH("fr", "fra"),
    ITALIAN("it", "ita"),
    PORTUGUESE("pt", "por"),
    JAPANESE("ja", "jpn"),
    KOREAN("ko", "kor");

    private static final Map<String, TextLanguage> BY_CODE = Stream.of(values())
            .flatMap(language -> Stream.of(Map.entry(language.code, language), Map.entry(language.longCode, language)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String code;
    private final String longCode;

    TextLanguage(final String code, final String longCode) {
        this.code = code;
        this.longCode = longCode;
    }

    /**
     * @param tag a language tag, such as en, en-US, zh_CN or deu, in any case
     * @return nothing when it is another language's, or none
     */
    public static Optional<TextLanguage> of(final String tag) {
        return Optional.ofNullable(BY_CODE.get(tag.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT)));
    }

    /**
     * @return ISO 639-1
     */
    public String code() {
        return code;
    }

    /**
     * @return whether it is written in Latin letters
     */
    boolean isLatin() {
        return this != CHINESE && this != JAPANESE && this != KOREAN;
    }
}
