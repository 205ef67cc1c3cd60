// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The file format of every model: a ZIP with {@code manifest.json} first, then arrays as {@code .npy} and lists of
 * strings as {@code .json}. The manifest names every entry with its length and SHA-256; the ZIP comment carries the
 * SHA-256 of all bytes before it, so that a change or a cut anywhere in the file is found before anything is used.
 * The same content always gives the same bytes. Java serialization plays no part.
 */
public final class ModelContainer {

    public static final int FORMAT_VERSION = 1;

    private static final String FORMAT = "nifi-segmentation-model";
    private static final String MANIFEST = "manifest.json";
    private static final String ARRAY_SUFFIX = ".npy";
    private static final String STRINGS_SUFFIX = ".json";
    private static final String COMMENT_PREFIX = "sha256:";
    private static final int COMMENT_LENGTH = COMMENT_PREFIX.length() + 64;
    private static final int MAX_ENTRIES = 1000;
    private static final int MAX_MANIFEST_BYTES = 64 << 20;
    private static final LocalDateTime FIXED_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final ObjectNode manifest;
    private final Map<String, NpyArray> arrays;
    private final Map<String, List<String>> strings;

    private ModelContainer(final ObjectNode manifest, final Map<String, NpyArray> arrays, final Map<String, List<String>> strings) {
        this.manifest = manifest;
        this.arrays = arrays;
        this.strings = strings;
    }

    /**
     * @param kind what the model is, for example segments
     * @param manifest further properties; the format's own keys (format, format_version, kind, entries) are set here
     * @param arrays by name without suffix
     * @param strings by name without suffix
     */
    public static ModelContainer of(final String kind, final ObjectNode manifest, final Map<String, NpyArray> arrays, final Map<String, List<String>> strings) {
        final ObjectNode complete = MAPPER.createObjectNode();
        complete.put("format", FORMAT);
        complete.put("format_version", FORMAT_VERSION);
        complete.put("kind", kind);
        complete.setAll(manifest);
        return new ModelContainer(complete, new TreeMap<>(arrays), new TreeMap<>(strings));
    }

    /**
     * @return an empty manifest to fill
     */
    public static ObjectNode newManifest() {
        return MAPPER.createObjectNode();
    }

    public JsonNode manifest() {
        return manifest;
    }

    /**
     * @throws InvalidModelException when the model is of another kind
     */
    public void requireKind(final String kind) throws InvalidModelException {
        final String actual = manifest.path("kind").asText();
        if (!actual.equals(kind)) {
            throw new InvalidModelException("the model is of kind '" + actual + "', expected '" + kind + "'");
        }
    }

    /**
     * @return true when there is an array of that name
     */
    public boolean has(final String name) {
        return arrays.containsKey(name);
    }

    /**
     * @throws InvalidModelException when there is no such array
     */
    public NpyArray array(final String name) throws InvalidModelException {
        return required(arrays, name, ARRAY_SUFFIX);
    }

    /**
     * @throws InvalidModelException when there is no such list
     */
    public List<String> strings(final String name) throws InvalidModelException {
        return required(strings, name, STRINGS_SUFFIX);
    }

    /**
     * @return the file's bytes, always the same for the same content
     */
    public byte[] toBytes() {
        final Map<String, byte[]> files = new LinkedHashMap<>();
        arrays.forEach((name, array) -> files.put(name + ARRAY_SUFFIX, array.toBytes()));
        strings.forEach((name, list) -> files.put(name + STRINGS_SUFFIX, json(list)));

        final ObjectNode complete = manifest.deepCopy();
        final ObjectNode entries = complete.putObject("entries");
        files.forEach((name, bytes) -> entries.putObject(name).put("bytes", bytes.length).put("sha256", sha256(bytes, bytes.length)));

        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            zip.setComment(COMMENT_PREFIX + "0".repeat(COMMENT_LENGTH - COMMENT_PREFIX.length()));
            writeEntry(zip, MANIFEST, json(complete));
            for (final Map.Entry<String, byte[]> file : files.entrySet()) {
                writeEntry(zip, file.getKey(), file.getValue());
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }

        final byte[] bytes = out.toByteArray();
        final byte[] comment = comment(bytes);
        System.arraycopy(comment, 0, bytes, bytes.length - comment.length, comment.length);
        return bytes;
    }

    /**
     * Reads and checks a whole file.
     *
     * @throws InvalidModelException when anything in it is not as it was written
     */
    public static ModelContainer read(final byte[] bytes) throws InvalidModelException {
        if (bytes.length < COMMENT_LENGTH || !Arrays.equals(bytes, bytes.length - COMMENT_LENGTH, bytes.length, comment(bytes), 0, COMMENT_LENGTH)) {
            throw new InvalidModelException("the model file is truncated or altered: its checksum does not match its content");
        }
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes), StandardCharsets.UTF_8)) {
            final ObjectNode manifest = readManifest(zip);
            final JsonNode entries = manifest.path("entries");
            final Map<String, NpyArray> arrays = new TreeMap<>();
            final Map<String, List<String>> strings = new TreeMap<>();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                readEntry(zip, entry.getName(), entries.path(entry.getName()), arrays, strings);
            }
            if (arrays.size() + strings.size() != entries.size()) {
                throw new InvalidModelException("the model file lacks entries that its manifest names");
            }
            manifest.remove("entries");
            return new ModelContainer(manifest, arrays, strings);
        } catch (final InvalidModelException e) {
            throw e;
        } catch (final IOException | IllegalArgumentException e) {
            throw new InvalidModelException("the model file cannot be read", e);
        }
    }

    private static ObjectNode readManifest(final ZipInputStream zip) throws IOException {
        final ZipEntry first = zip.getNextEntry();
        if (first == null || !first.getName().equals(MANIFEST)) {
            throw new InvalidModelException("the model file does not start with " + MANIFEST);
        }
        if (!(MAPPER.readTree(readAtMost(zip, MAX_MANIFEST_BYTES)) instanceof final ObjectNode manifest) || !manifest.path("format").asText().equals(FORMAT)) {
            throw new InvalidModelException("the file is not a " + FORMAT);
        }
        final int version = manifest.path("format_version").asInt();
        if (version != FORMAT_VERSION) {
            throw new InvalidModelException("the model has format version " + version + ", this release reads version " + FORMAT_VERSION);
        }
        if (manifest.path("entries").size() > MAX_ENTRIES) {
            throw new InvalidModelException("the model names more than " + MAX_ENTRIES + " entries");
        }
        return manifest;
    }

    private static void readEntry(final ZipInputStream zip, final String name, final JsonNode expected, final Map<String, NpyArray> arrays, final Map<String, List<String>> strings)
            throws IOException {
        if (!expected.path("bytes").canConvertToInt()) {
            throw new InvalidModelException("the manifest does not name the entry " + name);
        }
        final int length = expected.path("bytes").asInt();
        final byte[] bytes = readAtMost(zip, length);
        if (bytes.length != length || !sha256(bytes, bytes.length).equals(expected.path("sha256").asText())) {
            throw new InvalidModelException("the entry " + name + " does not match its checksum");
        }
        final boolean repeated;
        if (name.endsWith(ARRAY_SUFFIX)) {
            repeated = arrays.put(stem(name, ARRAY_SUFFIX), NpyArray.fromBytes(bytes)) != null;
        } else if (name.endsWith(STRINGS_SUFFIX)) {
            repeated = strings.put(stem(name, STRINGS_SUFFIX), MAPPER.readValue(bytes, new TypeReference<List<String>>() { })) != null;
        } else {
            throw new InvalidModelException("the entry " + name + " is neither an array nor a list of strings");
        }
        if (repeated) {
            throw new InvalidModelException("the entry " + name + " stands twice in the file");
        }
    }

    private static byte[] readAtMost(final ZipInputStream zip, final int limit) throws IOException {
        final byte[] bytes = zip.readNBytes(limit);
        if (zip.read() != -1) {
            throw new InvalidModelException("an entry of the model file is longer than it says");
        }
        return bytes;
    }

    private static String stem(final String name, final String suffix) {
        return name.substring(0, name.length() - suffix.length());
    }

    private static <T> T required(final Map<String, T> entries, final String name, final String suffix) throws InvalidModelException {
        final T entry = entries.get(name);
        if (entry == null) {
            throw new InvalidModelException("the model has no entry " + name + suffix + ", it has " + new ArrayList<>(entries.keySet()));
        }
        return entry;
    }

    private static void writeEntry(final ZipOutputStream zip, final String name, final byte[] bytes) throws IOException {
        final ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(FIXED_TIME);
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] json(final Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (final JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] comment(final byte[] bytes) {
        return (COMMENT_PREFIX + sha256(bytes, bytes.length - COMMENT_LENGTH)).getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha256(final byte[] bytes, final int length) {
        try {
            final MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
