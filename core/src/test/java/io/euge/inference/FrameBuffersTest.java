package io.euge.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.model.Anchor;
import io.euge.model.Model;
import io.euge.model.YoloHead;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameBuffersTest {
  @ParameterizedTest
  @CsvSource({"13, 13, 1", "13, 7, 3", "416, 416, 2", "1, 1, 1", "64, 64, 4"})
  void buffersOfAnySizeAreWholeAndAligned(int width, int height, int capacity) {
    List<YoloHead> heads =
        List.of(
            new YoloHead("a", width, height, anchors(3), 80, 1, false),
            new YoloHead("b", height, 5, anchors(1), 2, 1, false));
    Model model =
        new Model("m", Path.of("m"), "m", 1, width, height, heads, List.of("x"), Map.of());
    FrameBuffers buffers = new FrameBuffers(model, capacity);
    assertThat(buffers.input.capacity()).isEqualTo(capacity * height * width * 3);
    assertThat(buffers.input.alignmentOffset(0, 64)).isZero();
    assertThat(buffers.input(capacity).remaining()).isEqualTo(buffers.input.capacity());
    assertThat(buffers.output(0, capacity).remaining())
        .isEqualTo(capacity * 3 * 85 * width * height);
    assertThat(buffers.output(1, 1).remaining()).isEqualTo(7 * 5 * height);
  }

  private static List<Anchor> anchors(int count) {
    return Collections.nCopies(count, new Anchor(1, 1));
  }
}
