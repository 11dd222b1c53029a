package io.euge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.euge.testing.ProjectClasses;
import org.junit.jupiter.api.Test;

/** One direction of dependency among the packages of the core. */
class ArchitectureTest {
  private static final JavaClasses CORE = ProjectClasses.main();

  @Test
  void aPackageKnowsOnlyThePackagesBelowIt() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("process")
        .definedBy("io.euge.process..")
        .layer("file")
        .definedBy("io.euge.file..")
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
        .layer("tracking")
        .definedBy("io.euge.tracking..")
        .layer("counting")
        .definedBy("io.euge.counting..")
        .layer("evaluation")
        .definedBy("io.euge.evaluation..")
        .layer("rendering")
        .definedBy("io.euge.rendering..")
        .whereLayer("evaluation")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("rendering")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("detection")
        .mayOnlyBeAccessedByLayers("tracking", "counting", "evaluation", "rendering")
        .whereLayer("tracking")
        .mayOnlyBeAccessedByLayers("counting", "evaluation", "rendering")
        .whereLayer("counting")
        .mayOnlyBeAccessedByLayers("rendering")
        .whereLayer("inference")
        .mayOnlyBeAccessedByLayers("detection")
        .whereLayer("device")
        .mayOnlyBeAccessedByLayers("inference")
        .whereLayer("model")
        .mayOnlyBeAccessedByLayers("inference", "detection")
        .whereLayer("video")
        .mayOnlyBeAccessedByLayers("detection", "rendering")
        .whereLayer("file")
        .mayNotAccessAnyLayer()
        .whereLayer("process")
        .mayOnlyAccessLayers("file")
        .check(CORE);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.euge.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void modelFamiliesAreKnownInDetectionAloneAndToTheirImporter() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.euge.detection..", "io.euge.model.darknet..")
        .should()
        .dependOnClassesThat()
        .haveSimpleNameContaining("Yolo")
        .check(CORE);
  }

  @Test
  void nativeLibrariesStayInThePackagesThatWrapThem() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.euge.video..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco..")
        .check(CORE);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.euge.inference.onnxruntime..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime..")
        .check(CORE);
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.euge.process..",
            "io.euge.inference.openvino..",
            "io.euge.inference.onnxruntime.cuda..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.sun.jna..")
        .check(CORE);
  }
}
