package io.euge.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.detection.Detection;
import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FramePictureTest {
  private final FramePicture picture = new FramePicture();

  /** Frames whose scaled pixels are all of one value, or noise. */
  private record Frame(int width, int height, double pixelAspectRatio, boolean noise)
      implements FrameSource {
    @Override
    public boolean next() {
      return true;
    }

    @Override
    public long frame() {
      return 0;
    }

    @Override
    public double seconds() {
      return 0;
    }

    @Override
    public void letterbox(Letterbox geometry, ByteBuffer target, int offset) {
      Random random = new Random(1);
      for (int i = 0; i < geometry.bytes(); i++) {
        target.put(offset + i, noise ? (byte) random.nextInt() : i % 3 == 0 ? (byte) 200 : 20);
      }
    }
  }

  private BufferedImage draw(Frame frame, Detection... detections) throws IOException {
    picture.take(frame);
    byte[] jpeg = picture.draw(List.of(detections));
    assertThat(jpeg).hasSizeLessThanOrEqualTo(FramePicture.MAX_BYTES);
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  @Test
  void boxesAreDrawnOnTheColorsOfTheFrame() throws IOException {
    BufferedImage image =
        draw(new Frame(1280, 720, 1, false), new Detection("bus", 0, 0.9f, 400, 200, 400, 400));
    assertThat(image.getWidth()).isEqualTo(320);
    assertThat(image.getHeight()).isEqualTo(180);
    assertNear(image.getRGB(20, 20), new Color(200, 20, 20));
    assertThat(new Color(image.getRGB(150, 150)).getBlue()).as("a line").isGreaterThan(100);
    assertNear(image.getRGB(150, 100), new Color(200, 20, 20));
  }

  private static void assertNear(int rgb, Color expected) {
    Color color = new Color(rgb);
    assertThat(Math.abs(color.getRed() - expected.getRed())).as("%s", color).isLessThan(60);
    assertThat(Math.abs(color.getGreen() - expected.getGreen())).as("%s", color).isLessThan(60);
    assertThat(Math.abs(color.getBlue() - expected.getBlue())).as("%s", color).isLessThan(60);
  }

  @Test
  void aPictureIsSmallWhateverTheFrameShows() throws IOException {
    draw(new Frame(4000, 4000, 1, true));
  }

  @Test
  void aPictureHasTheShapeInWhichTheFrameIsDisplayed() throws IOException {
    assertThat(draw(new Frame(720, 576, 16 / 15.0, false)).getHeight()).isEqualTo(240);
    assertThat(draw(new Frame(720, 1280, 1, false)).getWidth()).isEqualTo(180);
    assertThat(draw(new Frame(100, 60, 1, false)).getWidth()).as("not enlarged").isEqualTo(100);
    assertThat(draw(new Frame(10_000, 2, 1, false)).getWidth()).isEqualTo(320);
    assertThat(draw(new Frame(2, 2, 1, false)).getWidth()).isPositive();
  }
}
