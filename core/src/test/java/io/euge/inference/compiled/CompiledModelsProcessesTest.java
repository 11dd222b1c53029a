package io.euge.inference.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.inference.onnxruntime.CompilingProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CompiledModelsProcessesTest {
  @TempDir Path folder;

  @Test
  void fourProcessesOfFiveThreadsCompileOnce() throws Exception {
    Path log = folder.resolve("log");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      processes.add(CompilingProcess.start(folder.resolve("cache"), log, "open"));
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(Files.readAllLines(log)).containsExactly("compiled");
  }

  @Test
  void aProcessKilledWhileCompilingLeavesNothingHalfWritten() throws Exception {
    Path cache = folder.resolve("cache");
    Path log = folder.resolve("log");
    Process killed = CompilingProcess.start(cache, log, "hang");
    while (!Files.exists(log)) {
      assertThat(killed.isAlive()).isTrue();
      Thread.sleep(5);
    }
    Process waiting = CompilingProcess.start(cache, log, "open");
    killed.destroyForcibly().waitFor();
    assertThat(waiting.waitFor()).as("the lock went with its holder").isZero();
    Path model = cache.resolve(CompiledModelsTest.key("aa").folder());
    assertThat(model.resolve("weights")).hasSize(1000);
    try (Stream<Path> left = Files.list(cache)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.startsWith("building-") || name.startsWith("trash-"));
    }
  }
}
