package io.euge.model.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import io.euge.model.spec.FrameFit.Mode;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.InputSpec.Layout;
import io.euge.model.spec.ValueRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreprocessingKeysTest {
  @Test
  void everyKeyIsRead() {
    Preprocessing read =
        PreprocessingKeys.parse(
            "fit=top-left, fill=114,channels=bgr,range=0..255,mean=103.53,116.28,123.675,"
                + "std=57.375,57.12,58.395,layout=nhwc");
    assertThat(read.fit()).contains(Mode.LETTERBOX_TOP_LEFT);
    assertThat(read.fill()).contains(114);
    assertThat(read.channels()).contains(ColorOrder.BGR);
    assertThat(read.range()).contains(new ValueRange(0, 255));
    assertThat(read.mean()).contains(List.of(103.53f, 116.28f, 123.675f));
    assertThat(read.std()).contains(List.of(57.375f, 57.12f, 58.395f));
    assertThat(read.layout()).contains(Layout.NHWC);
  }

  @Test
  void whatIsNotStatedStaysOpen() {
    assertThat(PreprocessingKeys.parse("fit=stretch").fill()).isEmpty();
    assertThat(PreprocessingKeys.parse("fill=0").fit()).isEmpty();
  }

  @Test
  void oneNumberStandsForAllChannels() {
    assertThat(PreprocessingKeys.parse("mean=127").mean()).contains(List.of(127f, 127f, 127f));
  }

  @Test
  void aScaleIsARangeFromZero() {
    assertThat(PreprocessingKeys.parse("scale=1").range()).contains(new ValueRange(0, 255));
    ValueRange range = PreprocessingKeys.parse("scale=0.00392156862745098").range().orElseThrow();
    assertThat(range).isEqualTo(new ValueRange(0, 1));
    assertThat((float) range.scale()).isEqualTo(1 / 255f);
  }

  @Test
  void aRangeCanBeginBelowZero() {
    assertThat(PreprocessingKeys.parse("range=-1..1").range()).contains(new ValueRange(-1, 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fit=crop|preprocessing has fit=crop: give letterbox, top-left or stretch",
        "fill=256|preprocessing has fill=256: give a whole number from 0 to 255",
        "fill=-1|preprocessing has fill=-1: give a whole number from 0 to 255",
        "fill=|preprocessing has fill=: give a whole number from 0 to 255",
        "channels=GRAY|preprocessing has channels=GRAY: give RGB or BGR",
        "range=1|preprocessing has range=1: give LOW..HIGH such as 0..1",
        "range=1..0|preprocessing has range=1..0: give LOW..HIGH such as 0..1",
        "range=0..1e999|preprocessing has range=0..1e999: give LOW..HIGH such as 0..1",
        "scale=0|preprocessing has scale=0: give a number above 0 such as 0.0039",
        "scale=NaN|preprocessing has scale=NaN: give a number above 0 such as 0.0039",
        "mean=1,2|preprocessing has mean=1,2: give one number, or three with commas between",
        "mean=x|preprocessing has mean=x: give one number, or three with commas between",
        "std=0|preprocessing has std=0: give one number above 0, or three with commas between",
        "std=1,1,-1|preprocessing has std=1,1,-1: give one number above 0, or three with commas between",
        "layout=CHWN|preprocessing has layout=CHWN: give NCHW or NHWC",
        "chanels=RGB|preprocessing has no key 'chanels'; did you mean 'channels'?",
        "x=1|preprocessing has no key 'x'; its keys are fit, fill, channels, range, scale, mean, std, layout",
        "fill=1,fill=2|preprocessing has fill twice: give it once",
        "range=0..1,scale=1|preprocessing has scale and range, which say the same: give one of them",
        "letterbox|preprocessing has 'letterbox': give KEY=VALUE,… with the keys fit, fill, channels, range, scale, mean, std, layout",
        "=1|preprocessing has '=1': give KEY=VALUE,… with the keys fit, fill, channels, range, scale, mean, std, layout",
      })
  void whatCannotBeIsOneSentenceWithValueKeyAndRemedy(String text, String message) {
    assertThatThrownBy(() -> PreprocessingKeys.parse(text))
        .isInstanceOf(OptionException.class)
        .hasMessage(message);
  }
}
