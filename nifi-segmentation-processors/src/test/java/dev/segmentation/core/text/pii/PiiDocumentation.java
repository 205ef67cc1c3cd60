// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertNotNull;

/**
 * What the users read about personal data.
 */
final class PiiDocumentation {

    private PiiDocumentation() {
    }

    static String read() throws IOException {
        try (InputStream in = PiiDocumentation.class.getResourceAsStream("/docs/dev.segmentation.processors.TokenizeText/additionalDetails.md")) {
            assertNotNull(in);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
