// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The file of an ONNX model and those beside it in which it keeps its values.
 *
 * <p>Where those are, is said by pairs of key and value in the graph ("location", a path relative to the model): protocol buffers write such a
 * pair as field 1, length, key, field 2, length, value, wherever in the graph the tensor is. The bytes up to the second length are looked for, ten that
 * weights do not have by accident. Models beyond 2 GB must be kept so; see External Data in ONNX's documentation.
 */
final class OnnxFile {

    private static final byte[] LOCATION = "\n\u0008location\u0012".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] POINTER = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LONGEST_LOCATION = 4096;

    private final Path path;

    private OnnxFile(final Path path) {
        this.path = path;
    }

    /**
     * @return model.onnx of the directory, or onnx/model.onnx
     * @throws IOException when there is neither, or what is there is only a pointer to it
     */
    static OnnxFile in(final Path directory) throws IOException {
        for (final Path candidate : List.of(directory.resolve("model.onnx"), directory.resolve("onnx").resolve("model.onnx"))) {
            if (Files.isRegularFile(candidate)) {
                requireContent(candidate);
                return new OnnxFile(candidate);
            }
        }
        throw new IOException("the directory has neither model.onnx nor onnx/model.onnx");
    }

    Path path() {
        return path;
    }

    /**
     * Adds the model's bytes, and those of the files that it names.
     *
     * @throws IOException when it names a file that is not there, or is elsewhere
     */
    void addTo(final Sha256 digest) throws IOException {
        final Set<String> locations = new LinkedHashSet<>();
        final LocationScan scan = new LocationScan(locations);
        final byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.add(buffer, read);
                scan.read(buffer, read);
            }
        }
        for (final String location : locations) {
            addData(location, digest, buffer);
        }
    }

    private void addData(final String location, final Sha256 digest, final byte[] buffer) throws IOException {
        final Path folder = path.toAbsolutePath().getParent();
        final Path data;
        try {
            data = folder.resolve(location).normalize();
        } catch (final InvalidPathException e) {
            throw new IOException("the model keeps values in a file whose name is no path", e);
        }
        if (!data.startsWith(folder)) {
            throw new IOException("the model keeps values outside of its directory, in " + location);
        }
        if (!Files.isRegularFile(data)) {
            throw new IOException("the model keeps values in " + location + ", which is not beside it");
        }
        requireContent(data);
        try (InputStream in = Files.newInputStream(data)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.add(buffer, read);
            }
        }
    }

    private static void requireContent(final Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            if (Arrays.equals(in.readNBytes(POINTER.length), POINTER)) {
                throw new IOException(file.getFileName() + " is a pointer of Git LFS, not the file itself: fetch it with 'git lfs pull'");
            }
        }
    }

    /** Reads the file in pieces: the state after a piece is that before the next. */
    private static final class LocationScan {

        private final Set<String> locations;
        private final byte[] value = new byte[LONGEST_LOCATION];
        /** Bytes of the pattern that have been read; its first byte comes only once in it. */
        private int matched;
        private int length;
        private int shift;
        private int filled = -1;

        private LocationScan(final Set<String> locations) {
            this.locations = locations;
        }

        private void read(final byte[] buffer, final int count) {
            for (int i = 0; i < count; i++) {
                final byte next = buffer[i];
                if (matched < LOCATION.length) {
                    matched = next == LOCATION[matched] ? matched + 1 : next == LOCATION[0] ? 1 : 0;
                } else if (filled < 0) {
                    readLength(next);
                } else {
                    readValue(next);
                }
            }
        }

        /** A number of variable length, seven bits at a time. */
        private void readLength(final byte next) {
            length |= (next & 0x7F) << shift;
            shift += 7;
            if (next >= 0) {
                filled = 0;
            }
            if (shift > 14 || filled == 0 && (length == 0 || length > LONGEST_LOCATION)) {
                reset();
            }
        }

        private void readValue(final byte next) {
            value[filled++] = next;
            if (filled == length) {
                locations.add(new String(value, 0, length, StandardCharsets.UTF_8));
                reset();
            }
        }

        private void reset() {
            matched = 0;
            length = 0;
            shift = 0;
            filled = -1;
        }
    }
}
