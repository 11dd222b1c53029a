package io.euge.spark.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CameraPatternTest {
  @ParameterizedTest
  @CsvSource({
    "cam([0-9]+), 7",
    "/rec/([^/]+)/, Nord über 1",
    "(?<camera>cam[0-9]+)_([0-9]+), cam7",
    "([0-9]{8})?_(?<camera>x)?, ",
    "([^/]+)[.]mp4$, cam7_20260131",
    "(nowhere), ",
    "cam()7, ",
  })
  void theGroupOfTheFirstMatchIsTheCamera(String regex, String camera) {
    assertThat(CameraPattern.parse(regex).find("file:/rec/Nord über 1/cam7_20260131.mp4"))
        .isEqualTo(camera);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "cam", "(a)(b)", "(cam", "(?:cam)", "\\(?<camera>", "(?<kamera>a)(b)", "[a"})
  void aPatternNeedsOneGroupOrOneNamedCamera(String regex) {
    assertThatThrownBy(() -> CameraPattern.parse(regex))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aNamedGroupIsFoundBesideFlagsAndComments() {
    assertThat(CameraPattern.parse("(?xi)CAM # the camera\n(?<camera>[0-9])(.)").find("cam7_"))
        .isEqualTo("7");
  }
}
