package io.euge.video.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_descriptor_get_by_name;

import java.util.HexFormat;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntraPictureTest {
  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "vp8, 10 02 00, true",
    "vp8, 11 02 00, false",
    "vp9, 82 49 83, true",
    "vp9, 86 00 40, false",
    "vp9, 88, false", // An existing frame is shown.
    "vp9, b1 49 83, true", // Profile 3 has one more bit.
    "vp9, b2 49 83, false",
    "vp9, b4, false",
    "av1, 12 00 0a 01 00 32 02 1f ff, true",
    "av1, 12 00 32 02 3f ff, false",
    "av1, 32 02 0f ff, false", // A keyframe that is not shown.
    "av1, 1a 01 80, false",
    "theora, 20, true",
    "theora, 60, false",
    "ffv1, 7f 80 00, true",
    "ffv1, 7f 7f ff, false",
    "mjpeg, ff d8, true",
  })
  void thePictureTellsWhetherDecodingCanBeginWithIt(String codec, String hex, boolean intra) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    int codecId = avcodec_descriptor_get_by_name(codec).id();
    try (BytePointer data = new BytePointer(bytes)) {
      assertThat(IntraPicture.isIntra(codecId, data, bytes.length)).isEqualTo(intra);
    }
  }
}
