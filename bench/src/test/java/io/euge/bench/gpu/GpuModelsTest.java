package io.euge.bench.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import io.euge.testing.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuModelsTest {
  @TempDir Path folder;

  @Test
  void aModernModelIsMeasuredIfItWasPulled() throws IOException {
    Path networks = Files.createDirectory(folder.resolve("cfg"));
    for (String name : new String[] {"yolov3.cfg", "yolov3-tiny.cfg"}) {
      Files.copy(Shared.model("yolo-fastest-1.1.cfg"), networks.resolve(name));
    }
    GpuModels models =
        new GpuModels(DetectionModels.in(folder.resolve("models")), networks, folder);

    assertThat(models.hasModern()).isFalse();
    assertThat(models.standard()).containsOnlyKeys("yolov3-416", "yolov3-tiny-416");

    Path pulled = Files.createDirectories(folder.resolve("models/pulled/yolox-nano"));
    Files.copy(Shared.file("data/onnx/yolox_nano_416.onnx"), pulled.resolve("yolox-nano.onnx"));
    assertThat(models.hasModern()).isTrue();
    assertThat(models.standard()).containsOnlyKeys("yolov3-416", "yolov3-tiny-416", "yolox-nano");
  }

  @Test
  void aLaterRunHasTheSameModels() throws IOException {
    Path networks = Files.createDirectory(folder.resolve("cfg"));
    for (String name : new String[] {"yolov3.cfg", "yolov3-tiny.cfg"}) {
      Files.copy(Shared.model("yolo-fastest-1.1.cfg"), networks.resolve(name));
    }
    List<List<String>> hashes = new ArrayList<>();
    for (String run : new String[] {"one", "two"}) {
      Path scratch = Files.createDirectory(folder.resolve(run));
      GpuModels models = new GpuModels(DetectionModels.in(scratch.resolve("m")), networks, scratch);
      hashes.add(models.standard().values().stream().map(Model::sha256).toList());
    }
    assertThat(hashes.get(0)).isEqualTo(hashes.get(1));
  }

  @Test
  void twoModelsOfTheSameNameAreRefused() throws IOException {
    GpuModels models = new GpuModels(DetectionModels.in(folder.resolve("models")), folder, folder);
    String one = copy("yolox_nano_416.onnx", "one");
    String other = copy("fastestdet_352.onnx", "other");

    assertThatThrownBy(() -> models.named(List.of(one, other)))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "--model is %s and %s, two files of the same name: rename one of them", one, other);
    assertThat(models.named(List.of(one, one))).containsOnlyKeys("model");
  }

  private String copy(String model, String name) throws IOException {
    Path copy = Files.createDirectory(folder.resolve(name)).resolve("model.onnx");
    return Files.copy(Shared.file("data/onnx/" + model), copy).toString();
  }
}
