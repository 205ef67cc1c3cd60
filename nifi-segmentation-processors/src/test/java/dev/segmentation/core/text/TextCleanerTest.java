// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The timeout only ends a run that has become quadratic: that takes hours. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TextCleanerTest {

    private static final int MEGABYTE = 1_000_000;

    private final TextCleaner everything = cleaner(true, true, true);
    private final TextCleaner byDefault = new TextCleaner(CleaningOptions.DEFAULT);

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "I <3 this; 5 < 6 & R&D|I <3 this; 5 < 6 & R&D",
        "a<b>bold</b> word|abold word",
        "caf&eacute; &amp; bar &#22909;&#x597D;|café & bar 好好",
        "one&nbsp;two|one two",
        "x<!-- not said -->y|xy",
        "<a href='http://x.y/?a=1'>link</a>|link",
        "&unknown; stays|&unknown; stays"})
    void markup(final String text, final String expected) {
        assertEquals(expected, clean(everything, text));
    }

    @Test
    void blocksAndScriptsBecomeLineBreaks() {
        assertEquals("x\ny", clean(everything, "x<script>if (a < b) alert('<b>')</script>y"));
        assertEquals("x\ny", clean(everything, "x<br/>y"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "see http://example.com/a?b=c#d now|see   now",
        "see HTTPS://Example.com.|see  .",
        "(www.example.com)|( )",
        "请看https://a.cn/x谢谢|请看 谢谢",
        "ＷＷＷ．Ａ．ＣＮ好| 好",
        "https://münchen.de/über uns|  uns",
        "http:// and www. alone|http:// and www. alone",
        "awww.cute stays|awww.cute stays",
        "time 10:30, ratio 3://4|time 10:30, ratio 3://4"})
    void webAddresses(final String text, final String expected) {
        assertEquals(expected, clean(everything, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "write to joe.b+c@mail.example.co.uk.|write to  .",
        "联系abc@x.com谢谢|联系 谢谢",
        "met @anna at 5@ 10|met @anna at 5@ 10",
        "a@b is none, a@b.c neither|a@b is none, a@b.c neither",
        "a@a@b.com|a@ "})
    void emailAddresses(final String text, final String expected) {
        assertEquals(expected, clean(everything, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "ＵＳＢ　３．０|USB 3.0",
        "ﬁt don’t|fit don't",
        "e\u0301|é",
        "a\u0000b\u200Bc\uFEFF\u00ADd\u202Ee|a bcde",
        "x\uD83Dy\uDE00z|x y z",
        "😀 𠮷|😀 𠮷",
        "می\u200Cخواهم|می\u200Cخواهم"})
    void characters(final String text, final String expected) {
        assertEquals(expected, clean(everything, text));
    }

    @Test
    void eachStepCanBeSwitchedOff() {
        final String text = "<b>a</b> www.x.com b@x.com";
        assertEquals(text, clean(cleaner(false, false, false), text));
        assertEquals("a www.x.com b@x.com", clean(cleaner(true, false, false), text));
        assertEquals("<b>a</b>   b@x.com", clean(cleaner(false, true, false), text));
        assertEquals("<b>a</b> www.x.com  ", clean(cleaner(false, false, true), text));
    }

    @Test
    void cleaningTwiceChangesNothingMore() {
        final TextCleaner withoutMarkup = cleaner(false, true, true);
        for (final String text : RandomTexts.list(1)) {
            final String once = clean(withoutMarkup, text);
            assertEquals(once, clean(withoutMarkup, once));
            assertFalse(RandomTexts.hasUnpairedSurrogate(once));
        }
        final String once = clean(everything, "<p>A <b>fine</b> caf&eacute;</p> R&D <3 www.x.com");
        assertEquals(once, clean(everything, once));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<?", "<", "<a ", "<a href='", "<!--", "<!-", "<![CDATA[", "</", "<script>", "<style><!--", "&", "&#", "&#1", "&a", "&amp;", "<b>", "a@", "@", "a.b@c.d", "http://", "www.",
        "w", "://", "a", "1", "\u0301\u0323", "\uFDFA", "好", "\uD83D", "\uDE00", "😀", "\u200D", "ｗ", "ب", "\u0000", " ", "<?x ?><?"})
    void megabyteOfAnythingIsCleaned(final String unit) {
        final String cleaned = clean(everything, unit.repeat(MEGABYTE / unit.length()));
        assertTrue(clean(byDefault, unit.repeat(MEGABYTE / unit.length())).length() <= 18 * MEGABYTE);
        assertFalse(RandomTexts.hasUnpairedSurrogate(cleaned));
        assertTrue(cleaned.length() <= 18 * MEGABYTE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "met @anna_b at 5@ 10|met   at 5@ 10",
        "回复@小米客服 你好|回复  你好",
        "＠somebody|' '",
        "mail a@b today|mail a@b today",
        "@@x|@ "})
    void userHandles(final String text, final String expected) {
        assertEquals(expected, clean(byDefault, text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sooooo goooood!!!!|soo good!!",
        "哈哈哈哈哈，好好好|哈哈，好好",
        "1000000 at 10:00|1000000 at 10:00",
        "Henry VIII, chapter XXX|Henry VIII, chapter XXX",
        "IIIII|II",
        "too good, see book|too good, see book",
        "𐐀𐐀𐐀𐐀|𐐀𐐀"})
    void repeatedCharacters(final String text, final String expected) {
        assertEquals(expected, RepeatedCharacters.reduce(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "good 😀!|good  grinning_face !|good  !",
        "👍🏽👍| thumbs_up_sign  thumbs_up_sign |  ",
        "👨‍👩‍👧 us| man  us|  us",
        "🇩🇪 made| flag_de  made|  made",
        "1️⃣ first 2 and #| keycap_digit_one  first 2 and #|  first 2 and #",
        "❤️ ❤ ©2024 X™| heavy_black_heart   heavy_black_heart  ©2024 X™|    ©2024 X™",
        "☎️打| black_telephone 打| 打",
        "★ 好|★ 好|★ 好"})
    void emoji(final String text, final String named, final String dropped) {
        assertEquals(named, Emoji.replace(text, EmojiHandling.NAME));
        assertEquals(dropped, Emoji.replace(text, EmojiHandling.DROP));
    }

    @Test
    void noEmojiIsLeftAndNothingElseIsLost() {
        for (final String random : RandomTexts.list(7)) {
            final String text = clean(everything, random);
            final String dropped = Emoji.replace(text, EmojiHandling.DROP);
            assertEquals(dropped, Emoji.replace(dropped, EmojiHandling.DROP));
            assertEquals(text.codePoints().filter(Character::isLetter).count(), dropped.codePoints().filter(Character::isLetter).count());
        }
    }

    @Test
    void widthControlsAndFormsAreSwitchedOneByOne() {
        final String text = "ＵＳＢ\u0007 e\u0301 ﬁt";
        assertEquals("USB\u0007 e\u0301 ﬁt", clean(only(UnicodeForm.NONE, Cleaning.FULL_WIDTH), text));
        assertEquals("ＵＳＢ  e\u0301 ﬁt", clean(only(UnicodeForm.NONE, Cleaning.CONTROL_CHARACTERS), text));
        assertEquals("ＵＳＢ\u0007 é ﬁt", clean(only(UnicodeForm.NFC), text));
        assertEquals("USB\u0007 é fit", clean(only(UnicodeForm.NFKC), text));
        assertEquals("a\u200Bb x y", clean(only(UnicodeForm.NONE), "a\u200Bb x\uD83Dy"));
    }

    @Test
    void traditionalCharactersOfChineseTextsOnly() {
        final TextCleaner simplifying = only(UnicodeForm.NONE, Cleaning.TRADITIONAL_CHINESE);
        assertEquals("电话 ABC Ａ", simplifying.unify("電話 ABC Ａ", TextLanguage.CHINESE));
        assertEquals("電話", simplifying.unify("電話", TextLanguage.JAPANESE));
        assertEquals("電話", only(UnicodeForm.NONE).unify("電話", TextLanguage.CHINESE));
    }

    private static TextCleaner only(final UnicodeForm form, final Cleaning... steps) {
        return new TextCleaner(new CleaningOptions(Set.of(steps), form, EmojiHandling.KEEP));
    }

    private static TextCleaner cleaner(final boolean stripHtml, final boolean removeUrls, final boolean removeEmails) {
        final Set<Cleaning> steps = EnumSet.of(Cleaning.CONTROL_CHARACTERS, Cleaning.FULL_WIDTH);
        if (stripHtml) {
            steps.add(Cleaning.HTML);
        }
        if (removeUrls) {
            steps.add(Cleaning.URLS);
        }
        if (removeEmails) {
            steps.add(Cleaning.EMAIL_ADDRESSES);
        }
        return new TextCleaner(new CleaningOptions(steps, UnicodeForm.NFKC, EmojiHandling.KEEP));
    }

    private static String clean(final TextCleaner cleaner, final String text) {
        return cleaner.unify(cleaner.removeNoise(cleaner.decode(text)), TextLanguage.ENGLISH);
    }
}
