// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.services;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Files {@code <name>/<version>.zip} in a directory. A file is written under a hidden name, forced to the disk, and then
 * renamed: whatever happens in between, readers see it whole or not at all. Hidden files that a crash left are never listed.
 */
final class ModelDirectory {

    private static final String SUFFIX = ".zip";
    private static final String HIDDEN = ".";
    private static final byte[] PROBE = {'o', 'k'};

    private final Path root;

    ModelDirectory(final Path root) {
        this.root = root;
    }

    /**
     * Creates the directory when it does not exist, and a file in it for a moment.
     *
     * @throws IOException saying what cannot be done
     */
    void probe() throws IOException {
        final Path file = root.resolve(HIDDEN + UUID.randomUUID());
        try {
            Files.createDirectories(root);
            try {
                write(file, PROBE);
                if (!Arrays.equals(Files.readAllBytes(file), PROBE)) {
                    throw new IOException("another content was read than was written");
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (final IOException e) {
            throw new IOException("The directory " + root + " cannot be created, written or read: " + e.getClass().getSimpleName() + " " + e.getMessage(), e);
        }
    }

    /** Publishing is synchronized because renaming replaces a file that came into being after the check. */
    synchronized void publish(final String name, final String version, final byte[] container) throws IOException {
        final Path file = file(name, version);
        final Path directory = file.getParent();
        final boolean created = Files.notExists(directory);
        Files.createDirectories(directory);
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString(), null, "versions are never overwritten");
        }
        final Path hidden = directory.resolve(HIDDEN + version + HIDDEN + UUID.randomUUID());
        try {
            write(hidden, container);
            Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(hidden);
        }
        forceDirectory(directory);
        if (created) {
            forceDirectory(root);
        }
    }

    /**
     * @return names of models, ascending, each with its number of versions
     */
    SortedMap<String, Integer> models() throws IOException {
        final SortedMap<String, Integer> models = new TreeMap<>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(root, Files::isDirectory)) {
            for (final Path directory : directories) {
                final String name = directory.getFileName().toString();
                if (ModelNames.isValid(name)) {
                    models.put(name, versions(name).size());
                }
            }
        }
        return models;
    }

    /**
     * @return versions of a model, ascending; none when there is no such model
     */
    List<String> versions(final String name) throws IOException {
        try (Stream<Path> files = Files.list(directory(name))) {
            return files.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length())).filter(ModelNames::isValid).sorted().toList();
        } catch (final NoSuchFileException e) {
            return List.of();
        }
    }

    /**
     * @throws NoSuchFileException when there is no such version
     */
    byte[] load(final String name, final String version) throws IOException {
        return Files.readAllBytes(file(name, version));
    }

    private Path directory(final String name) {
        return root.resolve(valid(name));
    }

    private Path file(final String name, final String version) {
        return directory(name).resolve(valid(version) + SUFFIX);
    }

    private static String valid(final String name) {
        if (!ModelNames.isValid(name)) {
            throw new IllegalArgumentException("a model's name and version consist of " + ModelNames.RULE);
        }
        return name;
    }

    private static void write(final Path file, final byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            final ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /**
     * Makes the new name itself durable where the file system can. Windows and some shares cannot: the file is already visible
     * then, and saying that it could not be published would make the caller publish it again and again.
     */
    private static void forceDirectory(final Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (final IOException e) {
            // The content is durable; after a power cut the name may be missing, as if the model had not been published.
        }
    }
}
