package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.Shared;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the release archive with a Java, unpacked on a host without Java and Maven, with an empty
 * environment. The profile {@code release} builds it and runs this test.
 */
@EnabledIfSystemProperty(named = Release.ARCHIVE, matches = ".+")
class ReleaseIT {
  /**
   * The programs of a minimal host that the launcher and Hadoop use, in addition to shell
   * built-ins.
   */
  private static final List<String> PROGRAMS =
      List.of(
          "bash",
          "cat",
          "chmod",
          "cksum",
          "dirname",
          "env",
          "find",
          "flock",
          "grep",
          "gzip",
          "head",
          "id",
          "locale",
          "ls",
          "mkdir",
          "mv",
          "nice",
          "readlink",
          "rm",
          "sed",
          "stat",
          "tar",
          "tr",
          "uname");

  @TempDir static Path folder;
  private static Release release;
  private static StandaloneCluster spark;

  @BeforeAll
  static void unpack() throws Exception {
    Path programs = Files.createDirectories(folder.resolve("bin"));
    for (String program : PROGRAMS) {
      Path found =
          Stream.of("/usr/bin", "/bin")
              .map(parent -> Path.of(parent, program))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow(() -> new AssertionError("this host has no " + program));
      Files.createSymbolicLink(programs.resolve(program), found);
    }
    assertThat(bare(List.of("tar", "-xzf", System.getProperty(Release.ARCHIVE))).exit()).isZero();
    release = Release.in(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (spark != null) {
      spark.close();
    }
  }

  @Test
  void itHasItsLicensesAndTheVersionOfItsName() throws Exception {
    StandaloneCluster.Ended said = euge("--version");
    assertThat(said.exit()).as(said.printed()).isZero();
    String version = said.printed().strip().substring("euge ".length());
    String name = Path.of(System.getProperty(Release.ARCHIVE)).getFileName().toString();
    assertThat(release.root().getFileName())
        .hasToString(name.replace("-with-java.tar.gz", ""))
        .asString()
        .matches("euge-" + Pattern.quote(version) + "-linux-x86_64(-cuda1[23])?");
    assertThat(release.root().resolve("jars/euge-spark-" + version + ".jar")).isRegularFile();
    for (String license :
        List.of(
            "LICENSE",
            "licenses/euge-spark/NOTICE",
            "licenses/euge-spark/licenses/LGPL-3.0.txt",
            "java/legal/java.base/LICENSE")) {
      assertThat(release.root().resolve(license)).isNotEmptyFile();
    }
  }

  @Test
  void theDoctorFindsAllThatTheCpuNeeds() throws Exception {
    StandaloneCluster.Ended said = euge("doctor");
    assertThat(said.printed())
        .containsPattern("ok +java .*17")
        .containsPattern("ok +spark +version 4\\.2")
        .containsPattern("ok +ffmpeg +loads")
        .doesNotContain("fail ");
    assertThat(said.exit()).isZero();
  }

  /** The executors also use the release's Java and jars. */
  @Test
  void twoExecutorsGiveWhatOneProcessGives() throws Exception {
    assertThat(release.java().resolve("bin/java")).isExecutable();
    spark =
        new StandaloneCluster(
            Files.createDirectory(folder.resolve("cluster")),
            new StandaloneCluster.Offer(2),
            new StandaloneCluster.Installation(
                release.euge(),
                release.root().resolve("etc/jvm.options"),
                release.java().resolve("bin/java"),
                release.sparkJars()));
    List<String> arguments = spark.onCluster(detect("cluster"));
    arguments.addAll(
        List.of("--conf", "spark.executor.cores=1", "--conf", "spark.executor.memory=800m"));
    StandaloneCluster.Ended cluster = euge(arguments.toArray(String[]::new));
    StandaloneCluster.Ended alone = euge(detect("alone").toArray(String[]::new));

    assertThat(cluster.exit()).as("it printed:\n%s", cluster.printed()).isZero();
    assertThat(alone.exit()).as("it printed:\n%s", alone.printed()).isZero();
    assertThat(cluster.printed()).contains("2 model copies in memory");
    assertThat(alone.printed()).contains("1 model copy in memory");
    assertThat(spark.rows("../cluster-table"))
        .hasSizeGreaterThan(20)
        .isEqualTo(spark.rows("../alone-table"));
  }

  private static List<String> detect(String name) {
    return List.of(
        "detect",
        Shared.highway().toString(),
        Shared.carDetection().toString(),
        "--model",
        Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
        "--every",
        "50",
        "--format",
        "csv",
        "--output",
        folder.resolve(name + "-table").toString());
  }

  private static StandaloneCluster.Ended euge(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(release.euge().toString()));
    command.addAll(Arrays.asList(arguments));
    return bare(command);
  }

  private static StandaloneCluster.Ended bare(List<String> command) throws Exception {
    Path home = Files.createDirectories(folder.resolve("home"));
    List<String> all =
        new ArrayList<>(
            List.of("/usr/bin/env", "-i", "PATH=" + folder.resolve("bin"), "HOME=" + home));
    if (command.contains("detect")) {
      Release.ENVIRONMENT.forEach((name, value) -> all.add(name + "=" + value));
    }
    all.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(all).directory(folder.toFile()).redirectErrorStream(true);
    Process process = builder.start();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
      return new StandaloneCluster.Ended(process.exitValue(), printed);
    } finally {
      process.destroyForcibly();
    }
  }
}
