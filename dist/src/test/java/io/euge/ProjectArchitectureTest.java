package io.euge;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.euge.testing.ProjectClasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Checks that dependencies among the modules have one direction, that packages have no cycles, and
 * that files and packages are small.
 */
class ProjectArchitectureTest {
  private static final JavaClasses ALL = ProjectClasses.main();
  private static final int MOST_FILES = 25;
  private static final int MOST_LINES = 400;

  @Test
  void modulesDependInOneDirection() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("core")
        .definedBy(
            "io.euge",
            "io.euge.process..",
            "io.euge.file..",
            "io.euge.video..",
            "io.euge.model..",
            "io.euge.device..",
            "io.euge.inference..",
            "io.euge.detection..",
            "io.euge.tracking..",
            "io.euge.counting..",
            "io.euge.evaluation..",
            "io.euge.rendering..")
        .layer("simulation")
        .definedBy("io.euge.simulation..")
        .layer("traffic")
        .definedBy("io.euge.traffic..")
        .layer("spark")
        .definedBy("io.euge.spark..")
        .layer("cli")
        .definedBy("io.euge.cli..")
        .layer("demo")
        .definedBy("io.euge.demo..")
        .layer("bench")
        .definedBy("io.euge.bench..")
        .whereLayer("core")
        .mayNotAccessAnyLayer()
        .whereLayer("simulation")
        .mayOnlyAccessLayers("core")
        .whereLayer("traffic")
        .mayOnlyAccessLayers("core")
        .whereLayer("spark")
        .mayOnlyAccessLayers("core")
        .whereLayer("cli")
        .mayOnlyAccessLayers("core", "spark")
        .whereLayer("demo")
        .mayOnlyAccessLayers("core", "spark", "cli", "traffic")
        .whereLayer("bench")
        .mayOnlyAccessLayers("core", "spark", "cli", "simulation")
        .check(ALL);
  }

  @Test
  void packagesAreFreeOfCycles() {
    slices().matching("io.euge.(**)").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void filesAndPackagesAreSmall() throws IOException {
    Map<Path, Integer> packages = new TreeMap<>();
    List<String> tooLong = new ArrayList<>();
    for (Path source : mainSources()) {
      packages.merge(source.getParent(), 1, Integer::sum);
      try (Stream<String> lines = Files.lines(source)) {
        long count = lines.count();
        if (count > MOST_LINES) {
          tooLong.add(source + " has " + count + " lines");
        }
      }
    }
    assertThat(packages).hasSizeGreaterThan(30);
    packages.values().removeIf(files -> files <= MOST_FILES);
    assertThat(packages).isEmpty();
    assertThat(tooLong).isEmpty();
  }

  private static List<Path> mainSources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(Path.of("").toAbsolutePath().getParent())) {
      for (Path module : modules.map(one -> one.resolve("src/main/java")).toList()) {
        if (Files.isDirectory(module)) {
          try (Stream<Path> files = Files.walk(module)) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
          }
        }
      }
    }
    return sources;
  }
}
