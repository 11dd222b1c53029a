package io.euge.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.EugeException;
import io.euge.cli.doctor.CheckResult.Level;
import io.euge.device.gpu.ComputeMode;
import io.euge.device.gpu.Gpu;
import io.euge.device.gpu.GpuQueryResult;
import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each check on hosts that are well, and on hosts that are not. */
class ChecksTest {
  private static final Unavailable NO_DRIVER =
      new Unavailable(Reason.NO_DRIVER, "none: install one");

  @TempDir Path root;

  @Test
  void aHostWithoutAnNvidiaGpuIsInOrder() throws IOException {
    assertThat(GpuChecks.hasNvidiaCard(root)).isFalse();
    assertThat(GpuChecks.driver(new Unavailable(Reason.NO_PROGRAM, "no program"), false))
        .containsExactly(CheckResult.ok("driver", "no NVIDIA GPU; Euge runs on the CPU"));
  }

  @Test
  void aGpuWithoutADriverIsAWarning() throws IOException {
    Path card = Files.createDirectories(root.resolve("sys/bus/pci/devices/0000:01:00.0"));
    Files.writeString(card.resolve("vendor"), "0x10de\n");
    Files.writeString(card.resolve("class"), "0x030200\n");
    assertThat(GpuChecks.hasNvidiaCard(root)).isTrue();
    assertThat(GpuChecks.driver(NO_DRIVER, true))
        .extracting(CheckResult::level)
        .containsExactly(Level.WARN);
  }

  @Test
  void aCheckThatBreaksOrHangsIsAFailedLine() throws InterruptedException {
    Check breaks =
        Check.of(
            "a",
            () -> {
              throw new IOException("disk\nat line 2");
            });
    assertThat(breaks.run())
        .containsExactly(CheckResult.fail("a", "the check failed: IOException, disk"));
    Check ours =
        Check.of(
            "b",
            () -> {
              throw new EugeException("Nothing is there: fix it");
            });
    assertThat(ours.run()).containsExactly(CheckResult.fail("b", "Nothing is there: fix it"));
    Check link =
        Check.of(
            "c",
            () -> {
              throw new UnsatisfiedLinkError("libx.so");
            });
    assertThat(link.run()).singleElement().extracting(CheckResult::level).isEqualTo(Level.FAIL);
    AtomicBoolean tidied = new AtomicBoolean();
    Check hangs =
        new Check(
            "d",
            Duration.ofMillis(50),
            () -> {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                Thread.sleep(200);
                tidied.set(true);
              }
              return List.of();
            });
    assertThat(hangs.run()).singleElement().extracting(CheckResult::level).isEqualTo(Level.FAIL);
    assertThat(tidied).as("it was given time to end what it began").isTrue();
  }

  @ParameterizedTest
  @CsvSource({"20000,OK", "unlimited,OK", "16384,OK", "1024,WARN"})
  void theLimitOfOpenFilesIsComparedWithMpsNeeds(String limit, Level level) throws IOException {
    write(
        "/proc/self/limits",
        "Limit   Soft  Hard Units\nMax open files  " + limit + "  1048576 files\n");
    CheckResult finding = SystemChecks.openFiles(host(NO_DRIVER));
    assertThat(finding.level()).isEqualTo(level);
    assertThat(finding.message()).contains(limit);
  }

  @Test
  void aPrivateProcessNamespaceIsReported() throws IOException {
    Files.createDirectories(root.resolve("proc/self/ns"));
    Path link = root.resolve("proc/self/ns/pid");
    Files.createSymbolicLink(link, Path.of("pid:[4026531836]"));
    assertThat(SystemChecks.container(host(NO_DRIVER)).level()).isEqualTo(Level.OK);
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("pid:[4026532000]"));
    write("/.dockerenv", "");
    assertThat(SystemChecks.container(host(NO_DRIVER)))
        .extracting(CheckResult::level, finding -> finding.message().startsWith("in a container"))
        .containsExactly(Level.WARN, true);
  }

  @Test
  void aFolderThatCannotBeWrittenFails() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    assertThat(SystemChecks.disk("cache", file.resolve("below")).level()).isEqualTo(Level.FAIL);
    assertThat(SystemChecks.sharedMemory(root.resolve("none")).level()).isEqualTo(Level.FAIL);
    assertThat(SystemChecks.disk("cache", root.resolve("a/b")).message()).contains("free");
  }

  @Test
  void aFolderForTemporaryFilesThatCannotBeUsedFailsWithTheRemedy() throws IOException {
    assertThat(SystemChecks.temporaryFiles(Optional.of("The directory /tmp is full")))
        .isEqualTo(
            CheckResult.fail(
                "temporary files",
                "The directory /tmp is full: name another directory by"
                    + " EUGE_JAVA_OPTIONS=-Djava.io.tmpdir=DIR"));
    assertThat(SystemChecks.temporaryFiles(Optional.empty()).level()).isNotEqualTo(Level.FAIL);
  }

  @Test
  void aMissingHomeDirectoryIsReported() {
    assertThat(SystemChecks.home(root).level()).isEqualTo(Level.OK);
    CheckResult none = SystemChecks.home(root.resolve("none"));
    assertThat(none.level()).isEqualTo(Level.WARN);
    assertThat(none.message()).contains(root + "/none", "set HOME", "EUGE_CACHE");
  }

  @Test
  void aLocaleThatIsNotUtf8IsReported() {
    assertThat(SystemChecks.locale("UTF-8").level()).isEqualTo(Level.OK);
    CheckResult ascii = SystemChecks.locale("ANSI_X3.4-1968");
    assertThat(ascii.level()).isEqualTo(Level.WARN);
    assertThat(ascii.message()).contains("ANSI_X3.4-1968", "LC_ALL");
  }

  @Test
  void aHeapTooSmallForSparkFails() {
    assertThat(SystemChecks.heap(1L << 30)).isEqualTo(CheckResult.ok("heap", "at most 1024 MiB"));
    CheckResult small = SystemChecks.heap(256L << 20);
    assertThat(small.level()).isEqualTo(Level.FAIL);
    assertThat(small.message()).contains("256 MiB", "450 MiB", "EUGE_JAVA_OPTIONS=-Xmx1g");
  }

  @Test
  void jarsOfTwoBuildsFail() {
    assertThat(SystemChecks.versions("/a/euge-core-1.0.jar:/b/euge-spark-1.1.jar"))
        .containsExactly(
            CheckResult.fail(
                "versions",
                "Euge's jars differ: euge-core 1.0, euge-spark 1.1; take them from one build"));
    assertThat(SystemChecks.versions("/a/euge-core-1.0.jar:/b/onnxruntime_gpu-1.29.0.jar"))
        .containsExactly(CheckResult.ok("versions", "euge-core 1.0, onnxruntime_gpu 1.29.0"));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void aHostMayHaveNoGpuButNoneThatFails(Reason reason) {
    Level level = GpuChecks.driver(new Unavailable(reason, "wrong: fix it"), true).get(0).level();
    boolean without = List.of(Reason.NO_PROGRAM, Reason.NO_DRIVER, Reason.NO_GPU).contains(reason);
    assertThat(level).isEqualTo(without ? Level.WARN : Level.FAIL);
  }

  @Test
  void withoutAGpuItsChecksAreNotRun() {
    HostInfo host = host(NO_DRIVER);
    assertThat(GpuChecks.cuda(host)).isEqualTo(CheckResult.notRun("cuda", "no GPU"));
    assertThat(GpuChecks.modes(List.of()))
        .containsExactly(CheckResult.notRun("compute mode", "no GPU"));
    assertThat(GpuChecks.mig(List.of())).containsExactly(CheckResult.notRun("mig", "no GPU"));
  }

  @Test
  void gpusAreJudgedByTheirModes() {
    List<Gpu> gpus =
        List.of(
            gpu(0, ComputeMode.EXCLUSIVE_PROCESS, false),
            gpu(1, ComputeMode.DEFAULT, true),
            gpu(2, ComputeMode.PROHIBITED, false));
    assertThat(GpuChecks.modes(gpus))
        .extracting(CheckResult::level)
        .containsExactly(Level.OK, Level.WARN, Level.FAIL);
    assertThat(GpuChecks.modes(gpus).get(1).message())
        .contains("nvidia-smi -i 1 -c EXCLUSIVE_PROCESS");
    assertThat(GpuChecks.mig(gpus))
        .extracting(CheckResult::level)
        .containsExactly(Level.OK, Level.WARN, Level.OK);
    HostInfo host = host(new Available(gpus, List.of("GPU 3 is left out")));
    assertThat(GpuChecks.driver(host.gpus().get(), true))
        .extracting(CheckResult::level)
        .containsExactly(Level.OK, Level.OK, Level.OK, Level.WARN);
    assertThat(GpuChecks.cuda(host)).isEqualTo(CheckResult.fail("cuda", "no library: install it"));
  }

  @Test
  void withoutMpssProgramItsCheckWarnsAndItsGainIsNotTried() {
    HostInfo host = host(new Available(List.of(gpu(0, ComputeMode.DEFAULT, false)), List.of()));
    String control = "euge.program.nvidia-cuda-mps-control";
    System.setProperty(control, root.resolve("none").toString());
    try {
      CheckResult program = GpuChecks.program(host);
      assertThat(program.check()).isEqualTo("mps program");
      assertThat(program.level()).isEqualTo(Level.WARN);
      assertThat(GpuChecks.noMps(host)).contains(program.message());
    } finally {
      System.clearProperty(control);
    }
  }

  @Test
  void aPipeDirectoryTooLongFails() throws InterruptedException {
    HostInfo host =
        new HostInfo(
            root, Map.of("EUGE_MPS", "/tmp/" + "x".repeat(90)), () -> NO_DRIVER, Optional::empty);
    assertThat(Check.of("mps", () -> GpuChecks.daemons(host)).run())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.level()).isEqualTo(Level.FAIL);
              assertThat(finding.message()).contains("choose a shorter one");
            });
  }

  private HostInfo host(GpuQueryResult inventory) {
    return new HostInfo(
        root, Map.of(), () -> inventory, () -> Optional.of("no library: install it"));
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file.substring(1));
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private static Gpu gpu(int index, ComputeMode mode, boolean mig) {
    return new Gpu(
        index,
        "GPU-aaaa000" + index,
        "NVIDIA A10",
        OptionalLong.of(24L << 30),
        OptionalLong.of(0),
        OptionalInt.of(0),
        Optional.of(mode),
        Optional.of(mig));
  }
}
