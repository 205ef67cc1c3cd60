// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.record;

import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.record.path.FieldValue;
import org.apache.nifi.record.path.RecordPath;
import org.apache.nifi.record.path.exception.RecordPathException;
import org.apache.nifi.serialization.record.Record;
import org.apache.nifi.serialization.record.RecordSchema;

import java.util.Iterator;
import java.util.regex.Pattern;

/**
 * Where a value stands in a record: the name of a top-level field, or a RecordPath when it starts with a slash.
 */
public final class FieldPath {

    /** Accepts a field name or a RecordPath. */
    public static final Validator VALIDATOR = (subject, input, context) -> {
        final String problem = problemOf(input);
        return new ValidationResult.Builder().subject(subject).input(input).valid(problem == null).explanation(problem).build();
    };

    /** Accepts a field name, a RecordPath, or nothing: a parameter may resolve to the empty string. */
    public static final Validator OPTIONAL_VALIDATOR = (subject, input, context) -> input == null || input.isBlank()
            ? new ValidationResult.Builder().subject(subject).input(input).valid(true).build()
            : VALIDATOR.validate(subject, input, context);

    /** Accepts the name of a field to write: a RecordPath would become a field that is named like one and never found. */
    public static final Validator NAME_VALIDATOR = (subject, input, context) -> new ValidationResult.Builder().subject(subject).input(input)
            .valid(input != null && !input.isBlank() && !input.startsWith("/")).explanation("it takes a field name, not a RecordPath").build();

    private static final Pattern PREDICATE = Pattern.compile("\\[[^]]*]");
    private static final Pattern LAST_NAME = Pattern.compile("^.*/");

    private final String name;
    private final RecordPath path;

    private FieldPath(final String name, final RecordPath path) {
        this.name = name;
        this.path = path;
    }

    /**
     * @param nameOrPath a field's name, or a RecordPath such as /review/body
     */
    public static FieldPath of(final String nameOrPath) {
        return new FieldPath(nameOrPath, nameOrPath.startsWith("/") ? RecordPath.compile(nameOrPath) : null);
    }

    /**
     * @return a path, or null when the property is blank
     */
    public static FieldPath ofOptional(final String nameOrPath) {
        return nameOrPath == null || nameOrPath.isBlank() ? null : of(nameOrPath);
    }

    public String name() {
        return name;
    }

    /**
     * @return the name of the field itself: the last one of a RecordPath, without predicates
     */
    public String lastName() {
        return path == null ? name : LAST_NAME.matcher(PREDICATE.matcher(name).replaceAll("")).replaceFirst("");
    }

    /**
     * @return the value, or null when the record has none
     */
    public Object read(final Record record) {
        if (path == null) {
            return record.getValue(name);
        }
        final Iterator<FieldValue> selected = path.evaluate(record).getSelectedFields().iterator();
        return selected.hasNext() ? selected.next().getValue() : null;
    }

    /**
     * @return the text, or null when it is absent, null, blank or not a string
     */
    public String readText(final Record record) {
        return read(record) instanceof final String text && !text.isBlank() ? text : null;
    }

    /**
     * Overwrites the value that {@link #read} gives; nothing happens where it gives none.
     */
    public void overwrite(final Record record, final Object value) {
        if (path == null) {
            record.setValue(name, value);
        } else {
            path.evaluate(record).getSelectedFields().findFirst().ifPresent(field -> field.updateValue(value));
        }
    }

    /**
     * @return a scalar's text form for use as a key, or null when it is absent, null, blank or not a scalar
     */
    public String readKey(final Record record) {
        final Object value = read(record);
        if (value == null || value instanceof Object[] || value instanceof Record || value instanceof Iterable<?>) {
            return null;
        }
        final String key = value.toString();
        return key.isBlank() ? null : key;
    }

    /**
     * @param schema of a FlowFile that has records
     * @throws RecordProblem when the schema has no such top-level field
     */
    public void requireIn(final RecordSchema schema) {
        if (!mayBeIn(schema)) {
            throw new RecordProblem("the records have no field '" + name + "' among their " + schema.getFieldCount());
        }
    }

    /**
     * @return false when no record of that schema has such a top-level field; a RecordPath may be in any
     */
    public boolean mayBeIn(final RecordSchema schema) {
        return path != null || schema.getField(name).isPresent();
    }

    private static String problemOf(final String input) {
        if (input == null || input.isBlank()) {
            return "a field name or RecordPath is needed";
        }
        if (input.startsWith("/")) {
            try {
                RecordPath.compile(input);
            } catch (final RecordPathException e) {
                return "it is not a RecordPath: " + e.getMessage();
            }
        }
        return null;
    }
}
