// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.embedding;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TermFilterTest {

    /** Five digits at most, those beyond the basic plane count once. */
    @ParameterizedTest
    @ValueSource(strings = {"word", "5'8", "12345", "a1b2c3d4e5", "\uD835\uDFCE\uD835\uDFCF\uD835\uDFD0\uD835\uDFD1\uD835\uDFD2", "\u0661\u0662\u0663"})
    void wordsMayHaveFewDigits(final String token) {
        assertTrue(TermFilter.accepts(token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "someone@example.com", "123456", "a1b2c3d4e5f6", "\uD835\uDFCE\uD835\uDFCF\uD835\uDFD0\uD835\uDFD1\uD835\uDFD2\uD835\uDFD3",
            "\u0661\u0662\u0663\u0664\u0665\u0666", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void whatLooksLikeAnIdentifierStaysOut(final String token) {
        assertFalse(TermFilter.accepts(token));
    }
}
