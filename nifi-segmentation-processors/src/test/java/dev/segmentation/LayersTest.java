// SPDX-License-Identifier: Apache-2.0
package dev.segmentation;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertFalse;

class LayersTest {

    private static JavaClasses classes;

    @BeforeAll
    static void importClasses() {
        classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.segmentation");
        assertFalse(classes.isEmpty());
    }

    @Test
    void importsRunOneWay() {
        layeredArchitecture().consideringOnlyDependenciesInLayers()
                .layer("core").definedBy("dev.segmentation.core..")
                .layer("model").definedBy("dev.segmentation.model..")
                .layer("record").definedBy("dev.segmentation.record..")
                .layer("services").definedBy("dev.segmentation.services..")
                .layer("report").definedBy("dev.segmentation.report..")
                .layer("processors").definedBy("dev.segmentation.processors..")
                .whereLayer("core").mayNotAccessAnyLayer()
                .whereLayer("model").mayOnlyAccessLayers("core")
                .whereLayer("record").mayOnlyAccessLayers("core")
                .whereLayer("services").mayOnlyAccessLayers("core", "model")
                .whereLayer("report").mayOnlyAccessLayers("core")
                .whereLayer("processors").mayNotBeAccessedByAnyLayer()
                .check(classes);
    }

    @Test
    void coreKnowsNeitherNiFiNorLoggersNorJson() {
        noClasses().that().resideInAPackage("dev.segmentation.core..")
                .should().dependOnClassesThat().resideInAnyPackage("org.apache.nifi..", "org.slf4j..", "java.util.logging..", "com.fasterxml..")
                .check(classes);
    }

    @Test
    void nothingRunsOnTheCommonPool() {
        noClasses().should().callMethod("java.util.stream.IntStream", "parallel")
                .orShould().callMethod("java.util.Collection", "parallelStream")
                .orShould().callMethod("java.util.concurrent.ForkJoinPool", "commonPool")
                .check(classes);
    }

    @Test
    void serviceInterfacesSpeakOnlyTheJdk() {
        classes().that().resideInAPackage("dev.segmentation.services").and().areInterfaces()
                .should().onlyDependOnClassesThat().resideInAnyPackage("java..", "org.apache.nifi.controller..")
                .check(classes);
    }
}
