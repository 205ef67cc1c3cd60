// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.report;

/**
 * What was scored.
 */
public enum ReportUnit {

    RECORDS("records"),
    CUSTOMERS("customers");

    private final String key;

    ReportUnit(final String key) {
        this.key = key;
    }

    String key() {
        return "unit." + key;
    }
}
