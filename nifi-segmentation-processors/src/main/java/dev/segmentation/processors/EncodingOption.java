// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.processors;

import dev.segmentation.record.VectorEncoding;
import org.apache.nifi.components.DescribedValue;

/**
 * The allowable values of Vector Encoding.
 */
enum EncodingOption implements DescribedValue {

    FLOATS("floats", VectorEncoding.FLOATS, "An array of float, which every reader and database understands"),
    BYTES("bytes", VectorEncoding.BYTES, """
            float32 little-endian as bytes, for Avro. Not for JSON, whose writer turns bytes into small numbers that cannot be told from a vector: use base64 there"""),
    BASE64("base64", VectorEncoding.BASE64, "The same bytes as a base64 text: for JSON and CSV");

    private final String value;
    private final VectorEncoding encoding;
    private final String description;

    EncodingOption(final String value, final VectorEncoding encoding, final String description) {
        this.value = value;
        this.encoding = encoding;
        this.description = description;
    }

    VectorEncoding encoding() {
        return encoding;
    }

    @Override
    public String getValue() {
        return value;
    }

    @Override
    public String getDisplayName() {
        return value;
    }

    @Override
    public String getDescription() {
        return description;
    }
}
