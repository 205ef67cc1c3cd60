// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One set of customers' texts, checked and ready to be moved to the flow.
 *
 * @param source what was asked for
 * @param train the file for the training lane
 * @param newRecords the file for the serving lane, or null
 * @param records number of records to train with
 * @param kept number of records for the serving lane
 * @param language en or zh, as found in the texts
 */
record DemoData(DemoData.Source source, Path train, Path newRecords, long records, long kept, String language) {

    /**
     * @param name name of the process group
     * @param input the file as the user gave it
     * @param text field with the customer's words
     * @param customer field with the customer's id, or null
     * @param language auto, en or zh
     * @param embedding a sentence model or tfidf, or null to choose by language
     * @param segments how many segments to look for: a number, or automatic
     * @param output where the results go
     * @param holdOut true to keep some records back for the serving lane
     */
    record Source(String name, Path input, String text, String customer, String language, String embedding, String segments, Path output, boolean holdOut) {
    }

    /**
     * @return name of the file without its ending, by which the flow names its results
     */
    String base() {
        final String name = train.getFileName().toString();
        final int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /**
     * @return a sentence model, or tfidf
     */
    String embedding() {
        if (source.embedding() != null) {
            return source.embedding();
        }
        final String known = "auto".equals(source.language()) ? language : source.language();
        return "zh".equals(known) ? "bge-zh" : "minilm-en";
    }

    /**
     * @return the template's parameters that differ from their defaults
     */
    Map<String, String> parameters() {
        final Map<String, String> parameters = new HashMap<>();
        parameters.put("Text Field", source.text());
        parameters.put("Language", source.language());
        parameters.put("Number of Segments", source.segments());
        parameters.put("Report Title", "Customer segments: " + train.getFileName());
        if (source.customer() != null) {
            parameters.put("Customer ID Field", source.customer());
        }
        if ("tfidf".equals(embedding())) {
            parameters.put("Embedding Method", "tf-idf");
        } else {
            parameters.put("Embedding Model", embedding());
        }
        return parameters;
    }
}
