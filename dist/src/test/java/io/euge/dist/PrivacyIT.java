package io.euge.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.euge.testing.ClipWriter;
import io.euge.testing.LongTests;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Observes with strace what Euge's commands write and which addresses they contact, with an empty
 * home directory. They write only to Euge's cache, to the temporary directory and to their output,
 * and contact no address.
 */
class PrivacyIT {
  private static final Path EUGE = Path.of(System.getProperty("euge.home", ".."), "euge");

  /**
   * The JVM writes performance counters there for tools of the same user, regardless of
   * java.io.tmpdir.
   */
  private static final String COUNTERS = "/tmp/hsperfdata_";

  @TempDir Path folder;
  private Path home;
  private Path work;
  private Path temporary;

  @BeforeEach
  void emptyHome() throws IOException {
    requireStrace();
    home = Files.createDirectory(folder.toRealPath().resolve("home"));
    work = Files.createDirectory(folder.toRealPath().resolve("work"));
    temporary = Files.createDirectory(folder.toRealPath().resolve("tmp"));
  }

  @Test
  void aDetectionStaysAtHome() throws Exception {
    Path clip = new ClipWriter().size(416, 256).write(folder.resolve("clip.mp4"));
    SystemCalls detected =
        observe(
            List.of(
                EUGE.toAbsolutePath().toString(),
                "detect",
                clip.toString(),
                "--model",
                "demo",
                "--output",
                "found"));
    assertStaysAtHome(detected, work.resolve("found"));
    assertThat(work.resolve("found")).isDirectory();
    assertThat(home.resolve(".cache/euge/native")).as("the engine's libraries").isDirectory();
    assertThat(files(temporary)).isEmpty();
  }

  @Test
  void theEngineStaysAtHomeWithoutTheLauncherToo() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    SystemCalls checked =
        observe(
            List.of(
                java,
                "@" + EUGE.resolveSibling("etc/jvm.options").toAbsolutePath(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                EUGE.toRealPath().resolveSibling("dist/target/jars") + "/*",
                "io.euge.cli.Euge",
                "doctor"));
    assertStaysAtHome(checked, work);
    assertThat(home.resolve(".cache/euge/native")).as("the engine's libraries").isDirectory();
  }

  /**
   * Runs a command as a user who wants telemetry would. In the long form, waits for the class
   * archive that is created in the background too.
   */
  private SystemCalls observe(List<String> command) throws Exception {
    Path log = folder.resolve("calls");
    Path said = folder.resolve("said");
    ProcessBuilder builder =
        new ProcessBuilder(SystemCalls.command(log, command))
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("XDG_.*|EUGE_.*|SPARK_.*"));
    builder
        .environment()
        .putAll(
            Map.of(
                "HOME",
                home.toString(),
                "ORT_DISABLE_TELEMETRY",
                "0",
                "EUGE_CLASS_ARCHIVE",
                LongTests.enabled() ? "1" : "0",
                "EUGE_JAVA_OPTIONS",
                "-Djava.io.tmpdir=" + temporary));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(6, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(said)).isIn(0, 1);
    return SystemCalls.read(log);
  }

  private void assertStaysAtHome(SystemCalls calls, Path output) throws Exception {
    Set<Path> changed = calls.changed();
    assertThat(changed).as("strace saw the cache being filled").anyMatch(this::isCache);
    assertThat(
            changed.stream()
                .filter(path -> !isCache(path) && !path.startsWith(temporary))
                .filter(path -> !isOutput(path, output) && !isSystem(path)))
        .as("changed outside Euge's folders")
        .isEmpty();
    assertThat(calls.called()).isEmpty();
    String own = InetAddress.getLocalHost().getHostName();
    assertThat(calls.namesAsked()).allMatch(name -> (name + ".").startsWith(own + "."));
    assertThat(files(home)).allMatch(path -> isCache(path));
  }

  private boolean isCache(Path path) {
    Path cache = home.resolve(".cache/euge");
    return path.startsWith(cache) || path.equals(cache.getParent());
  }

  /**
   * Returns whether a path belongs to the output or to its staging directory, whose name starts
   * with a dot; the names of Hadoop's checksum files start with one more.
   */
  private static boolean isOutput(Path path, Path output) {
    return path.startsWith(output)
        || path.toString().startsWith(output.resolveSibling("." + output.getFileName()).toString())
        || path.toString()
            .startsWith(output.resolveSibling(".." + output.getFileName()).toString());
  }

  private static boolean isSystem(Path path) {
    return path.startsWith("/dev")
        || path.startsWith("/proc")
        || path.toString().startsWith(COUNTERS);
  }

  private static Set<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> !file.equals(folder)).collect(Collectors.toSet());
    }
  }

  private static void requireStrace() {
    try {
      Process process =
          new ProcessBuilder(SystemCalls.command(Path.of("/dev/null"), List.of("true"))).start();
      if (process.waitFor() == 0) {
        return;
      }
    } catch (IOException e) {
      // Reported below.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String message = "This test needs strace, and permission to trace: apt-get install strace";
    if ("true".equals(System.getenv("CI"))) {
      fail(message);
    }
    abort(message);
  }
}
