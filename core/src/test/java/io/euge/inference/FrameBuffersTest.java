package io.euge.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.model.Model;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameBuffersTest {
  @ParameterizedTest
  @CsvSource({"13, 13, 1", "13, 7, 3", "416, 416, 2", "1, 1, 1", "64, 64, 4"})
  void buffersOfAnySizeAreWholeAndAligned(int width, int height, int capacity) {
    List<TensorSpec> outputs =
        List.of(
            TensorSpec.ofFrames("a", ElementType.FLOAT, 3 * 85, height, width),
            TensorSpec.ofFrames("b", ElementType.FLOAT, 7, 5, height));
    InputSpec input = InputSpec.rgbBytes("images", width, height, FrameFit.DARKNET, true);
    Model model = new Model("m", Path.of("m"), "m", 1, input, outputs, List.of("x"), Map.of());
    FrameBuffers buffers = new FrameBuffers(model, capacity);
    assertThat(buffers.input.capacity()).isEqualTo(capacity * height * width * 3);
    assertThat(buffers.input.alignmentOffset(0, 64)).isZero();
    assertThat(buffers.input(0, capacity).remaining()).isEqualTo(buffers.input.capacity());
    assertThat(buffers.output(0, capacity).remaining())
        .isEqualTo(capacity * 3 * 85 * width * height);
    assertThat(buffers.output(1, 1).remaining()).isEqualTo(7 * 5 * height);
  }

  @Test
  void anOutputWhoseSizeARunDecidesIsRefused() {
    List<Dimension> shape = List.of(Dimension.dynamic("N"), Dimension.dynamic("found"));
    TensorSpec output = new TensorSpec("boxes", ElementType.FLOAT, shape);
    assertThatThrownBy(() -> FrameBuffers.output(output, 1))
        .isInstanceOf(InferenceException.class)
        .hasMessageContaining("The output boxes is float [N, found]");
    TensorSpec classes = TensorSpec.ofFrames("classes", ElementType.INT64, 100);
    assertThatThrownBy(() -> FrameBuffers.output(classes, 1))
        .hasMessageContaining("The output classes is int64 [N, 100]");
  }
}
