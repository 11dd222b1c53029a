package io.euge.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.cli.table.TrackRow;
import io.euge.testing.ClipWriter;
import io.euge.video.VideoSource;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pixels that {@code euge report} shows of tracks. */
class StillFramesTest {
  @TempDir Path folder;

  private VideoSource video;

  /** Squares of eight pixels, dark and bright. */
  @BeforeEach
  void writeClip() {
    video =
        VideoSource.of(
            new ClipWriter()
                .size(320, 240)
                .frames(12)
                .pattern((frame, x, y, width, height) -> (x / 8 + y / 8) % 2 * 0xC0C0C0)
                .write(folder.resolve("a.mp4")));
  }

  private TrackRow row(long track, long frame, String label, double x) {
    return new TrackRow(
        video.name(), null, track, frame, frame / 25.0, label, 0.9, x, 60, 96, 96, 320, 240, true);
  }

  private BufferedImage read(String... blur) {
    List<TrackRow> rows =
        List.of(
            row(1, 4, "person", 32),
            row(2, 4, "car", 192),
            row(1, 5, "person", 32),
            row(2, 5, "car", 192));
    return new StillFrames("tracks", List.of(blur))
        .read(video, 5, rows, new TreeSet<>(Set.of("car", "person")), false)
        .picture();
  }

  /** The difference of the brightest and the darkest pixel well within a box. */
  private static int contrast(BufferedImage picture, int left) {
    IntSummaryStatistics greens = new IntSummaryStatistics();
    for (int y = 70; y < 146; y++) {
      for (int x = left + 10; x < left + 86; x++) {
        greens.accept(picture.getRGB(x, y) >> 8 & 0xFF);
      }
    }
    return greens.getMax() - greens.getMin();
  }

  @Test
  void tracksOfBlurredClassesAreBeyondRecognition() {
    assertThat(contrast(read(), 32)).as("what the frame shows").isGreaterThan(150);
    assertThat(contrast(read("person"), 32)).as("the track of a person").isLessThan(60);
    assertThat(contrast(read("person"), 192)).as("the other track").isGreaterThan(150);
    assertThat(contrast(read("car"), 32)).isGreaterThan(150);
    assertThat(contrast(read("car"), 192)).isLessThan(60);
  }
}
