// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import dev.segmentation.core.text.pii.PiiMasker;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Countries whose national phone numbers are looked for, as a property lists them: ISO 3166 codes separated by commas.
 */
public final class PhoneRegions {

    public static final String DEFAULT = "US, GB, CN";

    public static final Validator VALIDATOR = (subject, input, context) -> {
        final List<String> unknown = parse(input).stream().filter(region -> !PiiMasker.phoneRegions().contains(region)).toList();
        return new ValidationResult.Builder().subject(subject).input(input).valid(unknown.isEmpty()).explanation("no phone numbers are known of " + String.join(", ", unknown)).build();
    };

    private PhoneRegions() {
    }

    /**
     * @return in the order of the list
     */
    public static Set<String> parse(final String list) {
        final Set<String> regions = new LinkedHashSet<>();
        Arrays.stream(list.split(",")).map(region -> region.strip().toUpperCase(Locale.ROOT)).filter(region -> !region.isEmpty()).forEach(regions::add);
        return regions;
    }
}
