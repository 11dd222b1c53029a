package io.euge.video.demux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_MONOBLACK;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV422P;

import org.junit.jupiter.api.Test;

class CroppingTest {
  private static final Cropping ODD = new Cropping(3, 5, 7, 1);

  @Test
  void chromaSamplesStayWhole() {
    assertThat(ODD.within(97, 63, AV_PIX_FMT_RGB24)).isEqualTo(ODD);
    assertThat(ODD.within(97, 63, AV_PIX_FMT_NONE)).isEqualTo(ODD);
    assertThat(ODD.within(97, 63, AV_PIX_FMT_YUV422P)).isEqualTo(new Cropping(3, 5, 6, 3));
    assertThat(ODD.within(97, 63, AV_PIX_FMT_YUV420P)).isEqualTo(new Cropping(2, 7, 6, 3));
  }

  @Test
  void picturesThatAreNotCroppedMayBeOdd() {
    assertThat(Cropping.NONE.within(97, 63, AV_PIX_FMT_YUV420P)).isEqualTo(Cropping.NONE);
  }

  @Test
  void whatLeavesNothingIsIgnored() {
    assertThat(ODD.within(8, 63, AV_PIX_FMT_RGB24)).isEqualTo(Cropping.NONE);
    assertThat(ODD.within(97, 7, AV_PIX_FMT_RGB24)).isEqualTo(Cropping.NONE);
    assertThat(ODD.within(9, 9, AV_PIX_FMT_RGB24)).isEqualTo(ODD);
    assertThat(ODD.within(9, 9, AV_PIX_FMT_YUV420P)).isEqualTo(Cropping.NONE);
    assertThat(new Cropping(0, 0, Integer.MAX_VALUE, 9).within(97, 63, AV_PIX_FMT_RGB24))
        .isEqualTo(Cropping.NONE);
    assertThat(new Cropping(0, 0, -1, 0).within(97, 63, AV_PIX_FMT_RGB24)).isEqualTo(Cropping.NONE);
  }

  @Test
  void picturesOfBitsStayWhole() {
    assertThat(ODD.within(97, 63, AV_PIX_FMT_MONOBLACK)).isEqualTo(Cropping.NONE);
  }
}
