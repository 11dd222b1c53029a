package io.euge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.device.Device;
import io.euge.model.Model;
import io.euge.testing.TinyGraph;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MachineMemoryTest {
  private final Model model = TinyGraph.describe("large", Path.of("large.onnx"), "0", 1L << 30);

  @Test
  void aModelThatCanNeverFitIsRefusedBeforeItIsLoaded() {
    assertThatThrownBy(() -> MachineMemory.check(model, Device.CPU, 3L << 30))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("Cannot load model large on cpu")
        .hasMessageContaining("about 3088 MiB")
        .hasMessageContaining("has 3072 MiB")
        .hasMessageContaining("spark.euge.model.memory");
  }

  @Test
  void oneThatMayFitIsLetThrough() {
    MachineMemory.check(model, Device.CPU, 4L << 30);
    assertThat(MachineMemory.total()).isGreaterThan(1L << 28);
  }
}
