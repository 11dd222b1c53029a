package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.console.ErrorHandler;
import io.euge.testing.FakePrograms;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GpuCommandTest {
  private static final String USAGE = "exit code 2";

  @TempDir Path folder;

  @AfterEach
  void forgetTheProgram() {
    System.clearProperty("euge.program.nvidia-smi");
  }

  @Test
  void optionsWithoutEffectOnTheDeviceAreRefused() {
    assertThat(errors("--device", "cpu", "--cards", "8"))
        .isEqualTo(
            "euge: --cards limits the memory of a GPU, and --device is cpu: give cuda, or leave it"
                + " out\n"
                + USAGE);
    assertThat(errors("--device", "sim", "--cards", "8,16,24")).contains("--device is sim");
    assertThat(errors("--device", "cpu", "--sim", "t4"))
        .isEqualTo(
            "euge: --sim is the type of a simulated GPU, and --device is cpu: give sim, or leave it"
                + " out\n"
                + USAGE);
    assertThat(errors("--sim", "h100")).contains("--device is cuda: give sim");
  }

  @Test
  void aVideoMustExist() {
    assertThat(errors("--device", "cpu", "--video", "no.mp4"))
        .isEqualTo("euge: --video is no.mp4, which does not exist: give a video\n" + USAGE);
  }

  @Test
  void aGpuThatDoesNotExistIsRefusedWithThoseThatDo() {
    gpus("0, GPU-1, NVIDIA X, 24000, 1, 0, Default, [N/A]");
    assertThat(errors("--device", "cuda:9"))
        .isEqualTo("euge: --device is cuda:9, and this host has 1 GPU: give cuda:0\n" + USAGE);
    gpus(
        "0, GPU-1, NVIDIA X, 24000, 1, 0, Default, [N/A]\n"
            + "1, GPU-2, NVIDIA X, 24000, 1, 0, Default, [N/A]");
    assertThat(errors("--device", "cuda:9"))
        .contains("this host has 2 GPUs: give cuda:0 to cuda:1");
  }

  private void gpus(String table) {
    System.setProperty(
        "euge.program.nvidia-smi", FakePrograms.saying(folder, "nvidia-smi", 0, table).toString());
  }

  /** Returns what the command prints to standard error, and its exit code. */
  private static String errors(String... arguments) {
    StringWriter errors = new StringWriter();
    int exitCode =
        new CommandLine(new GpuCommand())
            .setErr(new PrintWriter(errors, true))
            .setExecutionExceptionHandler(new ErrorHandler())
            .execute(arguments);
    return errors + "exit code " + exitCode;
  }
}
