package io.euge.video.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_B;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_P;

import java.util.HexFormat;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;

class Mpeg4PictureTest {
  /** A layer with 25 ticks a second, as FFmpeg writes it; a time within a second has 5 bits. */
  private static final String LAYER = "00000120 08d48d0800cd05040f14103f";

  private final Mpeg4Picture picture = new Mpeg4Picture();

  @Test
  void theTypeFollowsTheStartCode() {
    read("000001b6 00");
    assertThat(picture.type()).isEqualTo(AV_PICTURE_TYPE_I);
    read("000001b3 00 000001b6 40");
    assertThat(picture.type()).isEqualTo(AV_PICTURE_TYPE_P);
    read("000001b6 bf");
    assertThat(picture.type()).isEqualTo(AV_PICTURE_TYPE_B);
  }

  @Test
  void aPictureThatIsNotCodedIsNone() {
    read(LAYER);
    // Type P, no second passed, marker, five bits of time, marker, "coded".
    read("000001b6 51 60");
    assertThat(picture.isCoded()).isTrue();
    read("000001b6 51 40");
    assertThat(picture.isCoded()).isFalse();
    // Two seconds passed.
    read("000001b6 74 58");
    assertThat(picture.isCoded()).isTrue();
    read("000001b6 74 50");
    assertThat(picture.isCoded()).isFalse();
  }

  @Test
  void aSingleByteIsNone() {
    read("7f");
    assertThat(picture.isCoded()).isFalse();
  }

  @Test
  void aPictureIsTakenAsCodedWhereThatIsUnknown() {
    read("000001b6 5140");
    assertThat(picture.isCoded()).as("no layer was read").isTrue();
    read(LAYER);
    read("000001b6 51");
    assertThat(picture.isCoded()).as("it is cut").isTrue();
    read("0000");
    assertThat(picture.isCoded()).as("it has no start code").isTrue();
  }

  @Test
  void aLayerInThePacketCounts() {
    read(LAYER + "000001b6 51 40");
    assertThat(picture.isCoded()).isFalse();
  }

  @Test
  void interlacedPicturesHaveTimesUnlessNoneIsBidirectional() {
    read("00000120 08d48d0800cd05040f1c103f");
    assertThat(picture.measuresTimes()).as("interlaced").isTrue();
    read("00000120 00c48d8800cd0304081c43");
    assertThat(picture.measuresTimes()).as("interlaced, low delay").isFalse();
    read(LAYER);
    assertThat(picture.measuresTimes()).as("progressive").isFalse();
  }

  private void read(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    try (BytePointer data = new BytePointer(bytes)) {
      picture.read(data, bytes.length);
    }
  }
}
