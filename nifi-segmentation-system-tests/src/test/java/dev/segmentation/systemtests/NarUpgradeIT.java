// SPDX-License-Identifier: Apache-2.0
package dev.segmentation.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A new version of the NAR arrives while the old one is at work: native code is loaded a second time in the same JVM.
 */
class NarUpgradeIT {

    private static final String BUNDLE = "dev.segmentation";
    private static final String NEW_VERSION = "999.0.0";
    private static final String EXTENSION_MANIFEST = "META-INF/docs/extension-manifest.xml";
    private static final String SERVICE = "dev.segmentation.services.SentenceEmbeddingService";

    @Test
    void newVersionWorksBesideTheOld() throws IOException, InterruptedException {
        try (NiFiInstance nifi = TestNiFi.create(NarUpgradeIT.class)) {
            nifi.start();
            final SegmentationRun old = start(nifi, TestNiFi.template(), "old");
            train(old, "before");

            final Path nar = TestNiFi.directory(NarUpgradeIT.class).resolve("upgrade.nar");
            copyWithVersion(TestNiFi.TARGET.resolve("nifi/extensions/nifi-segmentation.nar"), nar);
            nifi.client().uploadNar(nar, TestNiFi.PATIENCE);
            final List<String> versions = nifi.client().types("controller-service", BUNDLE).stream()
                    .filter(type -> SERVICE.equals(type.path("type").asText())).map(type -> type.path("bundle").path("version").asText()).sorted().toList();
            assertEquals(2, versions.size());
            assertTrue(versions.contains(NEW_VERSION));

            verifyNewService(nifi, old.groupId());
            final SegmentationRun upgraded = start(nifi, TestNiFi.template().bundleVersion(BUNDLE, NEW_VERSION), "new");
            upgraded.processors().stream().map(processor -> processor.path("component").path("bundle")).filter(bundle -> BUNDLE.equals(bundle.path("group").asText()))
                    .forEach(bundle -> assertEquals(NEW_VERSION, bundle.path("version").asText()));
            train(upgraded, "upgraded");
            train(old, "after");
        }
    }

    private static SegmentationRun start(final NiFiInstance nifi, final FlowDefinition template, final String name) throws IOException {
        return TestNiFi.start(NarUpgradeIT.class, nifi, template, name, Map.of("Number of Segments", Integer.toString(Texts.THEMES)));
    }

    private static void train(final SegmentationRun run, final String name) throws IOException {
        final List<String> lines = Texts.english(60, name.length());
        run.train(TestNiFi.file(NarUpgradeIT.class, name + ".jsonl", lines));
        TestNiFi.await(() -> run.isTrained(name) || run.problem().isPresent());
        assertEquals("", run.problem().orElse(""));
        assertEquals(Texts.ids(lines), TestNiFi.sortedIds(TestNiFi.records(run.trained(name, "segments.jsonl"))));
    }

    private static void verifyNewService(final NiFiInstance nifi, final String groupId) {
        final ObjectMapper json = new ObjectMapper();
        final ObjectNode bundle = json.createObjectNode().put("group", BUNDLE).put("artifact", "nifi-segmentation-nar").put("version", NEW_VERSION);
        final ObjectNode properties = json.createObjectNode().put("Model", "bge-zh");
        final String service = nifi.client().createService(groupId, SERVICE, bundle, properties);
        final JsonNode results = nifi.client().verify("/controller-services/" + service, properties, TestNiFi.PATIENCE);
        assertFalse(results.isEmpty());
        results.forEach(result -> assertEquals("SUCCESSFUL", result.path("outcome").asText(), result.toString()));
    }

    private static void copyWithVersion(final Path nar, final Path target) throws IOException {
        try (JarFile source = new JarFile(nar.toFile()); OutputStream file = Files.newOutputStream(target); ZipOutputStream out = new ZipOutputStream(file)) {
            out.setLevel(Deflater.BEST_SPEED);
            final Manifest manifest = new Manifest(source.getManifest());
            final String version = manifest.getMainAttributes().put(new Attributes.Name("Nar-Version"), NEW_VERSION).toString();
            // NiFi needs the directory entries as well, in their order.
            for (final JarEntry entry : source.stream().toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                if (JarFile.MANIFEST_NAME.equals(entry.getName())) {
                    manifest.write(out);
                } else if (!entry.isDirectory()) {
                    final byte[] content = source.getInputStream(entry).readAllBytes();
                    out.write(EXTENSION_MANIFEST.equals(entry.getName()) ? withVersion(content, version) : content);
                }
            }
        }
    }

    private static byte[] withVersion(final byte[] extensionManifest, final String oldVersion) {
        final String old = "<version>" + oldVersion + "</version>";
        final String text = new String(extensionManifest, StandardCharsets.UTF_8);
        assertTrue(text.contains(old));
        return text.replace(old, "<version>" + NEW_VERSION + "</version>").getBytes(StandardCharsets.UTF_8);
    }
}
