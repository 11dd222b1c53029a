package io.euge.video.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.file.Sha256;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pixels of OpenCV 4.6, {@code cv2.resize(image, (width, height), cv2.INTER_LINEAR)}. */
class LinearResamplerTest {
  @ParameterizedTest
  @CsvSource({
    "7,5, 4,3, d8e55d65cbfb2d90885d00ce8a517e6f633324859f33865242ee71bd0216045f",
    "7,5, 10,9, e17a10aa346e7e71b2d581e907c4e7f0b1585b67c624453f61bf8bc30682e27a",
    "8,6, 4,3, 762c3a4d29084e10796c7ef2b7176bec120142ca2f494cd23e1b4c297c8a75f7",
    "9,2, 2,5, 3c9a7539889c240b3fc7060f7172c067372c4b6d45db62a1364fb562b1a66dac"
  })
  void everyPixelIsOpenCvs(int width, int height, int toWidth, int toHeight, String sha256) {
    byte[] image = new byte[3 * width * height];
    for (int i = 0; i < image.length; i++) {
      int channel = i % 3;
      int x = i / 3 % width;
      int y = i / 3 / width;
      image[i] = (byte) (x * 37 + y * 91 + channel * 53 + x * y * 7);
    }
    byte[] scaled = new byte[3 * toWidth * toHeight];
    try (BytePointer from = new BytePointer(image);
        BytePointer to = new BytePointer(scaled.length)) {
      new LinearResampler(width, height, toWidth, toHeight)
          .resample(from, 3L * width, to, 0, 3L * toWidth);
      to.position(0).get(scaled);
    }

    assertThat(Sha256.of(scaled)).isEqualTo(sha256);
  }
}
