package io.euge.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import io.euge.testing.FakePrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** {@code doctor} with its processes, on the CPU and beside a GPU that is a script. */
class DoctorCommandIT {
  @TempDir Path folder;

  @BeforeEach
  void useDirectoriesOfItsOwn() {
    System.setProperty("euge.mps.directory", folder.toString());
  }

  @AfterEach
  void forget() {
    System.clearProperty("euge.mps.directory");
    System.clearProperty("euge.program.nvidia-smi");
    System.clearProperty("euge.program.nvidia-cuda-mps-control");
  }

  @Test
  void withoutAGpuTheDoctorReportsItAndSucceeds() throws IOException {
    says(9, "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.");
    Path report = folder.resolve("report.txt");
    CommandRun run = CommandRun.of("doctor", "--report", report.toString());
    assertThat(run.out())
        .contains("ok   java", "ok   ffmpeg", "ok   onnx runtime")
        .containsPattern("(?m)^ok +driver +no NVIDIA GPU; Euge runs on the CPU$|^warn driver")
        .contains("-    model            not run: no GPU");
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(Files.readString(report))
        .startsWith("euge 0.1.0")
        .contains("== nvidia-smi\nNVIDIA-SMI has failed", "== versions", "not run: no GPU")
        .doesNotContain(System.getProperty("user.home") + "/");
  }

  @Test
  void aGpuWithoutCudaFailsWithTheRemedy() throws IOException {
    assumeFalse(Files.exists(Path.of("/proc/driver/nvidia/version")), "CUDA may find a real GPU");
    says(0, "0, GPU-aaaa0000-1, NVIDIA A10, 24576, 512, 37, Exclusive_Process, [N/A]");
    CommandRun run = CommandRun.of("doctor", "--json");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isEqualTo(1);
    JsonNode findings = new ObjectMapper().readTree(run.out());
    assertThat(find(findings, "driver").get("message").asText()).contains("A10 with 24.0 GiB");
    assertThat(find(findings, "cuda").get("level").asText()).isEqualTo("FAIL");
    assertThat(find(findings, "compute mode").get("level").asText()).isEqualTo("OK");
    assertThat(find(findings, "nvdec").get("message").asText()).contains("libnvcuvid.so.1");
    assertThat(find(findings, "model").get("message").asText())
        .isEqualTo("not run: CUDA cannot be used, see the line cuda");
  }

  @Test
  void aModelRunsAloneAndSharedAndUnderMpsOnASimulatedGpu() throws IOException {
    says(0, "0, GPU-aaaa0000-1, NVIDIA T4, 15360, 512, 37, Default, [N/A]");
    System.setProperty(
        "euge.program.nvidia-cuda-mps-control", FakePrograms.mpsControl(folder).toString());
    CommandRun run = CommandRun.of("doctor", "--device", "sim:0");
    assertThat(run.out())
        .contains("ok   results          outputs differ from the CPU's by 0.0")
        .containsPattern("ok +one process +\\d+ frames/s")
        .containsPattern("ok +sharing +\\d+ frames/s with a copy for each task")
        .containsPattern("ok +processes +two without MPS: \\d+ frames/s")
        .containsPattern("mps gain +two under MPS: \\d+ frames/s, [0-9.]+ times the same without")
        .doesNotContain("did not list them", "daemon still runs");
    assertThat(folder.resolve("aaaa0000/nvidia-cuda-mps-control.pid")).doesNotExist();
  }

  /** {@code ChecksTest} and {@code InferenceChecksTest} are the short form. */
  @Test
  @EnabledIf("io.euge.testing.LongTests#enabled")
  void withoutMpssProgramItsGainIsNotTried() throws IOException {
    says(0, "0, GPU-aaaa0000-1, NVIDIA T4, 15360, 512, 37, Default, [N/A]");
    System.setProperty("euge.program.nvidia-cuda-mps-control", folder.resolve("none").toString());
    CommandRun run = CommandRun.of("doctor", "--device", "sim:0");
    assertThat(run.out()).contains("warn mps program", "-    mps gain         not run: ");
  }

  @Test
  void anInvalidCommandLineIsReportedInOneSentence() {
    CommandRun run = CommandRun.of("doctor", "--device", "tpu");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).singleElement().asString().contains("tpu");
  }

  @Test
  void aDirectoryOfCudasLibrariesMustExist() {
    CommandRun run = CommandRun.of("doctor", "--cuda-libraries", folder.resolve("none").toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors())
        .singleElement()
        .asString()
        .contains("--cuda-libraries has ", "none, which is not a directory: give ");
  }

  private static JsonNode find(JsonNode findings, String check) {
    for (JsonNode finding : findings) {
      if (finding.get("check").asText().equals(check)) {
        return finding;
      }
    }
    throw new AssertionError("no " + check + " in " + findings);
  }

  private void says(int exitCode, String text) {
    System.setProperty(
        "euge.program.nvidia-smi",
        FakePrograms.saying(folder, "nvidia-smi", exitCode, text).toString());
  }
}
