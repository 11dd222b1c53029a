package io.euge.inference.onnxruntime.tensorrt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.inference.compiled.BuildingProcess;
import io.euge.inference.compiled.CompiledKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TensorRtEngineCacheTest {
  @TempDir Path folder;

  @Test
  void fourProcessesBuildAModelOnceAndLearnTheTimesOfOthers() throws Exception {
    Path log = folder.resolve("log");
    List<Process> processes = new ArrayList<>();
    for (String graph : List.of("aa", "aa", "aa", "aa")) {
      processes.add(start(log, graph, "build"));
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    assertThat(Files.readAllLines(log)).containsExactly("aa");
    assertThat(start(log, "bb", "build").waitFor()).isZero();
    try (Stream<Path> times = Files.walk(folder.resolve("cache/timings"))) {
      List<Path> files = times.filter(Files::isRegularFile).toList();
      assertThat(files).hasSize(1);
      assertThat(files.get(0)).content().isEqualTo("aa\nbb\n");
    }
  }

  @Test
  void aProcessKilledWhileBuildingLeavesNothingThatIsUsed() throws Exception {
    Path log = folder.resolve("log");
    Process killed = start(log, "aa", "hang");
    while (!Files.exists(log)) {
      assertThat(killed.isAlive()).isTrue();
      Thread.sleep(5);
    }
    Process waiting = start(log, "aa", "build");
    killed.destroyForcibly().waitFor();
    assertThat(waiting.waitFor()).as("the lock went with its holder").isZero();
    assertThat(Files.readAllLines(log)).containsExactly("aa", "aa");
    Path engines = folder.resolve("cache/engines");
    assertThat(names(engines)).noneMatch(name -> name.startsWith("building-"));
    assertThat(names(engines.resolve(BuildingProcess.key("aa").folder())))
        .isEqualTo(Set.of("one.engine", "two.engine", "seal"));
  }

  @Test
  void aBuildThatFailsLeavesNothingAndIsNotTriedAgain() {
    TensorRtEngineCache engines = new TensorRtEngineCache(folder, 1 << 20);
    List<Path> scratches = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () ->
                  engines.open(
                      BuildingProcess.key("aa"),
                      (built, timings) -> {
                        scratches.add(timings);
                        throw new IOException("no room");
                      }))
          .hasMessage("no room");
    }
    assertThat(scratches).hasSize(1);
    assertThat(scratches.get(0)).doesNotExist();
  }

  @Test
  void anotherGpuOrOtherOptionsHaveEnginesOfTheirOwn() {
    CompiledKey key = BuildingProcess.key("aa");
    assertThat(
            Stream.of(
                    key,
                    new CompiledKey("bb", key.engine(), key.processor(), key.settings()),
                    new CompiledKey("aa", "engine 2", key.processor(), key.settings()),
                    new CompiledKey("aa", key.engine(), "other", key.settings()),
                    new CompiledKey("aa", key.engine(), key.processor(), "{fp16}"))
                .map(CompiledKey::folder))
        .doesNotHaveDuplicates();
  }

  private Process start(Path log, String graph, String act) throws IOException {
    return BuildingProcess.start(folder.resolve("cache"), log, graph, act);
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Set.copyOf(files.map(file -> file.getFileName().toString()).toList());
    }
  }
}
