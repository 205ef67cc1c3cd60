// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.record.FieldPath;
import dev.segmentation.record.ServiceTrouble;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.components.PropertyValue;
import org.apache.nifi.components.ValidationContext;
import org.apache.nifi.components.ValidationResult;
import org.apache.nifi.components.Validator;
import org.apache.nifi.components.resource.ResourceCardinality;
import org.apache.nifi.components.resource.ResourceReference;
import org.apache.nifi.components.resource.ResourceType;
import org.apache.nifi.context.PropertyContext;
import org.apache.nifi.expression.ExpressionLanguageScope;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The customers whose records must not be used. The list is read again when its file has changed. Its ids are never repeated anywhere. Safe for several threads.
 */
final class ErasureList {

    static final PropertyDescriptor PROPERTY = new PropertyDescriptor.Builder()
            .name("Erasure List")
            .description("""
                    Ids of customers whose records must not be used: they count for nothing and get segment -1. One a line, as the path of a UTF-8 file or written here; blank lines are skipped. \
                    A file is read again when it has changed, and keeps the ids out of the flow's definition. At most 1,000,000 ids. Needs the Customer ID Field. \
                    Expression Language may use variables of the environment.""")
            .required(false)
            .identifiesExternalResource(ResourceCardinality.SINGLE, ResourceType.FILE, ResourceType.TEXT)
            .expressionLanguageSupported(ExpressionLanguageScope.ENVIRONMENT)
            .addValidator(Validator.VALID)
            .build();

    static final int MOST_IDS = 1_000_000;
    static final int LONGEST_ID = 1000;

    /** NiFi takes the path of a file that is not there for a text: for the list of one customer who is named like a file. */
    private static final Pattern PATH = Pattern.compile("(/|\\.{1,2}/|~/|file:|[A-Za-z]:[/\\\\]).*");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final String NO_FILE = "there is no such file";

    private Version version;
    private Set<String> ids = Set.of();

    /** What a list was read from; texts do not change. */
    private record Version(String value, boolean file, long modified, long length) {

        static Version of(final String value, final ResourceReference resource) {
            return resource.asFile() == null ? new Version(value, false, 0, 0) : new Version(value, true, resource.asFile().lastModified(), resource.asFile().length());
        }
    }

    /** A list that is no list; the message tells the line and not what stands in it. */
    private static final class NoListException extends IOException {

        private static final long serialVersionUID = 1;

        private NoListException(final String message) {
            super(message);
        }
    }

    List<ValidationResult> validate(final ValidationContext context) {
        final PropertyValue property = context.getProperty(PROPERTY);
        if (!property.isSet()) {
            return List.of();
        }
        if (CustomerProperties.customerField(context) == null) {
            return List.of(invalid("it needs the " + CustomerProperties.CUSTOMER_ID_FIELD.getName()));
        }
        try {
            ids(property.evaluateAttributeExpressions());
            return List.of();
        } catch (final IOException e) {
            return List.of(invalid(explain(e)));
        }
    }

    /**
     * @return the records of listed customers
     * @throws ServiceTrouble when the list cannot be read: nobody is used by mistake
     */
    LeftOut read(final PropertyContext context) {
        final PropertyValue property = context.getProperty(PROPERTY);
        final FieldPath customerField = CustomerProperties.customerField(context);
        if (!property.isSet() || customerField == null) {
            return LeftOut.NONE;
        }
        try {
            final Set<String> listed = ids(property.evaluateAttributeExpressions());
            return (record, index) -> {
                final String id = customerField.readKey(record);
                return id != null && listed.contains(id.strip());
            };
        } catch (final IOException e) {
            throw new ServiceTrouble("the " + PROPERTY.getName() + " cannot be used: " + explain(e), e);
        }
    }

    private synchronized Set<String> ids(final PropertyValue list) throws IOException {
        if (list.getValue() == null || list.getValue().isBlank()) {
            throw new NoListException("it is empty: clear the property when nobody is to be left out");
        }
        final ResourceReference resource = list.asResource();
        final Version current = Version.of(list.getValue(), resource);
        if (!current.equals(version)) {
            if (!current.file() && PATH.matcher(list.getValue().strip()).matches()) {
                throw new NoListException(NO_FILE);
            }
            version = null;
            ids = read(resource);
            version = current;
        }
        return ids;
    }

    private static Set<String> read(final ResourceReference resource) throws IOException {
        final Set<String> read = new HashSet<>();
        // A reader that is given the decoder reports what is no UTF-8; given the charset it would make other ids of it.
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource.read(), StandardCharsets.UTF_8.newDecoder()))) {
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                final String id = (number++ == 0 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line).strip();
                if (id.length() > LONGEST_ID) {
                    throw new NoListException("line " + number + " is longer than " + LONGEST_ID + " characters: it takes one customer's id a line");
                }
                if (!id.isEmpty() && read.add(id) && read.size() > MOST_IDS) {
                    throw new NoListException("it has more than " + MOST_IDS + " ids: remove the customers' records from the input, and their ids from the list");
                }
            }
        }
        return Set.copyOf(read);
    }

    /** Messages of others may quote a line, or the path of a file. */
    private static String explain(final IOException problem) {
        if (problem instanceof NoListException) {
            return problem.getMessage();
        }
        if (problem instanceof FileNotFoundException) {
            return NO_FILE;
        }
        return problem instanceof CharacterCodingException ? "it is not UTF-8" : "it cannot be read (" + problem.getClass().getSimpleName() + ")";
    }

    private static ValidationResult invalid(final String explanation) {
        return new ValidationResult.Builder().subject(PROPERTY.getName()).valid(false).explanation(explanation).build();
    }
}
