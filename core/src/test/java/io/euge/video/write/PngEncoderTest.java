package io.euge.video.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.testing.NoLeaks;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class PngEncoderTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "7, 1", "33, 17", "101, 79", "1280, 720"})
  void aDecodedFileHasThePixelsOfTheImage(int width, int height) throws IOException {
    for (byte[] rgb : List.of(noise(width, height), ramp(width, height))) {
      try (PngEncoder encoder = new PngEncoder()) {
        assertPixels(encoder.encode(rgb, width, height), rgb, width, height);
      }
    }
  }

  @Test
  void anImageMakesTheSameBytesWhateverWasEncodedBefore() throws IOException {
    byte[] image = ramp(60, 40);
    byte[] alone;
    try (PngEncoder encoder = new PngEncoder()) {
      alone = encoder.encode(image, 60, 40);
    }
    try (PngEncoder encoder = new PngEncoder()) {
      encoder.encode(noise(10, 90), 10, 90);
      assertThat(encoder.encode(image, 60, 40)).isEqualTo(alone);
      encoder.encode(noise(300, 200), 300, 200);
      assertThat(encoder.encode(image, 60, 40)).isEqualTo(alone);
    }
  }

  @Test
  void bytesAfterTheImageAreIgnored() throws IOException {
    byte[] rgb = noise(20, 20);
    try (PngEncoder encoder = new PngEncoder()) {
      assertPixels(encoder.encode(rgb, 20, 10), rgb, 20, 10);
    }
  }

  @Test
  void aFileHasNeitherATimeNorTheNameOfAProgram() {
    try (PngEncoder encoder = new PngEncoder()) {
      assertThat(chunks(encoder.encode(ramp(30, 20), 30, 20)))
          .containsExactly("IHDR", "pHYs", "IDAT", "IEND");
    }
  }

  @Test
  void anImageThatTheArrayDoesNotHaveIsRefused() {
    try (PngEncoder encoder = new PngEncoder()) {
      byte[] rgb = noise(4, 4);
      assertThatThrownBy(() -> encoder.encode(rgb, 4, 5))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aClosedEncoderCannotBeUsed() {
    PngEncoder encoder = new PngEncoder();
    encoder.close();
    encoder.close();
    byte[] rgb = noise(4, 4);
    assertThatThrownBy(() -> encoder.encode(rgb, 4, 4)).hasMessageContaining("closed");
  }

  private static void assertPixels(byte[] file, byte[] rgb, int width, int height)
      throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
    int[] expected = new int[width * height];
    for (int i = 0; i < expected.length; i++) {
      expected[i] =
          0xFF000000
              | ((rgb[3 * i] & 0xFF) << 16)
              | ((rgb[3 * i + 1] & 0xFF) << 8)
              | (rgb[3 * i + 2] & 0xFF);
    }
    assertThat(image.getRGB(0, 0, width, height, null, 0, width)).isEqualTo(expected);
  }

  /** Returns the names of the chunks, after the signature of eight bytes. */
  private static List<String> chunks(byte[] file) {
    List<String> names = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(file);
    for (int at = 8; at < file.length; at += 12 + bytes.getInt(at)) {
      names.add(new String(file, at + 4, 4, StandardCharsets.US_ASCII));
    }
    return names;
  }

  private static byte[] noise(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    new Random(7).nextBytes(rgb);
    return rgb;
  }

  private static byte[] ramp(int width, int height) {
    byte[] rgb = new byte[width * height * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 5);
    }
    return rgb;
  }
}
