package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests when the launcher creates and uses a class data sharing archive, and when it starts with
 * the first compiler only. Most tests use a fake Java that reports how it was started; one uses the
 * real Java.
 */
@EnabledOnOs(OS.LINUX)
class ClassArchiveIT {
  private static final Path EUGE =
      Path.of(System.getProperty("euge.home", ".."), "euge").toAbsolutePath().normalize();

  private static final String SHORT = "-XX:TieredStopAtLevel=1 -Deuge.short=true";

  @TempDir Path folder;
  private Path home;
  private Path cache;
  private final Map<String, String> environment = new TreeMap<>();

  @BeforeEach
  void copyOfTheProject() throws IOException {
    home = Files.createDirectory(folder.resolve("a home"));
    cache = home.resolve("no such/cache");
    Files.copy(EUGE, home.resolve("euge"));
    Files.createDirectories(home.resolve("etc"));
    Files.createDirectories(home.resolve("cli/src/main"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(home.resolve("cli/pom.xml"));
    Files.writeString(home.resolve("etc/jvm.options"), "");
    Path jars = Files.createDirectories(home.resolve("dist/target/jars"));
    Files.writeString(jars.resolve("a.jar"), "a");
    Files.writeString(jars.resolveSibling("jars.classpath"), "jars/a.jar");
    environment.put("EUGE_CACHE", cache.toString());
    java("17.0.1", "echo classes >\"$archive\"");
  }

  @Test
  void theFirstDetectionHasItMadeAndTheNextUsesIt() throws Exception {
    assertThat(detect()).doesNotContain("SharedArchiveFile");
    Path archive = awaitArchive();
    assertThat(archive).startsWith(cache.resolve("classes"));
    assertThat(detect()).contains("-XX:SharedArchiveFile=" + archive + " -Xlog:cds*=off ");
    assertThat(start("--version")).contains("-XX:SharedArchiveFile=" + archive + " ");
    assertThat(trainings()).isEqualTo(1);
    assertThat(files()).containsExactlyInAnyOrder(archive.getFileName().toString(), "lock");
  }

  @Test
  void itIsMadeAgainWhenJarsOrJavaChangeAndTheFormerIsDeleted() throws Exception {
    Path first = archive();
    assertThat(archive()).isEqualTo(first);
    assertThat(trainings()).isEqualTo(1);
    Files.writeString(home.resolve("dist/target/jars/a.jar"), "another");
    Path second = archive();
    assertThat(second).isNotEqualTo(first);
    java("17.0.2", "echo classes >\"$archive\"");
    Path third = archive();
    assertThat(third).isNotEqualTo(second);
    Files.setLastModifiedTime(
        home.resolve("dist/target/jars/a.jar"),
        FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
    Path fourth = archive();
    assertThat(fourth).isNotEqualTo(third);
    assertThat(files()).containsExactlyInAnyOrder(fourth.getFileName().toString(), "lock");
  }

  @Test
  void aJavaThatMakesNoneIsTriedOnceADayWithoutAMessage() throws Exception {
    java("17.0.1", "exit 1");
    String said = detect();
    assertThat(said).startsWith("started ").hasLineCount(1);
    await(() -> files().stream().anyMatch(name -> name.endsWith(".failed")));
    assertThat(detect()).isEqualTo(said);
    assertThat(trainings()).isEqualTo(1);
    assertThat(files()).noneMatch(name -> name.endsWith(".making"));
    assertThat(start("--archive-classes"))
        .startsWith("euge: Java's classes cannot be archived in " + cache + "/classes: ")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/1/none", "/dev/null/none"})
  void aCacheThatCannotBeWrittenIsPassedOverInSilence(String unwritable) throws Exception {
    environment.put("EUGE_CACHE", unwritable);
    assertThat(detect()).startsWith("started ").hasLineCount(1);
    assertThat(detect()).startsWith("started ").hasLineCount(1);
    assertThat(trainings()).isZero();
  }

  @Test
  void itIsInTheUsersCacheWhereNothingElseIsSet() throws Exception {
    environment.remove("EUGE_CACHE");
    environment.put("HOME", folder.resolve("user").toString());
    assertThat(archive()).startsWith(folder.resolve("user/.cache/euge/classes"));
    environment.put("XDG_CACHE_HOME", folder.resolve("xdg").toString());
    assertThat(archive()).startsWith(folder.resolve("xdg/euge/classes"));
  }

  @Test
  void itCanBeSwitchedOff() throws Exception {
    archive();
    environment.put("EUGE_CLASS_ARCHIVE", "0");
    assertThat(detect()).doesNotContain("SharedArchiveFile");
    environment.put("EUGE_CLASS_ARCHIVE", "no");
    assertThat(detect()).startsWith("euge: EUGE_CLASS_ARCHIVE is 'no': give 0 ");
  }

  @Test
  void aHostWithLittleMemoryHasNoneMadeBesideACommand() throws Exception {
    environment.put("HEAP", "500000000");
    detect();
    detect();
    Thread.sleep(500);
    assertThat(trainings()).isZero();
    assertThat(archive()).as("when asked for").isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "--version, true",
    "models list, true",
    "detect small.mp4, true",
    "detect --output out small.mp4, true",
    "detect small.mp4 large.mp4, false",
    "detect videos, false",
    "detect small.mp4 --model large.onnx, false",
    "detect small.mp4 --model=large.onnx, false",
    "detect small.mp4 --model pulled, false",
    "detect '*.mp4', false",
    "detect s3a://videos/a.mp4, false",
    "evaluate small.mp4, false",
    "demo, false",
  })
  void theFirstCompilerIsForWorkThatIsShortByItsFiles(String command, boolean expected)
      throws Exception {
    Files.writeString(folder.resolve("small.mp4"), "small");
    Files.createDirectory(folder.resolve("videos"));
    Files.createDirectories(cache.resolve("models/pulled/pulled"));
    for (String large :
        List.of("large.mp4", "videos/large.mp4", "large.onnx", cache + "/models/pulled/pulled/l")) {
      start("truncate -s 33M '" + large + "'", List.of());
    }
    environment.put("EUGE_CLASS_ARCHIVE", "0");
    String said = start(command.split(" "));
    assertThat(said.contains(SHORT + " -XX:+UseSerialGC ")).as(said).isEqualTo(expected);
    assertThat(said.contains(SHORT)).as(said).isEqualTo(expected);
  }

  @Test
  void aCollectorOfTheUsersStays() throws Exception {
    environment.put("EUGE_JAVA_OPTIONS", "-XX:+UseParallelGC");
    assertThat(start("--version")).contains(SHORT).doesNotContain("UseSerialGC");
  }

  /** With the real Java and the real jars, and two concurrent starts. */
  @Test
  void twoStartsAtOnceMakeOneThatJavaTakes() throws Exception {
    Files.delete(folder.resolve("bin/java"));
    home = EUGE.getParent();
    environment.put("HOME", folder.toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    Process one = execute(List.of("--archive-classes"));
    Process two = execute(List.of("--archive-classes"));
    String printed = said(one);
    assertThat(said(two)).isEqualTo(printed);
    Path archive = Path.of(printed.strip());
    assertThat(archive).isNotEmptyFile().startsWith(cache);
    assertThat(files()).containsExactlyInAnyOrder(archive.getFileName().toString(), "lock");

    Path log = folder.resolve("loaded");
    environment.put("EUGE_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
    assertThat(start("--version")).startsWith("euge 0.1.0").hasLineCount(1);
    assertThat(Files.readAllLines(log))
        .anyMatch(line -> line.contains("io.euge.cli.Euge source: shared objects file (top)"));
    environment.put("EUGE_JAVA_OPTIONS", "-XX:-UseCompressedOops");
    assertThat(start("--version"))
        .as("where Java refuses it")
        .startsWith("euge 0.1.0")
        .hasLineCount(1);
    Files.write(archive.resolveSibling("corrupt"), new byte[1 << 16]);
    Files.move(archive.resolveSibling("corrupt"), archive, StandardCopyOption.REPLACE_EXISTING);
    environment.remove("EUGE_JAVA_OPTIONS");
    assertThat(start("--version"))
        .as("where it is corrupt")
        .startsWith("euge 0.1.0")
        .hasLineCount(1);
  }

  /**
   * Creates a fake Java that reports how it is started, and runs {@code making} when it should
   * create an archive.
   */
  private void java(String version, String making) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve("java");
    Files.writeString(
        file,
        """
        #!/usr/bin/env bash
        case "$*" in
          -version)
            echo 'openjdk version "%s"'
            echo " size_t MaxHeapSize = ${HEAP:-4294967296} {product} {ergonomic}"
            ;;
          *ClassArchiveTraining)
            echo >>'%s'
            for option; do archive=${option#-XX:ArchiveClassesAtExit=}; [ "$archive" = "$option" ] || break; done
            %s
            ;;
          *) echo started "$*" ;;
        esac
        """
            .formatted(version, folder.resolve("trainings"), making));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private String detect() throws Exception {
    return start("detect", "any.mp4");
  }

  /** Creates the archive and returns its path. */
  private Path archive() throws Exception {
    Path archive = Path.of(start("--archive-classes").strip());
    assertThat(archive).exists();
    return archive;
  }

  private Path awaitArchive() throws Exception {
    await(() -> files().stream().anyMatch(name -> name.endsWith(".jsa")));
    String name = files().stream().filter(file -> file.endsWith(".jsa")).findFirst().orElseThrow();
    return cache.resolve("classes").resolve(name);
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws Exception {
    for (int i = 0; i < 300 && !condition.holds(); i++) {
      Thread.sleep(100);
    }
    assertThat(condition.holds()).isTrue();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("classes"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private long trainings() throws IOException {
    Path log = folder.resolve("trainings");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  private String start(String... arguments) throws Exception {
    return said(execute(List.of(arguments)));
  }

  private String start(String line, List<String> arguments) throws Exception {
    return said(execute(line, arguments));
  }

  private Process execute(List<String> arguments) throws IOException {
    return execute("exec \"$EUGE\" \"$@\"", arguments);
  }

  /** Runs a shell command with only the environment variables of the test. */
  private Process execute(String line, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", line, "bash"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> all = builder.environment();
    String path = all.get("PATH");
    all.clear();
    all.put("PATH", folder.resolve("bin") + ":" + path);
    all.put("EUGE", home.resolve("euge").toString());
    all.putAll(environment);
    return builder.redirectErrorStream(true).start();
  }

  private static String said(Process process) throws Exception {
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
