package io.euge.device.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.device.gpu.GpuQueryResult.Available;
import io.euge.device.gpu.GpuQueryResult.Reason;
import io.euge.device.gpu.GpuQueryResult.Unavailable;
import io.euge.process.Program;
import io.euge.testing.FakePrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuInventoryTest {
  private static final String UUID = "GPU-0a1b2c3d-1111-2222-3333-444455556666";
  private static final String NO_DRIVER =
      "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure"
          + " that the latest NVIDIA driver is installed and running.\n";

  @TempDir Path folder;

  @Nested
  class TwoGpus implements GpuInventoryContract {
    @Override
    public Program smi() {
      return saying(0, row("0", UUID, "A", "24576") + "\n" + row("1", "GPU-ffff", "B", "[N/A]"));
    }
  }

  @Nested
  class NoDriver implements GpuInventoryContract {
    @Override
    public Program smi() {
      return saying(9, NO_DRIVER);
    }
  }

  @Test
  void everyCellHasItsPlaceAndUnit() {
    Gpu gpu = only("0, " + UUID + ", NVIDIA L4, 23034, 517, 37, Exclusive_Process, Disabled");
    assertThat(gpu)
        .isEqualTo(
            new Gpu(
                0,
                UUID,
                "NVIDIA L4",
                OptionalLong.of(23034L << 20),
                OptionalLong.of(517L << 20),
                OptionalInt.of(37),
                Optional.of(ComputeMode.EXCLUSIVE_PROCESS),
                Optional.of(false)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[N/A]",
        "[Not Supported]",
        "[Unknown Error]",
        "[Insufficient Permissions]",
        "",
        "N/A",
        "[GPU requires reset]",
        "-1",
        "99999999999"
      })
  void whatTheDriverDoesNotReportIsEmpty(String cell) {
    Gpu gpu = only(String.join(", ", "3", UUID, "T4", cell, cell, cell, cell, cell));
    assertThat(gpu.index()).isEqualTo(3);
    assertThat(gpu.memoryTotal()).isEmpty();
    assertThat(gpu.memoryUsed()).isEmpty();
    assertThat(gpu.utilisation()).isEmpty();
    assertThat(gpu.computeMode()).isEmpty();
    assertThat(gpu.mig()).isEmpty();
    assertThat(gpu.divided()).isFalse();
  }

  @Test
  void aNameMayHoldCommas() {
    assertThat(only(row("0", UUID, "Maker, Inc. A100, 40GB", "40960")).name())
        .isEqualTo("Maker, Inc. A100, 40GB");
  }

  @Test
  void aGpuUnderMigIsDivided() {
    Gpu gpu = only("0, " + UUID + ", A100, 40960, 5, [N/A], Default, Enabled");
    assertThat(gpu.divided()).isTrue();
    assertThat(gpu.utilisation()).isEmpty();
  }

  @Test
  void oneLostGpuDoesNotHideTheOthers() {
    GpuQueryResult inventory =
        look(saying(0, row("0", "[Unknown Error]", "A", "1") + "\n" + row("1", UUID, "B", "1")));
    assertThat(inventory.gpus()).extracting(Gpu::index).containsExactly(1);
    assertThat(((Available) inventory).notices())
        .singleElement()
        .asString()
        .contains("GPU 0", "[Unknown Error]");
  }

  @ParameterizedTest
  @CsvSource({
    "9, NO_DRIVER, install or load it",
    "12, NO_LIBRARY, libnvidia-ml",
    "2, NOT_UNDERSTOOD, update",
    "3, NOT_UNDERSTOOD, update",
    "13, NOT_UNDERSTOOD, update",
    "4, NOT_PERMITTED, /dev/nvidiactl",
    "6, NO_GPU, lspci",
    "15, LOST, restart",
    "255, FAILED, exit code 255",
    "0, GARBLED, words of the tool"
  })
  void everyFailureIsAReasonAndOneSentence(int exitCode, Reason reason, String words) {
    Unavailable unavailable = unavailable(saying(exitCode, "\nthe words of the tool\nand more"));
    assertThat(unavailable.reason()).isEqualTo(reason);
    assertThat(unavailable.message())
        .contains(words)
        .doesNotContain("\n")
        .doesNotContain("and more");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "No devices were found", "0, [Unknown Error], A, 1, 1, 1, x, x"})
  void aDriverWithoutAGpuIsReported(String text) {
    assertThat(unavailable(saying(0, text)).reason()).isEqualTo(Reason.NO_GPU);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{json}", "0, " + UUID + ", A", "a, b, c, d, e, f, g, h", "\u0000\u0001"})
  void whatIsNoTableIsGarbled(String text) {
    assertThat(unavailable(saying(0, text)).reason()).isEqualTo(Reason.GARBLED);
  }

  @Test
  void aToolThatIsNotThereIsNamedWithItsRemedy() {
    Unavailable unavailable = unavailable(Program.at(folder.resolve("nvidia-smi")));
    assertThat(unavailable.reason()).isEqualTo(Reason.NO_PROGRAM);
    assertThat(unavailable.message()).contains("nvidia-smi", "-Deuge.program.nvidia-smi=FILE");
  }

  @Test
  void aToolThatHangsIsKilledWithAllItStarted() throws Exception {
    Path pid = folder.resolve("pid");
    Program smi =
        Program.at(
            FakePrograms.script(folder, "nvidia-smi", "sleep 300 &\necho $! >" + pid + "\nwait"));
    GpuInventory inventory =
        new GpuInventory(smi, Duration.ofSeconds(2), Duration.ZERO, System::nanoTime);
    assertThat(((Unavailable) inventory.query()).reason()).isEqualTo(Reason.HANGS);
    ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
        .ifPresent(sleeper -> assertThat(gone(sleeper)).isTrue());
  }

  /** A process nobody waits for stays in the table as a zombie. */
  private static boolean gone(ProcessHandle process) {
    for (int i = 0; i < 500 && process.isAlive(); i++) {
      try {
        if (Files.readString(Path.of("/proc/" + process.pid() + "/stat")).contains(") Z")) {
          return true;
        }
        Thread.sleep(10);
      } catch (IOException e) {
        return true;
      } catch (InterruptedException e) {
        return false;
      }
    }
    return !process.isAlive();
  }

  @Test
  void anAnswerHoldsForAWhile() throws Exception {
    AtomicLong now = new AtomicLong(-5);
    Path asked = folder.resolve("asked");
    Program smi = Program.at(FakePrograms.script(folder, "smi", "echo x >>" + asked + "; exit 9"));
    GpuInventory inventory =
        new GpuInventory(smi, Duration.ofSeconds(20), Duration.ofNanos(10), now::get);
    assertThat(inventory.query()).isSameAs(inventory.query());
    now.set(4);
    inventory.query();
    assertThat(Files.readAllLines(asked)).hasSize(1);
    now.set(5);
    inventory.query();
    assertThat(Files.readAllLines(asked)).hasSize(2);
  }

  private Gpu only(String row) {
    assertThat(look(saying(0, row)).gpus()).hasSize(1);
    return look(saying(0, row)).gpus().get(0);
  }

  private static Unavailable unavailable(Program smi) {
    return (Unavailable) look(smi);
  }

  private static GpuQueryResult look(Program smi) {
    return new GpuInventory(smi).query();
  }

  private Program saying(int exitCode, String text) {
    return Program.at(FakePrograms.saying(folder, "nvidia-smi", exitCode, text));
  }

  private static String row(String index, String uuid, String name, String memory) {
    return String.join(", ", index, uuid, name, memory, "0", "[N/A]", "Default", "[N/A]");
  }
}
