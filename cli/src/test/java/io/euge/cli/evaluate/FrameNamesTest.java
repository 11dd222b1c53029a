package io.euge.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.cli.evaluate.FrameNames.Frame;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameNamesTest {
  private static final FrameNames TWO = new FrameNames(Set.of("day_1.mp4", "night.avi"), 0);
  private static final FrameNames ONE = new FrameNames(Set.of("day_1.mp4"), 0);

  @ParameterizedTest
  @CsvSource({
    "day_1/000123.jpg, day_1.mp4, 123",
    "set/day_1.mp4/frame_7.png, day_1.mp4, 7",
    "day_1_000123.jpg, day_1.mp4, 123",
    "images/train/day_1.mp4_12.jpeg, day_1.mp4, 12",
    "day_1-frame-12, day_1.mp4, 12",
    "night000012.jpg, night.avi, 12",
    "C:\\pictures\\night\\12.jpg, night.avi, 12",
    "other/12.jpg, other, 12",
    "other_12.jpg, other, 12",
  })
  void anImageIsNamedAfterItsVideoAndItsFrame(String image, String video, long frame) {
    assertThat(TWO.of(image)).isEqualTo(new Frame(video, frame));
  }

  @ParameterizedTest
  @CsvSource({"000005.jpg", "frame_000005.PNG", "images/val/5.jpg", "obj_train_data/frame_5"})
  void aNumberWillDoWhereThereIsOneVideo(String image) {
    assertThat(ONE.of(image)).isEqualTo(new Frame("day_1.mp4", 5));
  }

  @Test
  void anImageOfAnotherVideoIsNotTakenForTheOnlyOne() {
    assertThat(ONE.of("night/000005.jpg").video()).isEqualTo("night");
    assertThat(ONE.of("night_000005.jpg").video()).isEqualTo("night");
  }

  @Test
  void theFirstFrameMayHaveTheNumberOne() {
    FrameNames fromOne = new FrameNames(Set.of("a.mp4"), 1);
    assertThat(fromOne.of("a/1.jpg").frame()).isZero();
    assertThatThrownBy(() -> fromOne.of("a/0.jpg"))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining("--first-frame");
  }

  @ParameterizedTest
  @CsvSource({
    "night/first.jpg, has no frame number",
    "000005.jpg, does not say which of 2 videos",
    "null, has no frame number",
  })
  void anAmbiguousNameIsAnError(String image, String message) {
    assertThatThrownBy(() -> TWO.of(image))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining(message);
  }

  @Test
  void twoVideosThatDifferInTheirExtensionNeedIt() {
    FrameNames both = new FrameNames(Set.of("a.mp4", "a.avi"), 0);
    assertThat(both.of("a.avi/3.jpg").video()).isEqualTo("a.avi");
    assertThatThrownBy(() -> both.of("a/3.jpg")).hasMessageContaining("a.avi or a.mp4");
  }
}
