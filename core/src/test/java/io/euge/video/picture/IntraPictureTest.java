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
    "msmpeg4v1, 00 00 01 00 00, true",
    "msmpeg4v1, 00 00 01 00 02, false",
    "msmpeg4v1, 00 00 01 00, false",
    "msmpeg4v2, 14, true",
    "msmpeg4v2, 54, false",
    "msmpeg4v3, 14 ff ff, true",
    "msmpeg4v3, 54 ff ff, false", // Nothing changes.
    "wmv1, 14 ff ff, true",
    "wmv1, 54 ff ff ff, false",
    "wmv2, 15, true",
    "wmv2, 95 00, false",
    "flv1, 00 00 84 01 00, true",
    "flv1, 00 00 84 01 20, false",
    "flv1, 00 00 84 01, false",
    "flv1, 00 00 84 00 00, false", // Of its size nothing is there.
    "flv1, 00 00 84 00 00 30 18, true",
    "flv1, 00 00 84 00 00 30 20, false",
    "flv1, 00 00 84 00 80 00 18 00 18, true",
    "flv1, 00 00 84 00 80 00 18 00 20, false",
    "h263, 00 00 80 02 08, true",
    "h263, 00 00 80 02 0a, false",
    "h263, 00 00 80 02, false",
    "h263, 00 00 80 02 1c 00 00 00, true", // Extended types, without and with an update.
    "h263, 00 00 80 02 1c 10 00 00, false",
    "h263, 00 00 80 02 1c 80 00 00, true",
    "h263, 00 00 80 02 1c 80 00 04, false",
    "h263, 00 00 80 02 1c, false",
    "h263i, 00 00 80 02 08 00, true",
    "h263i, 00 00 80 02 0a 00, false",
  })
  void thePictureTellsWhetherDecodingCanBeginWithIt(String codec, String hex, boolean intra) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    int codecId = avcodec_descriptor_get_by_name(codec).id();
    try (BytePointer data = new BytePointer(bytes)) {
      assertThat(IntraPicture.isIntra(codecId, data, bytes.length)).isEqualTo(intra);
    }
  }
}
