package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.spark.LocalSpark;
import io.euge.testing.Shared;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the program as a user starts it, with the jars that this module collects. */
class LauncherIT {
  private static final Path EUGE = Path.of(System.getProperty("euge.home", ".."), "euge");

  @TempDir Path folder;

  @Test
  void worksFromAnotherDirectoryAndByChainsOfLinks() throws Exception {
    Path first = Files.createSymbolicLink(folder.resolve("first"), EUGE.toAbsolutePath());
    Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(folder.resolve("bin/euge"), Path.of("..", "first"));
    Said direct = run(EUGE.toAbsolutePath().toString(), "--version");
    assertThat(direct.exit).isZero();
    assertThat(direct.out).startsWith("euge 0.1.0");
    assertThat(direct.err).isEmpty();
    assertThat(run("bin/euge", "--version")).isEqualTo(direct);
    assertThat(first).isSymbolicLink();
  }

  @Test
  void detectsInARealVideoAndSparkReadsTheTable() throws Exception {
    Said said =
        run(
            EUGE.toAbsolutePath().toString(),
            "detect",
            Shared.highway().toString(),
            "--model",
            Shared.model("yolo-fastest-1.1-xl.cfg").toString(),
            "--output",
            "found");
    assertThat(said.err).isEmpty();
    assertThat(said.exit).isZero();
    assertThat(said.out)
        .containsPattern("^[\\d,]+ detections in 268 frames of 1 video\n")
        .contains(" car\n", "written to found");
    assertThat(folder.toFile().list()).containsExactly("found");
    try (SparkSession spark = LocalSpark.start(1)) {
      Row row =
          spark
              .sql(
                  "SELECT count(*), max(frame), sum(size(detections)) FROM parquet.`%s`"
                      .formatted(folder.resolve("found")))
              .first();
      assertThat(row.getLong(0)).isEqualTo(268);
      assertThat(row.getLong(1)).isEqualTo(267);
      assertThat(row.getLong(2)).isGreaterThan(268);
    }
  }

  @Test
  void endsWithTheExitCodeOfTheCommand() throws Exception {
    Said usage = run(EUGE.toAbsolutePath().toString(), "detect", "--confidense", "1");
    assertThat(usage.exit).isEqualTo(2);
    Said failed =
        run(
            EUGE.toAbsolutePath().toString(),
            "detect",
            "no such.mp4",
            "--model",
            Shared.model("yolo-fastest-1.1.cfg").toString());
    assertThat(failed.exit).isEqualTo(1);
    assertThat(failed.err.lines()).hasSize(1);
    assertThat(failed.err).contains("There is no file or directory no such.mp4");
    assertThat(failed.out).isEmpty();
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void theClassPathItPrintsStartsEuge() throws Exception {
    Said printed = run(EUGE.toAbsolutePath().toString(), "--print-classpath");
    assertThat(printed.exit).isZero();
    assertThat(printed.err).isEmpty();
    assertThat(printed.out).hasLineCount(1);
    Said started =
        run(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "@" + EUGE.resolveSibling("etc/jvm.options").toAbsolutePath(),
            "-cp",
            printed.out.strip(),
            "io.euge.cli.Euge",
            "--version");
    assertThat(started.err).isEmpty();
    assertThat(started).isEqualTo(run(EUGE.toAbsolutePath().toString(), "--version"));
  }

  @Test
  void allJarsAreInOneFolderOfTheProjectThatAnyUserCanRead() throws Exception {
    Path jars = EUGE.toRealPath().resolveSibling("dist/target/jars");
    String printed = run(EUGE.toAbsolutePath().toString(), "--print-classpath").out.strip();
    List<Path> classPath = Stream.of(printed.split(":")).map(Path::of).toList();
    try (Stream<Path> files = Files.list(jars)) {
      assertThat(classPath).containsExactlyInAnyOrderElementsOf(files.toList());
    }
    assertThat(classPath).anyMatch(jar -> jar.getFileName().toString().startsWith("onnxruntime"));
    assertThat(classPath).doesNotHaveDuplicates();
    for (Path jar : classPath) {
      assertThat(jar).isRegularFile();
      assertThat(Files.getPosixFilePermissions(jar)).contains(PosixFilePermission.OTHERS_READ);
    }
    for (Path folder : List.of(jars, jars.getParent())) {
      assertThat(Files.getPosixFilePermissions(folder))
          .contains(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_EXECUTE);
    }
  }

  private record Said(int exit, String out, String err) {}

  private Said run(String program, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(args));
    Path said = Files.createTempDirectory("launcher");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(said.resolve("out").toFile())
            .redirectError(said.resolve("err").toFile());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Said(
        process.exitValue(),
        Files.readString(said.resolve("out")),
        Files.readString(said.resolve("err")));
  }
}
