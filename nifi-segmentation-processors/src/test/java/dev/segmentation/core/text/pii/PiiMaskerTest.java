// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PiiMaskerTest {

    private static final int TEXTS = 3000;
    private static final Duration TIMEOUT = Duration.ofMillis(200);
    private static final List<String> WORDS = List.of("the dress is ", "please call ", " and ", ", ", ". ", "! ", "\n", "naïve Größe ", "客服态度很好，", "这件衣服", "請聯絡", "😀", "タワー ", "ＵＳＢ充电 ", "\u3000");
    /** What customers write around their data; none of it is personal. */
    private static final List<String> FRAGMENTS = List.of("the dress is ", "I paid $49.99 for it. ", "size 38 ", "please call ", " and ", ", ", ". ", "! ", "\n", "returned 2 of 3 ", "naïve Größe ",
            "客服态度很好，", "这件衣服", "快递3天到，", "尺码38偏小。", "請聯絡", "😀", "タワー ", "ＵＳＢ充电 ", "\u3000", "2024-03-15 ", "v1.2.3 ", "第3次购买 ");

    private final PiiMasker masker = new PiiMasker(PiiMaskers.options(PiiOperator.REPLACE));

    @ParameterizedTest
    @EnumSource(value = PiiKind.class, names = "CUSTOM", mode = EnumSource.Mode.EXCLUDE)
    void nothingElseIsLost(final PiiKind kind) {
        final RandomPii random = new RandomPii(kind.ordinal());
        for (int i = 0; i < TEXTS; i++) {
            final String value = random.value(kind);
            final String written = i % 3 == 0 ? random.disguised(value) : value;
            final String before = random.pick(WORDS) + random.pick(WORDS);
            final String after = random.pick(List.of(" ", "，", "\n")) + random.pick(WORDS) + random.pick(WORDS);
            assertEquals(new MaskedText(before + " <" + kind + ">" + after, Map.of(kind.key(), 1)), masker.mask(before + " " + written + after), () -> before + written + after);
        }
    }

    @ParameterizedTest
    @EnumSource(PiiOperator.class)
    void noOperatorLeavesDigitsInAnySpacing(final PiiOperator operator) {
        final PiiMasker operating = new PiiMasker(PiiMaskers.options(operator));
        final RandomPii random = new RandomPii(operator.ordinal());
        final List<PiiKind> kinds = List.copyOf(PiiMaskers.BUILT_IN);
        for (int i = 0; i < TEXTS; i++) {
            final StringBuilder text = new StringBuilder();
            final List<String> values = new ArrayList<>();
            for (int part = 0; part < 4; part++) {
                final String value = random.value(kinds.get((i + part) % kinds.size()));
                values.add(value);
                text.append(random.pick(FRAGMENTS)).append(' ').append(value).append(random.pick(List.of(" ", "，", "\n", "; ")));
            }
            final String masked = operating.mask(text.toString()).text();
            final String letters = squeeze(masked);
            for (final String value : values) {
                assertFalse(letters.contains(squeeze(value)), () -> value + " in " + masked);
            }
        }
    }

    @Test
    void cleanTextIsTheSameString() {
        final RandomPii random = new RandomPii(1);
        for (int i = 0; i < TEXTS; i++) {
            final String clean = random.pick(FRAGMENTS) + random.pick(FRAGMENTS) + random.pick(FRAGMENTS);
            assertSame(clean, masker.mask(clean).text());
            assertEquals(Map.of(), masker.mask(clean).found());
        }
    }

    /** Whatever stands beside whatever, without anything between. */
    @ParameterizedTest
    @EnumSource(value = PiiOperator.class, names = "HASH", mode = EnumSource.Mode.EXCLUDE)
    void maskingAgainFindsNothing(final PiiOperator operator) {
        final PiiMasker operating = new PiiMasker(PiiMaskers.options(operator));
        final RandomPii random = new RandomPii(2);
        final List<PiiKind> kinds = List.copyOf(PiiMaskers.BUILT_IN);
        for (int i = 0; i < TEXTS; i++) {
            final String text = random.value(kinds.get(i % kinds.size())) + random.pick(List.of("", "", "-", ".", "x", "1")) + random.value(kinds.get(i / 8 % kinds.size())) + random.pick(FRAGMENTS)
                    + random.value(kinds.get(i / 64 % kinds.size()));
            final String masked = operating.mask(text).text();
            assertEquals(new MaskedText(masked, Map.of()), operating.mask(masked), text);
        }
    }

    @Test
    void operators() {
        final String text = "我的邮箱是Joe@example.com谢谢, card 4111 1111 1111 1111!";
        assertEquals("我的邮箱是<EMAIL>谢谢, card <PAYMENT_CARD>!", masker.mask(text).text());
        assertEquals("我的邮箱是***************谢谢, card *******************!", new PiiMasker(PiiMaskers.options(PiiOperator.MASK)).mask(text).text());
        assertEquals("我的邮箱是 谢谢, card !", new PiiMasker(PiiMaskers.options(PiiOperator.DROP)).mask(text).text());
        assertEquals(Map.of("email", 1, "payment_card", 1), masker.mask(text).found());
    }

    /** The table of operators: a text as written, and what becomes of it. */
    @Test
    void theDocumentedExamples() throws IOException {
        final Matcher row = Pattern.compile("\\| (\\(as written\\)|`(replace|mask|drop)`) \\| `(.*)` \\|").matcher(PiiDocumentation.read());
        String text = null;
        int examples = 0;
        while (row.find()) {
            if (row.group(2) == null) {
                text = row.group(3);
            } else {
                assertEquals(row.group(3), new PiiMasker(PiiMaskers.options(PiiOperator.valueOf(row.group(2).toUpperCase(Locale.ROOT)))).mask(text).text());
                examples++;
            }
        }
        assertEquals(6, examples);
    }

    @Test
    void whatIsDroppedKeepsItsNeighboursApart() {
        assertEquals("a b，c", new PiiMasker(new PiiOptions(Set.of(PiiKind.CUSTOM), PiiOperator.DROP, null, Set.of(), List.of("\\d"), TIMEOUT)).mask("a1b2，c").text());
    }

    @Test
    void theSameValueHasTheSameTokenHoweverItIsWritten() {
        final PiiMasker hashing = new PiiMasker(PiiMaskers.options(PiiOperator.HASH));
        final String token = hashing.mask("13800138000").text();
        assertTrue(Pattern.matches("CHINESE_MOBILE_[a-p]{16}", token), token);
        for (final String written : List.of("138 0013 8000", "138-0013-8000", "+86 138 0013 8000", "１３８００138000", "138\u200B00138000", "0086-13800138000")) {
            assertEquals(token, hashing.mask(written).text(), written);
        }
        assertNotEquals(token, hashing.mask("13800138001").text());
        assertEquals(hashing.mask("020 7946 0018").text(), hashing.mask("+44 20 7946 0018").text());
        assertEquals(hashing.mask("JOE@EXAMPLE.COM").text(), hashing.mask("joe@example.com").text());
        assertEquals(hashing.mask("GB82 WEST 1234 5698 7654 32").text(), hashing.mask("gb82west12345698765432").text());
        assertEquals(hashing.mask("4111-1111-1111-1111").text(), hashing.mask("4111111111111111").text());
        final PiiOptions otherKey = new PiiOptions(PiiMaskers.BUILT_IN, PiiOperator.HASH, "another".getBytes(StandardCharsets.UTF_8), Set.of(), List.of(), TIMEOUT);
        assertNotEquals(token, new PiiMasker(otherKey).mask("13800138000").text());
    }

    @Test
    void aHashNeedsAKeyAndNothingElseDoes() {
        assertThrows(IllegalArgumentException.class, () -> new PiiOptions(Set.of(), PiiOperator.HASH, null, Set.of(), List.of(), TIMEOUT));
        assertThrows(IllegalArgumentException.class, () -> new PiiOptions(Set.of(), PiiOperator.HASH, new byte[0], Set.of(), List.of(), TIMEOUT));
        assertThrows(IllegalArgumentException.class, () -> new PiiOptions(Set.of(), PiiOperator.DROP, new byte[1], Set.of(), List.of(), TIMEOUT));
    }

    @Test
    void invisibleCharactersAndScriptsDoNotHide() {
        for (final String written : List.of("１３８００１３８０００", "1\u200B3\u200B8\u200B0\u200B0\u200B1\u200B3\u200B8\u200B0\u200B0\u200B0", "138\u00A00013\u20098000", "138–0013—8000",
                "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "1\u03363\u03368\u03360\u03360\u03361\u03363\u03368\u03360\u03360\u03360\u0336", "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎", "١٣٨٠٠١٣٨٠٠٠", "138\u000000138000")) {
            final String masked = masker.mask("打" + written + "找我😀").text();
            assertEquals("打<CHINESE_MOBILE>找我😀", masked.replace("\u20E3", ""), written);
        }
        assertEquals("① <CHINESE_MOBILE>, ②<CHINESE_MOBILE>", masker.mask("① 13800138000, ②13900139000").text());
    }

    @Test
    void overlapsGoToTheLongestAndAllOfThemIsMasked() {
        final PiiMasker both = PiiMaskers.custom(TIMEOUT, "joe@example", "com and more");
        assertEquals(new MaskedText("<EMAIL>", Map.of("email", 1)), both.mask("joe@example.com and more"));
        assertEquals(new MaskedText("<CUSTOM> and <PHONE>", Map.of("custom", 1, "phone", 1)), PiiMaskers.custom(TIMEOUT, "my 202.*43").mask("my 202-555-0143 and 202-555-0144"));
        assertEquals(new MaskedText("<CUSTOM>", Map.of("custom", 1)), PiiMaskers.custom(TIMEOUT, "\\S+@\\S+").mask("joe@example.com"));
    }

    @Test
    void onlyTheChosenKindsAndCountriesCount() {
        final String text = "13800138000, 020 7946 0018, (415) 555-0132, +81 3-1234-5678, a@example.com";
        // In China too this is a valid number, of another city.
        assertEquals("<PHONE>, <PHONE>, <PHONE>, <PHONE>, a@example.com", phonesOf("CN").mask(text).text());
        assertEquals("13800138000, <PHONE>, (415) 555-0132, <PHONE>, a@example.com", phonesOf("GB").mask(text).text());
        assertEquals("13800138000, 020 7946 0018, <PHONE>, <PHONE>, a@example.com", phonesOf("US").mask(text).text());
        assertEquals("13800138000, 020 7946 0018, (415) 555-0132, <PHONE>, a@example.com", phonesOf().mask(text).text());
    }

    @Test
    void aTableOfNumbersHoldsNoPhoneNumbersInGroups() {
        final String table = "138 0013 8000 ".repeat(9);
        assertEquals(table, masker.mask(table).text());
        assertEquals("<CHINESE_MOBILE> ".repeat(8), masker.mask("138 0013 8000 ".repeat(8)).text());
        assertEquals("10 20 ".repeat(20) + "<PHONE> <CHINESE_MOBILE> <PHONE>", masker.mask("10 20 ".repeat(20) + "2025550143 13800138000 +44 20 7946 0018").text());
    }

    private static PiiMasker phonesOf(final String... regions) {
        return new PiiMasker(new PiiOptions(Set.of(PiiKind.PHONE), PiiOperator.REPLACE, null, Set.of(regions), List.of(), TIMEOUT));
    }

    @Test
    void customPatternsSeeTheTextAsWrittenAndFolded() {
        final PiiMasker customer = PiiMaskers.custom(TIMEOUT, "KD-\\d{6}", "会员号：\\p{L}+");
        assertEquals(new MaskedText("<CUSTOM>，<CUSTOM>，<CUSTOM>", Map.of("custom", 3)), customer.mask("KD-123456，ＫＤ－１２３４５６，会员号：张三"));
        assertEquals(new MaskedText("KD-12345", Map.of()), customer.mask("KD-12345"));
        assertEquals(new MaskedText("abc", Map.of()), PiiMaskers.custom(TIMEOUT, "x*").mask("abc"));
    }

    @Test
    void aPatternThatTakesTooLongLeavesTheTextUnmaskable() {
        final PiiMasker slow = PiiMaskers.custom(TIMEOUT, "fine", ".*.*.*.*.*.*.*b");
        final String text = "a".repeat(500) + " secret";
        final UnmaskableTextException thrown = assertThrows(UnmaskableTextException.class, () -> slow.mask(text));
        assertEquals("pattern 2 was not applied within 200 ms", thrown.getMessage());
        assertEquals("<CUSTOM> secret", slow.mask("aab secret").text());
    }

    @Test
    void aPatternThatNeedsTooMuchStackLeavesTheTextUnmaskable() {
        final PiiMasker deep = PiiMaskers.custom(Duration.ofMinutes(1), "(x|y)*z");
        assertEquals("pattern 1 needs more stack than there is", assertThrows(UnmaskableTextException.class, () -> deep.mask("xy".repeat(500_000))).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1 ", "12-", "1.", "a@", "a.", "@", "a:", "1:", "::", "+1", "(", "123456789 ", "4111-", "DE89", "GB82 ", "138 ",
        "13800138000", "+86", "1️⃣", "192.0.", "-", "é", "2001:db8:", "a@b.c."})
    void repeatedTroubleIsNoTrouble(final String piece) {
        final String text = piece.repeat(5_000);
        try {
            final String masked = masker.mask(text).text();
            assertEquals(masked, masker.mask(masked).text());
        } catch (final UnmaskableTextException e) {
            assertEquals("personal data is nested too deeply", e.getMessage());
        }
    }

    @Test
    void aMaskedTextHoldsCountsInTheOrderOfTheirKinds() {
        final MaskedText masked = masker.mask("078-05-1120 a@example.com 13800138000 192.0.2.1 b@example.com");
        assertEquals(List.of("chinese_mobile", "email", "ip_address", "us_ssn"), List.copyOf(masked.found().keySet()));
        assertEquals(new TreeMap<>(Map.of("chinese_mobile", 1, "email", 2, "ip_address", 1, "us_ssn", 1)), masked.found());
    }

    private static String squeeze(final String text) {
        return text.replaceAll("[\\s\\-.()+]", "");
    }
}
