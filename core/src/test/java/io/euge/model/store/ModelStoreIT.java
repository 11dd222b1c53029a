package io.euge.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.Sha256;
import io.euge.model.Model;
import io.euge.model.ResolvingProcess;
import io.euge.model.darknet.DarknetFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on one cache. */
class ModelStoreIT {
  /** 38 MB of weights, so that a conversion takes long enough to be met by another. */
  private static final String LARGE =
      """
      [net]
      width=8
      height=8
      [convolutional]
      filters=1024
      activation=leaky
      [convolutional]
      filters=1024
      size=3
      pad=1
      activation=leaky
      [convolutional]
      filters=6
      activation=linear
      [yolo]
      anchors=1,2
      classes=1
      """;

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private Path cache;
  private Path cfg;
  private Path start;

  @BeforeEach
  void files() throws Exception {
    cache = folder.resolve("cache");
    start = folder.resolve("start");
    cfg = Files.writeString(folder.resolve("large.cfg"), LARGE);
  }

  @AfterEach
  void end() throws Exception {
    for (Process process : processes) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void processesThatConvertAtOnceDoNotHarmEachOther() throws Exception {
    List<Path> outputs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      outputs.add(folder.resolve("output" + i));
      processes.add(ResolvingProcess.start(cache, cfg.toString(), start, outputs.get(i)));
    }
    Files.createFile(start);
    for (int i = 0; i < 4; i++) {
      assertThat(processes.get(i).waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(processes.get(i).exitValue()).as(Files.readString(outputs.get(i))).isZero();
    }
    Model model = DetectionModels.in(cache).resolve(DarknetFiles.seeded(cfg, 7));
    for (Path output : outputs) {
      assertThat(output).hasContent(model.graph() + " " + model.sha256() + "\n");
    }
    assertThat(Sha256.of(model.graph())).isEqualTo(model.sha256());
    assertThat(names()).containsExactly(model.graph());
  }

  @Test
  void processesThatUnpackAtOnceGetEugesOwnModelWhateverLiesWhereTheyRun() throws Exception {
    Files.createDirectory(folder.resolve("demo"));
    List<Path> outputs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      outputs.add(folder.resolve("output" + i));
      processes.add(ResolvingProcess.start(cache, "demo", start, outputs.get(i)));
    }
    Files.createFile(start);
    for (int i = 0; i < 4; i++) {
      assertThat(processes.get(i).waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(processes.get(i).exitValue()).as(Files.readString(outputs.get(i))).isZero();
    }
    Model model = DetectionModels.in(cache).resolve("demo");
    for (Path output : outputs) {
      assertThat(output).hasContent(model.graph() + " " + model.sha256() + "\n");
    }
  }

  @Test
  void aProcessKilledWhileItWritesLeavesNoHalfModel() throws Exception {
    Files.createFile(start);
    Process process =
        ResolvingProcess.start(cache, cfg.toString(), start, folder.resolve("output"));
    processes.add(process);
    while (process.isAlive() && names().isEmpty()) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();
    assertThat(names()).hasSize(1);
    Model model = DetectionModels.in(cache).resolve(DarknetFiles.seeded(cfg, 7));
    assertThat(Sha256.of(model.graph())).isEqualTo(model.sha256());
    assertThat(names()).contains(model.graph());
  }

  private List<Path> names() throws Exception {
    if (!Files.exists(cache)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }
}
