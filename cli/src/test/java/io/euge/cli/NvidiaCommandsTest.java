package io.euge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.file.FileTree;
import io.euge.testing.FakePrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code gpus} and {@code mps} on a host that seems to have two GPUs. */
class NvidiaCommandsTest {
  private static final String TWO =
      """
      0, GPU-aaaa0000-1, NVIDIA A10, 24576, 512, 37, Exclusive_Process, [N/A]
      1, GPU-bbbb0000-1, NVIDIA A10, 24576, [N/A], [N/A], Default, Disabled\
      """;

  @TempDir Path tools;
  private Path folder;

  @BeforeEach
  void fakes() throws IOException {
    folder = Files.createTempDirectory(Path.of("/tmp"), "mps");
    says(0, TWO);
    System.setProperty(
        "euge.program.nvidia-cuda-mps-control", FakePrograms.mpsControl(tools).toString());
  }

  @AfterEach
  void end() throws IOException {
    says(0, TWO);
    CommandRun stopped = mps("stop", "--force", "--drain", "0");
    System.clearProperty("euge.program.nvidia-smi");
    System.clearProperty("euge.program.nvidia-cuda-mps-control");
    assertThat(stopped.err()).isEmpty();
    FileTree.delete(folder);
  }

  @Test
  void gpusAreShownInATable() {
    CommandRun run = CommandRun.of("gpus", "list");
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "GPU  UUID            NAME        MEMORY               LOAD  COMPUTE MODE       MIG",
            "0    GPU-aaaa0000-1  NVIDIA A10  0.5 GiB of 24.0 GiB  37 %  exclusive_process  -",
            "1    GPU-bbbb0000-1  NVIDIA A10  ? of 24.0 GiB        -     default            off");
  }

  @Test
  void gpusAreGivenToPrograms() throws IOException {
    JsonNode gpus = new ObjectMapper().readTree(CommandRun.of("gpus", "list", "--json").out());
    assertThat(gpus).hasSize(2);
    assertThat(gpus.get(0).get("memoryUsed").asLong()).isEqualTo(512L << 20);
    assertThat(gpus.get(0).get("computeMode").asText()).isEqualTo("EXCLUSIVE_PROCESS");
    assertThat(gpus.get(1).get("utilisation").isNull()).isTrue();
    assertThat(gpus.get(1).get("mig").asBoolean(true)).isFalse();
  }

  @Test
  void slotsAreWhatSparkReads() {
    assertThat(CommandRun.of("gpus", "discover", "--slots", "2").out().strip())
        .isEqualTo(
            "{\"name\":\"gpu\",\"addresses\":[\"GPU-aaaa0000-1::0\",\"GPU-bbbb0000-1::0\","
                + "\"GPU-aaaa0000-1::1\",\"GPU-bbbb0000-1::1\"]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "61", "two", "1.5"})
  void anInvalidNumberOfSlotsIsAnInvalidCommandLine(String slots) {
    says(9, "no driver");
    CommandRun run = CommandRun.of("gpus", "discover", "--slots", slots);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).singleElement().asString().contains(slots);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpus list", "gpus discover", "mps start", "mps status"})
  void withoutADriverTheReasonIsOneLine(String line) {
    says(9, "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.");
    CommandRun run = CommandRun.of(line.split(" "));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).singleElement().asString().contains("no NVIDIA driver", "modprobe");
  }

  @Test
  void daemonsAreStartedShownAndStopped() throws IOException {
    CommandRun started = mps("start", "--thread-percentage", "50", "--memory", "4G");
    assertThat(started.exit()).isZero();
    assertThat(started.out().lines())
        .containsExactly(
            "started for GPU 0: CUDA_MPS_PIPE_DIRECTORY=" + folder + "/aaaa0000",
            "started for GPU 1: CUDA_MPS_PIPE_DIRECTORY=" + folder + "/bbbb0000");
    assertThat(started.errors()).singleElement().asString().contains("GPU 1", "EXCLUSIVE_PROCESS");
    assertThat(mps("start", "--gpu", "0").out()).startsWith("adopted for GPU 0");

    Files.writeString(folder.resolve("aaaa0000/servers"), "99 ACTIVE\n");
    Files.writeString(folder.resolve("aaaa0000/clients.99"), "4711 4712\n");
    CommandRun shown = mps("status");
    assertThat(shown.exit()).isZero();
    List<String> lines = shown.out().lines().toList();
    assertThat(lines.get(0)).startsWith("GPU  STATE    DAEMON");
    assertThat(lines.get(1)).contains("running", "99:ACTIVE", "4711,4712", "50.0 %", "4G");

    JsonNode status = new ObjectMapper().readTree(mps("status", "--json", "--gpu", "0").out());
    assertThat(status).hasSize(1);
    assertThat(status.get(0).get("state").asText()).isEqualTo("RUNNING");
    assertThat(status.get(0).get("startedByEuge").asBoolean()).isTrue();
    assertThat(status.get(0).at("/servers/0/clients/1/pid").asInt()).isEqualTo(4712);

    CommandRun refused = mps("stop", "--gpu", "GPU-AAAA0000-1");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.errors()).singleElement().asString().contains("[4711, 4712]", "--force");
    assertThat(mps("stop", "--gpu", "1").out()).startsWith("stopped for GPU 1");
    assertThat(mps("stop", "--gpu", "1", "--json").out()).contains("\"action\":\"ABSENT\"");
    CommandRun half = mps("status");
    assertThat(half.exit()).isEqualTo(1);
    assertThat(half.errors()).singleElement().asString().contains("euge mps start");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start --thread-percentage 101",
        "start --thread-percentage half",
        "start --memory 1.5G",
        "start --memory 25G",
        "start --gpu 2",
        "status --gpu GPU-cccc",
        "stop --drain -1"
      })
  void anInvalidValueIsAnInvalidCommandLine(String line) {
    CommandRun run = mps(line.split(" "));
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).singleElement().asString().contains("give ");
    assertThat(mps("status").out()).doesNotContain("running");
  }

  @Test
  void aGpuUnderMigIsRefused() {
    says(0, "0, GPU-aaaa0000-1, NVIDIA A100, 40960, 0, [N/A], Default, Enabled");
    assertThat(mps("start").exit()).isEqualTo(1);
    assertThat(mps("start").errors()).singleElement().asString().contains("MIG");
    assertThat(CommandRun.of("gpus", "discover").errors())
        .singleElement()
        .asString()
        .contains("MIG");
  }

  private CommandRun mps(String... words) {
    return CommandRun.of(
        Stream.of(Stream.of("mps"), Stream.of(words), Stream.of("--directory", folder.toString()))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private void says(int exitCode, String text) {
    System.setProperty(
        "euge.program.nvidia-smi",
        FakePrograms.saying(tools, "nvidia-smi", exitCode, text).toString());
  }
}
