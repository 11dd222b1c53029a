package io.euge.cli.mps;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.file.FileTree;
import io.euge.testing.NvidiaTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** NVIDIA's own daemon, managed by the command in a process of its own, with a GPU or without. */
class MpsCommandIT {
  @Test
  void theDaemonOfTheEnvironmentIsManagedAlsoWithoutAGpu() throws Exception {
    NvidiaTools.mpsControl();
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "mps");
    Map<String, String> environment = Map.of("CUDA_MPS_PIPE_DIRECTORY", folder + "/pipe");
    try {
      CommandRun started = run(environment, "mps", "start", "--memory", "2G");
      assertThat(started.exit()).as(started.err()).isZero();
      assertThat(started.out())
          .isEqualToIgnoringNewLines("started: CUDA_MPS_PIPE_DIRECTORY=" + folder + "/pipe");
      CommandRun status = run(environment, "mps", "status", "--json");
      assertThat(status.exit()).as(status.err()).isZero();
      assertThat(status.out())
          .contains("\"state\":\"RUNNING\"", "\"memoryLimit\":\"2G\"", "\"startedByEuge\":true");
    } finally {
      CommandRun stopped = run(environment, "mps", "stop");
      assertThat(stopped.out()).as(stopped.err()).startsWith("stopped: ");
      FileTree.delete(folder);
    }
  }

  @Test
  void tooLongADirectoryIsOneLine() throws Exception {
    CommandRun run =
        run(Map.of("CUDA_MPS_PIPE_DIRECTORY", "/tmp/" + "x".repeat(90)), "mps", "start");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.errors().get(run.errors().size() - 1)).contains("95 bytes", "allows 87");
  }

  private static CommandRun run(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.euge.cli.Euge"));
    command.addAll(List.of(words));
    Path out = Files.createTempFile("euge", ".out");
    Path err = Files.createTempFile("euge", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new CommandRun(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }
}
