package io.euge.video.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JpegEncoderTest {
  @TempDir Path folder;

  @Test
  void rowsOfRedGreenAndBlueMakeTheFileOfTheSameImage() throws IOException {
    byte[] rgb = new byte[24 * 16 * 3 + 5]; // The bytes after the image are ignored.
    Arrays.fill(rgb, 24 * 8 * 3, rgb.length, (byte) 255);
    for (int i = 0; i < 24 * 8; i++) {
      rgb[3 * i] = (byte) 200;
    }
    BufferedImage image;
    try (JpegEncoder encoder = new JpegEncoder(0.9f)) {
      image = ImageIO.read(new ByteArrayInputStream(encoder.encode(rgb, 24, 16)));
    }
    assertThat(image.getWidth()).isEqualTo(24);
    assertThat(image.getHeight()).isEqualTo(16);
    Color top = new Color(image.getRGB(4, 2));
    assertThat(top.getRed()).isBetween(190, 210);
    assertThat(top.getGreen()).isLessThan(10);
    assertThat(top.getBlue()).isLessThan(10);
    assertThat(new Color(image.getRGB(20, 13)).getBlue()).isGreaterThan(245);
  }

  @Test
  void anImageThatTheArrayDoesNotHaveIsRefused() {
    try (JpegEncoder encoder = new JpegEncoder(0.9f)) {
      assertThatThrownBy(() -> encoder.encode(new byte[4 * 4 * 3], 4, 5))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aPictureThatCannotBeWrittenIsReportedWithTheReason() {
    Path target = folder.resolve("none").resolve("a.jpg");
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_3BYTE_BGR);
    assertThatThrownBy(() -> JpegEncoder.write(image, 0.8f, target))
        .isInstanceOf(EugeException.class)
        .hasMessage(
            "Cannot write the picture %s: no such file or directory; free space there or choose another file",
            target);
  }
}
