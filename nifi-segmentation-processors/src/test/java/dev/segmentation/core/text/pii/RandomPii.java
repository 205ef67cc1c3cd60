// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;

/**
 * Seeded personal data of nobody: valid numbers in every way people write them.
 */
final class RandomPii {

    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final List<String> PROVINCES = List.of("110101", "310104", "440305", "320102", "510107");
    private static final List<String> ISSUERS = List.of("411111", "555555", "622202", "601100", "353011");
    private static final List<String> AREA_CODES = List.of("202", "212", "312", "415", "617");
    private static final List<String> SEPARATORS = List.of("", " ", "-");

    private final Random random;

    RandomPii(final long seed) {
        random = new Random(seed);
    }

    String value(final PiiKind kind) {
        return switch (kind) {
            case EMAIL -> letters(3) + "." + letters(5) + digits(2) + "@" + letters(6) + pick(List.of(".example.com", ".example.org", ".com", ".cn", ".co.uk"));
            case PHONE -> pick(List.of("(" + pick(AREA_CODES) + ") 555-01" + digits(2), "+1 " + pick(AREA_CODES) + "-555-01" + digits(2), "020 7946 0" + digits(3), "+44 20 7946 0" + digits(3),
                    "010-6" + digits(3) + between(2, 8) + digits(3)));
            case PAYMENT_CARD -> grouped(withLuhn(pick(ISSUERS) + digits(9)), 4);
            case IBAN -> iban();
            case IP_ADDRESS -> random.nextBoolean() ? pick(List.of("192.0.2.", "198.51.100.", "203.0.113.")) + between(0, 255)
                    : "2001:db8::%x:%x".formatted(between(256, 65_535), between(256, 65_535));
            case CHINESE_ID -> chineseId();
            case CHINESE_MOBILE -> chineseMobile();
            case US_SSN -> "%03d-%02d-%04d".formatted(between(667, 899), between(1, 99), between(1, 9999));
            case CUSTOM -> "KD-" + digits(6);
        };
    }

    /**
     * @return the value as it may be written in another way: full-width digits, or invisible characters inside
     */
    String disguised(final String value) {
        final StringBuilder disguised = new StringBuilder();
        final boolean wide = random.nextBoolean();
        for (final char character : value.toCharArray()) {
            disguised.append(wide && character > ' ' ? (char) (character + '！' - '!') : character);
            if (random.nextInt(4) == 0) {
                disguised.append(pick(List.of("\u200B", "\u00AD", "\u2060", "\uFEFF", "\u200D")));
            }
        }
        return disguised.toString();
    }

    String pick(final List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private int between(final int first, final int last) {
        return first + random.nextInt(last - first + 1);
    }

    private String digits(final int count) {
        final StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private String letters(final int count) {
        final StringBuilder letters = new StringBuilder();
        for (int i = 0; i < count; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    private String grouped(final String digits, final int size) {
        return digits.replaceAll("(.{%d})(?=.)".formatted(size), "$1" + pick(SEPARATORS));
    }

    private String chineseMobile() {
        final String separator = pick(SEPARATORS);
        return pick(List.of("", "+86 ", "+86", "0086-")) + "13" + random.nextInt(10) + separator + digits(4) + separator + digits(4);
    }

    private String chineseId() {
        final String number = pick(PROVINCES) + between(1940, 2015) + "%02d%02d".formatted(between(1, 12), between(1, 28)) + digits(3);
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += (number.charAt(i) - '0') * WEIGHTS[i];
        }
        return number + "10X98765432".charAt(sum % 11);
    }

    private String iban() {
        final String account = digits(18);
        // "DE00" as digits behind the account number: D is 13, E is 14.
        final int remainder = new BigInteger(account + "131400").mod(BigInteger.valueOf(97)).intValue();
        return grouped("DE%02d".formatted(98 - remainder) + account, 4);
    }

    private static String withLuhn(final String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            final int digit = digits.charAt(digits.length() - 1 - i) - '0';
            final int weighted = i % 2 == 0 ? 2 * digit : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return digits + (10 - sum % 10) % 10;
    }
}
