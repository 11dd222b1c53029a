package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.ClipWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the launcher on hosts without a locale, with little memory, and with limits. */
@EnabledOnOs(OS.LINUX)
class LauncherHostIT {
  private static final Path EUGE =
      Path.of(System.getProperty("euge.home", ".."), "euge").toAbsolutePath().normalize();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "POSIX", "xx_XX.ISO-8859-1"})
  void aLocaleThatIsNotUtf8IsReplaced(String locale) throws Exception {
    recordingJava();
    assertThat(start(Map.of("LC_ALL", locale), "exec \"$EUGE\"")).startsWith("LC_ALL=C.UTF-8 ");
  }

  @Test
  void aUtf8LocaleIsLeftAlone() throws Exception {
    recordingJava();
    assertThat(start(Map.of("LANG", "C.UTF-8"), "exec \"$EUGE\"")).startsWith("LC_ALL= ");
  }

  @Test
  void aHostWithoutAUtf8LocaleIsReported() throws Exception {
    recordingJava();
    program("locale", "echo ANSI_X3.4-1968");
    assertThat(start(Map.of(), "exec \"$EUGE\""))
        .startsWith("euge: This machine has no UTF-8 locale")
        .contains("\nLC_ALL= ");
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:MaxRAM=1g, -Xmx512m -XX:MaxRAM=1g",
    "-XX:MaxRAM=64g, -Deuge.terminal=false -XX:MaxRAM=64g",
    "-Xmx300m, -Deuge.terminal=false -Xmx300m",
  })
  void aDefaultHeapTooSmallForSparkIsRaised(String given, String options) throws Exception {
    recordingJava();
    assertThat(start(Map.of("EUGE_JAVA_OPTIONS", given), "exec \"$EUGE\"")).contains(options + " ");
  }

  @Test
  void aHeapOfTheUsersThatIsTooSmallIsNamed() throws Exception {
    String said =
        start(
            Map.of("EUGE_JAVA_OPTIONS", "-Xmx300m"),
            "\"$EUGE\" detect any.mp4 --model demo --output found; echo $?");
    assertThat(said)
        .matches(
            "euge: The heap of \\d+ MiB is too small for Spark.*EUGE_JAVA_OPTIONS=-Xmx.*\n1\n");
  }

  @ParameterizedTest
  @CsvSource({
    "ulimit -n 64, '', '64 open files (ulimit -n)'",
    "ulimit -f 100, '', 'Files may have 100 KiB at most (ulimit -f)'",
    "ulimit -v 1000000, '', '976 MiB of address space (ulimit -v)'",
    "ulimit -v 6000000, -Xmx2g, 'EUGE_JAVA_OPTIONS asks for a heap of 2048 MiB'",
    "ulimit -v 6000000, -Xmx900g, 'Java gets too little memory to start'",
    "true, -Xmxmuch, 'Java does not start with EUGE_JAVA_OPTIONS=''-Xmxmuch'''",
  })
  void aLimitOfTheShellIsNamed(String limit, String options, String part) throws Exception {
    String said =
        start(
            Map.of("EUGE_JAVA_OPTIONS", options),
            limit + "; \"$EUGE\" --version; echo \"exit $?\"");
    assertThat(said).startsWith("euge: ").contains(part).endsWith("\nexit 1\n").hasLineCount(2);
  }

  @ParameterizedTest
  @CsvSource({"'size=64m,noexec', is mounted noexec", "size=1m, is full"})
  void aFolderForTemporaryFilesThatCannotBeUsedIsNamed(String options, String part)
      throws Exception {
    assumeTrue(start(Map.of(), "unshare -m true").isEmpty(), "only root can mount");
    String mounted =
        "mkdir -p t; unshare -m sh -c 'mount -t tmpfs -o %s tmpfs t && \"$EUGE\" %s; echo $?'";
    Map<String, String> environment =
        Map.of("EUGE_JAVA_OPTIONS", "-Djava.io.tmpdir=" + folder.resolve("t"));
    assertThat(
            start(
                environment,
                mounted.formatted(options, "detect any.mp4 --model demo --output found")))
        .startsWith("euge: The directory for temporary files " + folder.resolve("t"))
        .contains("(java.io.tmpdir) " + part)
        .contains("EUGE_JAVA_OPTIONS=-Djava.io.tmpdir=DIR")
        .endsWith("\n1\n")
        .hasLineCount(2);
    assertThat(start(environment, mounted.formatted(options, "doctor")))
        .startsWith("fail temporary files")
        .contains(part)
        .endsWith("\n1\n");
  }

  @Test
  void namesInAnyLettersAreReadFromAnyFolderUnderTheCLocale() throws Exception {
    Path home = copyOfTheProject(folder.resolve("프로젝트 ü"));
    Path videos = Files.createDirectories(folder.resolve("vidéos"));
    Path clip = new ClipWriter().frames(3).write(folder.resolve("clip.mp4"));
    for (String name : List.of("ü.mp4", "視頻.mp4", "😀.mp4")) {
      Files.copy(clip, videos.resolve(name));
    }
    Files.copy(clip, Path.of(URI.create(videos.toUri() + "lat%FCn.mp4")));
    Files.copy(clip, Path.of(URI.create(videos.toUri() + "lat%E4n.mp4")));
    Files.copy(clip, Path.of(URI.create(folder.toUri() + "lat%E4n.mp4")));
    String said =
        start(
            Map.of("LC_ALL", "C", "HOME", System.getProperty("user.home")),
            "EUGE='%s/euge'; \"$EUGE\" detect vidéos lat*.mp4 --model demo --output gefünden; echo $?"
                .formatted(home));
    assertThat(said)
        .contains(
            "9 frames of 3 videos", "written to gefünden", "3 of 6 videos", "its name is not UTF-8")
        .contains("lat\\xFCn.mp4", "lat\\xE4n.mp4")
        .endsWith("\n3\n");
    assertThat(folder.resolve("gefünden/_errors")).isDirectory();
  }

  /** Copies the project to another directory, with the jars of this one. */
  private static Path copyOfTheProject(Path home) throws IOException {
    Path dist = Files.createDirectories(home.resolve("dist/target"));
    Path built = EUGE.resolveSibling("dist/target");
    Files.createDirectories(home.resolve("etc"));
    Files.createDirectories(home.resolve("cli/src/main"));
    Files.createFile(home.resolve("pom.xml"));
    Files.createFile(home.resolve("cli/pom.xml"));
    Files.copy(EUGE.resolveSibling("etc/jvm.options"), home.resolve("etc/jvm.options"));
    Files.copy(EUGE, home.resolve("euge"));
    Files.createSymbolicLink(dist.resolve("jars"), built.resolve("jars"));
    Files.copy(built.resolve("jars.classpath"), dist.resolve("jars.classpath"));
    return home;
  }

  /** Creates a Java that records how the program is started, and otherwise runs the real one. */
  private void recordingJava() throws IOException {
    program(
        "java",
        "case $* in *io.euge.cli.Euge*) echo \"LC_ALL=${LC_ALL-} $*\" ;; *) exec '%s' \"$@\" ;; esac"
            .formatted(Path.of(System.getProperty("java.home"), "bin/java")));
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/usr/bin/env bash\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Runs a shell command with only this environment, and returns its output. */
  private String start(Map<String, String> environment, String line) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", "-c", line));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> all = builder.environment();
    String path = all.get("PATH");
    all.clear();
    all.put("PATH", folder.resolve("bin") + ":" + path);
    all.put("JAVA_HOME", "");
    all.put("EUGE", EUGE.toString());
    // The archive would belong to a project that is deleted after the test.
    all.put("EUGE_CLASS_ARCHIVE", "0");
    all.putAll(environment);
    Process process = builder.redirectErrorStream(true).start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      // The shell's own warning about a missing locale.
      return said.replaceAll("bash: warning: setlocale: .*\n", "");
    } finally {
      process.destroyForcibly();
    }
  }
}
