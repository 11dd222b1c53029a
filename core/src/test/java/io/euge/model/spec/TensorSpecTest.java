package io.euge.model.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TensorSpecTest {
  @Test
  void theFirstDimensionCountsFrames() {
    TensorSpec tensor = TensorSpec.ofFrames("boxes", ElementType.FLOAT, 5, 2, 3);
    assertThat(tensor.shape()).hasToString("[N, 5, 2, 3]");
    assertThat(tensor.frameElements()).hasValue(30);
    assertThat(tensor.frameBytes()).isEqualTo(120);
    assertThat(tensor.sizes(4)).containsExactly(4, 5, 2, 3);
  }

  @Test
  void aDynamicDimensionLeavesTheSizeOfAFrameUnknown() {
    List<Dimension> shape = List.of(Dimension.dynamic("N"), Dimension.dynamic(""));
    TensorSpec tensor = new TensorSpec("boxes", ElementType.FLOAT, shape);
    assertThat(tensor.shape()).hasToString("[N, ?]");
    assertThat(tensor.frameElements()).isEmpty();
    assertThat(tensor.frameBytes()).isZero();
  }

  @Test
  void sizesThatNoMemoryHoldsAreUnknownToo() {
    long[] huge = {1L << 40, 1L << 40};
    assertThat(TensorSpec.ofFrames("a", ElementType.FLOAT, huge).frameElements()).isEmpty();
    assertThat(TensorSpec.ofFrames("a", ElementType.FLOAT, 0).frameElements()).isEmpty();
    assertThat(new TensorSpec("scalar", ElementType.FLOAT, List.of()).frameElements()).hasValue(1);
  }

  @Test
  void anInputIsATensorInItsLayout() {
    InputSpec bytes = InputSpec.rgbBytes("images", 16, 8, FrameFit.DARKNET, true);
    assertThat(bytes.tensor())
        .isEqualTo(TensorSpec.ofFrames("images", ElementType.UINT8, 8, 16, 3));
    assertThat(bytes.frameBytes()).isEqualTo(8 * 16 * 3);
    InputSpec floats = bytes.with(InputSpec.Layout.NCHW, ElementType.FLOAT);
    assertThat(floats.tensor())
        .isEqualTo(TensorSpec.ofFrames("images", ElementType.FLOAT, 3, 8, 16));
    assertThat(floats.frameBytes()).isEqualTo(4 * 8 * 16 * 3);
  }
}
