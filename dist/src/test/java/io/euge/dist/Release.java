package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The unpacked release archive with a Java, which the profile {@code release} builds. */
record Release(Path root) {
  /** The system property with the archive, set by the profile. */
  static final String ARCHIVE = "euge.release";

  /**
   * Variables for its commands: an archive of Java's classes in the user's cache costs more than a
   * test of a release, which has a directory of its own, gains.
   */
  static final Map<String, String> ENVIRONMENT = Map.of("EUGE_CLASS_ARCHIVE", "0");

  /** Unpacks the archive in a directory. */
  static Release unpack(Path folder) throws IOException, InterruptedException {
    Process tar =
        new ProcessBuilder("tar", "-xzf", System.getProperty(ARCHIVE))
            .directory(folder.toFile())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    return in(folder);
  }

  /** Returns the release that was unpacked in a directory. */
  static Release in(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return new Release(
          all.filter(file -> file.getFileName().toString().startsWith("euge-"))
              .findFirst()
              .orElseThrow());
    }
  }

  Path euge() {
    return root.resolve("bin/euge");
  }

  Path java() {
    return root.resolve("java");
  }

  /** Returns the jars of Spark, without Euge's. */
  List<Path> sparkJars() throws IOException {
    try (Stream<Path> all = Files.list(root.resolve("spark"))) {
      return all.toList();
    }
  }

  /**
   * Creates a directory like Spark's distribution from the release's Spark and the jars for a
   * cluster manager, which the release does not have.
   *
   * @param manager pattern of the names of these jars on this test's class path
   */
  Path sparkHome(Path folder, String manager) throws IOException {
    Path home = Files.createDirectories(folder);
    List<Path> jars = new ArrayList<>(sparkJars());
    jars.addAll(onClassPath(manager));
    SparkHome.linkJars(home, jars);
    SparkHome.complete(home, 0, "");
    return home;
  }

  /** Returns the jars of this test's class path whose names match. */
  static List<Path> onClassPath(String names) {
    Pattern pattern = Pattern.compile(names);
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(jar -> pattern.matcher(jar.getFileName().toString()).matches())
        .toList();
  }
}
