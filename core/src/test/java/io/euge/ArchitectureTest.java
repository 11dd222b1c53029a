package io.euge;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** One direction of dependency among the rooms of the core. */
class ArchitectureTest {
  @Test
  void aRoomKnowsOnlyTheRoomsItStandsOn() {
    JavaClasses core =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.euge");
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("video")
        .definedBy("io.euge.video..")
        .layer("model")
        .definedBy("io.euge.model..")
        .layer("device")
        .definedBy("io.euge.device..")
        .layer("inference")
        .definedBy("io.euge.inference..")
        .layer("detection")
        .definedBy("io.euge.detection..")
        .layer("evaluation")
        .definedBy("io.euge.evaluation..")
        .layer("rendering")
        .definedBy("io.euge.rendering..")
        .whereLayer("evaluation")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("rendering")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("detection")
        .mayOnlyBeAccessedByLayers("evaluation", "rendering")
        .whereLayer("inference")
        .mayOnlyBeAccessedByLayers("detection")
        .whereLayer("device")
        .mayOnlyBeAccessedByLayers("inference")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("inference", "detection")
        .whereLayer("video")
        .mayOnlyBeAccessedByLayers("detection", "rendering")
        .check(core);
  }
}
