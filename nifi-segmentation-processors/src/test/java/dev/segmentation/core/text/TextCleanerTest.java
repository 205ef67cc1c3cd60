// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The timeout only ends a run that has become quadratic: that takes hours. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TextCleanerTest {

    private static final int MEGABYTE = 1_000_000;

    private final TextCleaner everything = cleaner(true, true, true);

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
        assertEquals(expected, everything.clean(text));
    }

    @Test
    void blocksAndScriptsBecomeLineBreaks() {
        assertEquals("x\ny", everything.clean("x<script>if (a < b) alert('<b>')</script>y"));
        assertEquals("x\ny", everything.clean("x<br/>y"));
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
        assertEquals(expected, everything.clean(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, value = {
        "write to joe.b+c@mail.example.co.uk.|write to  .",
        "联系abc@x.com谢谢|联系 谢谢",
        "met @anna at 5@ 10|met @anna at 5@ 10",
        "a@b is none, a@b.c neither|a@b is none, a@b.c neither",
        "a@a@b.com|a@ "})
    void emailAddresses(final String text, final String expected) {
        assertEquals(expected, everything.clean(text));
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
        assertEquals(expected, everything.clean(text));
    }

    @Test
    void eachStepCanBeSwitchedOff() {
        final String text = "<b>a</b> www.x.com b@x.com";
        assertEquals(text, cleaner(false, false, false).clean(text));
        assertEquals("a www.x.com b@x.com", cleaner(true, false, false).clean(text));
        assertEquals("<b>a</b>   b@x.com", cleaner(false, true, false).clean(text));
        assertEquals("<b>a</b> www.x.com  ", cleaner(false, false, true).clean(text));
    }

    @Test
    void cleaningTwiceChangesNothingMore() {
        final TextCleaner withoutMarkup = cleaner(false, true, true);
        for (final String text : RandomTexts.list(1)) {
            final String once = withoutMarkup.clean(text);
            assertEquals(once, withoutMarkup.clean(once));
            assertFalse(RandomTexts.hasUnpairedSurrogate(once));
        }
        final String once = everything.clean("<p>A <b>fine</b> caf&eacute;</p> R&D <3 www.x.com");
        assertEquals(once, everything.clean(once));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<?", "<", "<a ", "<a href='", "<!--", "<!-", "<![CDATA[", "</", "<script>", "<style><!--", "&", "&#", "&#1", "&a", "&amp;", "<b>", "a@", "@", "a.b@c.d", "http://", "www.",
        "w", "://", "a", "1", "\u0301\u0323", "\uFDFA", "好", "\uD83D", "\uDE00", "😀", "\u200D", "ｗ", "ب", "\u0000", " ", "<?x ?><?"})
    void megabyteOfAnythingIsCleaned(final String unit) {
        final String cleaned = everything.clean(unit.repeat(MEGABYTE / unit.length()));
        assertFalse(RandomTexts.hasUnpairedSurrogate(cleaned));
        assertTrue(cleaned.length() <= 18 * MEGABYTE);
    }

    private static TextCleaner cleaner(final boolean stripHtml, final boolean removeUrls, final boolean removeEmails) {
        return new TextCleaner(new TextOptions(null, true, Stemming.NONE, stripHtml, removeUrls, removeEmails));
    }
}
