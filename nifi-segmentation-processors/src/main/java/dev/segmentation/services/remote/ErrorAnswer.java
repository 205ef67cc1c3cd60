// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.util.regex.Pattern;

/**
 * What may be repeated of an error answer: its status and the codes in it. Its message may quote the texts.
 */
final class ErrorAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CODE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

    private ErrorAnswer() {
    }

    /**
     * @return such as "HTTP 400 (invalid_request_error, model_not_found)"
     */
    static String describe(final int status, final byte[] body) {
        try {
            final JsonNode error = JSON.readTree(body).path("error");
            final String type = code(error.path("type"));
            final String code = code(error.path("code"));
            final String both = type.isEmpty() || code.isEmpty() ? type + code : type + ", " + code;
            return "HTTP " + status + (both.isEmpty() ? "" : " (" + both + ")");
        } catch (final IOException e) {
            return "HTTP " + status;
        }
    }

    private static String code(final JsonNode node) {
        return node.isTextual() && CODE.matcher(node.asText()).matches() ? node.asText() : "";
    }
}
