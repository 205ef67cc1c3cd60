// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;

class EmailRecognizerTest {

    private final PiiMasker masker = new PiiMasker(new PiiOptions(Set.of(PiiKind.EMAIL), PiiOperator.REPLACE, null, Set.of(), List.of(), Duration.ofSeconds(1)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            write to joe@example.com, please     | write to <EMAIL>, please
            我的邮箱是abc@example.com谢谢        | 我的邮箱是<EMAIL>谢谢
            邮箱：ａｂｃ＠ｅｘａｍｐｌｅ．ｃｏｍ。    | 邮箱：<EMAIL>。
            abc@example。com                     | <EMAIL>
            发到abc@example.com。com是后缀        | 发到<EMAIL>。com是后缀
            joe@example.com.It is mine           | <EMAIL>.It is mine
            o'brien+news@mail.example.co.uk      | <EMAIL>
            (joe_@intranet.local)                | (<EMAIL>)
            joe@example.com13800138000           | <EMAIL>13800138000
            联系a@例子.中国谢谢                   | 联系<EMAIL>谢谢
            j\u200Boe@exam\u00ADple.com          | <EMAIL>
            """)
    void finds(final String text, final String masked) {
        assertEquals(masked, masker.mask(text).text());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            thanks @joe and me@home
            icon@2x.png
            3@4.50 each
            谢谢@小明。下次见
            @example.com
            ...@example.com
            joe@example.
            """)
    void leaves(final String text) {
        assertEquals(text, masker.mask(text).text());
    }

    @Test
    void counts() {
        assertEquals(new MaskedText("<EMAIL> or <EMAIL>", Map.of("email", 2)), masker.mask("a@example.com or b@example.com"));
    }
}
