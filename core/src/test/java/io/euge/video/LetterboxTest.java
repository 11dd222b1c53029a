package io.euge.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LetterboxTest {
  @Property
  void aFrameFitsItsCanvasAndTouchesTwoSides(
      @ForAll @IntRange(min = 1, max = 10_000) int width,
      @ForAll @IntRange(min = 1, max = 10_000) int height,
      @ForAll @IntRange(min = 1, max = 2_000) int canvasWidth,
      @ForAll @IntRange(min = 1, max = 2_000) int canvasHeight) {
    Letterbox box = Letterbox.of(width, height, canvasWidth, canvasHeight);
    int right = canvasWidth - box.left() - box.width();
    int below = canvasHeight - box.top() - box.height();
    assertThat(box.left()).isNotNegative();
    assertThat(box.top()).isNotNegative();
    assertThat(right - box.left()).isBetween(0, 1);
    assertThat(below - box.top()).isBetween(0, 1);
    assertThat(box.width() == canvasWidth || box.height() == canvasHeight).isTrue();
    assertThat((double) box.width()).isCloseTo(Math.max(1, width * box.scaleX()), within(0.5001));
    assertThat((double) box.height()).isCloseTo(Math.max(1, height * box.scaleY()), within(0.5001));
    assertThat(box.bytes()).isEqualTo(canvasWidth * canvasHeight * 3);
  }

  @Example
  void aWideFrameLiesBetweenBarsAboveAndBelow() {
    assertThat(Letterbox.of(1280, 720, 320, 320))
        .isEqualTo(new Letterbox(320, 320, 0, 70, 320, 180, 0.25));
  }

  @Example
  void aFrameOfTheCanvasSizeFillsIt() {
    assertThat(Letterbox.of(416, 416, 416, 416))
        .isEqualTo(new Letterbox(416, 416, 0, 0, 416, 416, 1));
  }

  @Example
  void halvesAreRoundedToEvenAsTheReferenceDoes() {
    assertThat(Letterbox.of(4, 1, 10, 10).height()).isEqualTo(2);
    assertThat(Letterbox.of(4, 3, 10, 10).height()).isEqualTo(8);
  }

  @Example
  void aSizeBelowOneIsRefused() {
    assertThatThrownBy(() -> Letterbox.of(0, 10, 32, 32))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0x10");
    assertThatThrownBy(() -> new Letterbox(10, 10, 5, 0, 6, 10, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
