package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.file.Listing;
import io.euge.testing.Shared;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Submits a program that knows only Spark to a cluster that has only Spark, with the one jar of
 * Euge, in the two ways of docs/clusters.md.
 */
@EnabledIfSystemProperty(
    named = Release.ARCHIVE,
    matches = ".+",
    disabledReason = "the profile release builds the jar before these tests")
class OneJarIT {
  private static final Path HOME = Path.of(System.getProperty("euge.home"));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--packages", "--jars"})
  void theExecutorDetectsWithTheJarThatSparkSubmitSends(String option) throws Exception {
    Path jar = jar();
    String version = jar.getFileName().toString().replaceAll("euge-spark-(.+)\\.jar", "$1");
    SparkHome.complete(folder, 0, "");
    try (StandaloneCluster spark = new StandaloneCluster(folder, 1);
        Commands commands = new Commands(folder)) {
      List<String> submit =
          new ArrayList<>(List.of("bin/spark-submit", "--master", spark.master(), option));
      submit.add(option.equals("--packages") ? "io.euge:euge-spark:" + version : jar.toString());
      for (String setting :
          List.of(
              "spark.plugins=io.euge.spark.EugePlugin",
              "spark.executor.memory=800m",
              "spark.driver.host=127.0.0.1",
              "spark.driver.bindAddress=127.0.0.1",
              "spark.ui.enabled=false",
              "spark.jars.ivy=" + folder.resolve("ivy"))) {
        submit.addAll(List.of("--conf", setting));
      }
      submit.addAll(List.of("--class", CountingProgram.class.getName(), program().toString()));
      submit.add(Shared.model("yolo-fastest-1.1-xl.cfg").toString());
      submit.add(Shared.highway().toString());

      String home = "-Duser.home=" + install(jar, version);
      String printed = commands.run("submit", submit, Map.of("SPARK_SUBMIT_OPTS", home));

      assertThat(printed).containsPattern("(?m)^[1-9]\\d* objects in 14 frames$");
    }
  }

  /** Returns the jar of this build. */
  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(HOME.resolve("bundle/target"))) {
      return files
          .filter(file -> file.getFileName().toString().matches("euge-spark-.+\\.jar"))
          .filter(file -> !file.toString().matches(".+-(sources|javadoc)\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * Lays the jar into a home's local repository as {@code mvn install} does, with what this build
   * has downloaded; returns the home.
   */
  private Path install(Path jar, String version) throws IOException {
    Path home = folder.resolve("home");
    Path local = home.resolve(".m2/repository");
    link(localRepository(), local, "io");
    link(localRepository().resolve("io"), local.resolve("io"), "euge");
    Path group = local.resolve("io/euge");
    Path parent = Files.createDirectories(group.resolve("euge").resolve(version));
    Files.copy(HOME.resolve("pom.xml"), parent.resolve("euge-" + version + ".pom"));
    Path artifact = Files.createDirectories(group.resolve("euge-spark").resolve(version));
    Files.copy(
        HOME.resolve("bundle/dependency-reduced-pom.xml"),
        artifact.resolve("euge-spark-" + version + ".pom"));
    Files.createSymbolicLink(artifact.resolve(jar.getFileName()), jar);
    return home;
  }

  private static void link(Path from, Path to, String except) throws IOException {
    Files.createDirectories(to);
    for (Path each : Listing.of(from)) {
      if (!each.getFileName().toString().equals(except)) {
        Files.createSymbolicLink(to.resolve(each.getFileName()), each);
      }
    }
  }

  /** Returns the local repository of this build, in which JUnit lies. */
  private static Path localRepository() {
    String jar = "/org/junit/jupiter/junit-jupiter-api/";
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.contains(jar))
        .map(entry -> Path.of(entry.substring(0, entry.indexOf(jar))))
        .findFirst()
        .orElseThrow();
  }

  /** Returns a jar with the program only. */
  private Path program() throws IOException {
    Path jar = folder.resolve("program.jar");
    String name = CountingProgram.class.getName().replace('.', '/') + ".class";
    try (InputStream bytes = CountingProgram.class.getClassLoader().getResourceAsStream(name);
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(name));
      bytes.transferTo(out);
      out.closeEntry();
    }
    return jar;
  }
}
