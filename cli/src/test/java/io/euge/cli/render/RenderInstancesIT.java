package io.euge.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.CommandRun;
import io.euge.detection.Mask;
import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code euge render} with a table of masks and keypoints, to the pixels of the video. */
@ExtendWith(NoLeaks.class)
class RenderInstancesIT {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;
  private static final int GREY = 0x60;

  @TempDir Path folder;

  /** A box of 160x120 pixels; its mask is the left half, and one keypoint lies in the right. */
  @Test
  void aMaskAndAKeypointAreDrawnWhereTheyAre() throws IOException {
    Path clip =
        new ClipWriter()
            .size(WIDTH, HEIGHT)
            .frames(3)
            .pattern((frame, x, y, width, height) -> 0x010101 * GREY)
            .write(folder.resolve("clip.mp4"));
    int[] runs = new int[2 * 80 + 1];
    for (int column = 0; column < 80; column++) {
      runs[2 * column] = column == 0 ? 80 * HEIGHT + 60 : HEIGHT - 120;
      runs[2 * column + 1] = 120;
    }
    runs[160] = WIDTH * HEIGHT - (159 * HEIGHT + 180);
    String counts = new Mask(WIDTH, HEIGHT, runs).counts().replace("\\", "\\\\");
    StringBuilder rows = new StringBuilder();
    for (int frame = 0; frame < 3; frame++) {
      rows.append(
          """
          {"video":"file:%s","frame":%d,"seconds":%s,"width":320,"height":240,"detections":[{"label":"car","classId":2,"confidence":0.9,"x":80,"y":60,"width":160,"height":120,"keypoints":[{"x":200,"y":120,"confidence":0.9},{"x":220,"y":150,"confidence":0.01}],"mask":{"size":[240,320],"counts":"%s","polygon":[]}}]}
          """
              .formatted(clip.toAbsolutePath(), frame, frame / 25.0, counts));
    }
    Path table = Files.writeString(folder.resolve("table.json"), rows);
    Path output = folder.resolve("out.mp4");
    CommandRun run =
        CommandRun.of(
            "render",
            clip.toString(),
            "--detections",
            table.toString(),
            "--output",
            output.toString());
    assertThat(run.exit()).as(run.err()).isZero();
    try (VideoReader reader = VideoReader.open(output, DecodeOptions.DEFAULT)) {
      for (int frame = 0; frame < 3; frame++) {
        assertThat(reader.next()).isTrue();
        Letterbox whole = Letterbox.of(WIDTH, HEIGHT, WIDTH, HEIGHT);
        ByteBuffer pixels = ByteBuffer.allocateDirect(whole.bytes());
        reader.letterbox(whole, pixels, 0);
        assertThat(color(pixels, 90, 90, 150, 170)).as("the mask").isGreaterThan(15);
        assertThat(color(pixels, 170, 150, 210, 170)).as("without a mask").isLessThan(4);
        assertThat(color(pixels, 198, 118, 202, 122)).as("the keypoint").isGreaterThan(15);
        assertThat(color(pixels, 216, 146, 224, 154)).as("hardly seen").isLessThan(4);
        assertThat(color(pixels, 10, 190, 310, 230)).as("outside of the box").isLessThan(4);
      }
      assertThat(reader.next()).isFalse();
    }
  }

  /** How far the colors of a part of a picture are from gray. */
  private static double color(ByteBuffer pixels, int left, int top, int right, int bottom) {
    long sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int at = 3 * (y * WIDTH + left); at < 3 * (y * WIDTH + right); at++) {
        sum += Math.abs((pixels.get(at) & 0xFF) - GREY);
      }
    }
    return sum / (3.0 * (right - left) * (bottom - top));
  }
}
