// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.core.text.pii;

/**
 * Personal data in a text.
 *
 * @param start first character
 * @param end after the last character
 * @param kind what it is
 * @param canonical the same for every way to write the value
 */
record Match(int start, int end, PiiKind kind, String canonical) {
}
