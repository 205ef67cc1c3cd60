// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import org.apache.nifi.components.AllowableValue;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.context.PropertyContext;

import java.util.Locale;

/**
 * Constants of the core's enums as values of a property: SMART_CHINESE is chosen as smart-chinese.
 */
public final class EnumChoice {

    private EnumChoice() {
    }

    public static AllowableValue of(final Enum<?> constant, final String description) {
        final String name = name(constant);
        return new AllowableValue(name, name, description);
    }

    public static String name(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * @return the constant that was chosen
     */
    public static <E extends Enum<E>> E read(final PropertyContext context, final PropertyDescriptor property, final Class<E> type) {
        return Enum.valueOf(type, context.getProperty(property).getValue().toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
