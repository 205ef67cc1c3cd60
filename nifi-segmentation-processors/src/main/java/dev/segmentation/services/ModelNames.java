// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import java.util.regex.Pattern;

/**
 * The names and versions that every model store takes: safe as file names and as keys.
 */
public final class ModelNames {

    public static final String RULE = "letters, digits, dot, hyphen and underscore, not starting with a dot, at most 100 of them";

    private static final Pattern VALID = Pattern.compile("(?!\\.)[A-Za-z0-9._-]{1,100}");

    private ModelNames() {
    }

    /**
     * @return true when a model or a version may have this name
     */
    public static boolean isValid(final String name) {
        return name != null && VALID.matcher(name).matches();
    }
}
