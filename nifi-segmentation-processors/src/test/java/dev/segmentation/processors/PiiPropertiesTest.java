// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.core.text.pii.PiiKind;
import dev.segmentation.core.text.pii.PiiMasker;
import dev.segmentation.core.text.pii.PiiOperator;
import dev.segmentation.core.text.pii.PiiOptions;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.processor.AbstractProcessor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PiiPropertiesTest {

    private final TestRunner runner = TestRunners.newTestRunner(new WithPiiProperties());

    @BeforeEach
    void switchOn() {
        runner.setProperty(PiiProperties.MASK_PERSONAL_DATA, "true");
    }

    @Test
    void masksNothingUnlessAsked() {
        runner.removeProperty(PiiProperties.MASK_PERSONAL_DATA);
        runner.assertValid();
        assertEquals(Optional.empty(), PiiProperties.options(runner.getProcessContext()));
    }

    @Test
    void looksForEveryBuiltInKindWhenSwitchedOn() {
        runner.assertValid();
        final PiiOptions options = options();
        assertEquals(EnumSet.complementOf(EnumSet.of(PiiKind.CUSTOM)), options.kinds());
        assertEquals(PiiOperator.REPLACE, options.operator());
        assertEquals(Set.of("US", "GB", "CN"), options.phoneRegions());
    }

    @Test
    void patternsAddTheKindCustom() {
        runner.setProperty(PiiProperties.PERSONAL_DATA_KINDS, " Email ");
        runner.setProperty(PiiProperties.PERSONAL_DATA_PATTERNS, "C-\\d{6}\n\n  会员\\d+\r\n");
        runner.setProperty(PiiProperties.PATTERN_TIMEOUT, "250 ms");
        runner.assertValid();
        final PiiOptions options = options();
        assertEquals(EnumSet.of(PiiKind.EMAIL, PiiKind.CUSTOM), options.kinds());
        assertEquals(List.of("C-\\d{6}", "会员\\d+"), options.customPatterns());
        assertEquals(Duration.ofMillis(250), options.patternTimeout());
        assertEquals("<CUSTOM>和<CUSTOM>", new PiiMasker(options).mask("C-123456和会员7").text());
    }

    @Test
    void hashingNeedsAKeyThatIsHardToGuess() {
        runner.setProperty(PiiProperties.PERSONAL_DATA_OPERATOR, PiiOperatorOption.HASH);
        runner.assertNotValid();
        runner.setProperty(PiiProperties.HASH_KEY, "fifteen letters");
        runner.assertNotValid();
        runner.setProperty(PiiProperties.HASH_KEY, "sixteen letters!");
        runner.assertValid();
        assertArrayEquals("sixteen letters!".getBytes(), options().hashKey());
        assertTrue(PiiProperties.HASH_KEY.isSensitive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "a\n[", "*"})
    void refusesWhatIsNoRegularExpression(final String patterns) {
        runner.setProperty(PiiProperties.PERSONAL_DATA_PATTERNS, patterns);
        runner.assertNotValid();
    }

    @ParameterizedTest
    @ValueSource(strings = {"emails", "email, address", ",", "custom"})
    void refusesUnknownKindsAndCustomWithoutPatterns(final String kinds) {
        runner.setProperty(PiiProperties.PERSONAL_DATA_KINDS, kinds);
        runner.assertNotValid();
    }

    @Test
    void customAloneIsEnough() {
        runner.setProperty(PiiProperties.PERSONAL_DATA_KINDS, "custom");
        runner.setProperty(PiiProperties.PERSONAL_DATA_PATTERNS, "C-\\d{6}");
        runner.assertValid();
        assertEquals(EnumSet.of(PiiKind.CUSTOM), options().kinds());
    }

    @Test
    void refusesUnknownRegions() {
        runner.setProperty(PiiProperties.PHONE_REGIONS, "US, UK");
        runner.assertNotValid();
        runner.setProperty(PiiProperties.PHONE_REGIONS, "us, de");
        runner.assertValid();
        assertEquals(Set.of("US", "DE"), options().phoneRegions());
    }

    private PiiOptions options() {
        return PiiProperties.options(runner.getProcessContext()).orElseThrow();
    }

    /** Has the properties and does nothing. */
    public static class WithPiiProperties extends AbstractProcessor {

        @Override
        protected List<PropertyDescriptor> getSupportedPropertyDescriptors() {
            return PiiProperties.ALL;
        }

        @Override
        public void onTrigger(final ProcessContext context, final ProcessSession session) {
            session.commitAsync();
        }
    }
}
