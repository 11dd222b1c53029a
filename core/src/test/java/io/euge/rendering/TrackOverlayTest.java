package io.euge.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.counting.TrackPath;
import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.CountingLine;
import io.euge.counting.layout.Point;
import io.euge.counting.layout.Polygon;
import io.euge.counting.layout.Zone;
import io.euge.video.Letterbox;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrackOverlayTest {
  private static final CountingLayout NONE =
      new CountingLayout(List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty());

  private static final CountingLayout LAYOUT =
      new CountingLayout(
          List.of(
              new CountingLine(
                  "line", List.of(new Point(0, 100), new Point(200, 100)), "down", "up")),
          List.of(
              new Zone(
                  "zone",
                  new Polygon(
                      List.of(
                          new Point(0, 100),
                          new Point(200, 100),
                          new Point(200, 150),
                          new Point(0, 150))))),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());

  /** Boxes in every second frame, in no order: down by 5 pixels a frame. */
  private static VideoTracks tracks() {
    VideoTracks tracks = new VideoTracks();
    for (int frame = 30; frame >= 0; frame -= 2) {
      tracks.add(frame, 7, "car", 0.9, 80, 5 * frame, 40, 20, true);
    }
    return tracks;
  }

  private static BufferedImage painted(TrackOverlay overlay, long frame) {
    BufferedImage picture = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    overlay.paint(picture, new BoxPainter(new Letterbox(200, 200, 0, 0, 200, 200, 1), 1), frame);
    return picture;
  }

  private static boolean has(BufferedImage picture, Color color, int x, int y) {
    for (int i = x - 2; i <= x + 2; i++) {
      for (int j = y - 2; j <= y + 2; j++) {
        Color at = new Color(picture.getRGB(i, j));
        int apart =
            Math.abs(at.getRed() - color.getRed())
                + Math.abs(at.getGreen() - color.getGreen())
                + Math.abs(at.getBlue() - color.getBlue());
        if (apart < 350) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isBlack(BufferedImage picture, int x, int y, int width, int height) {
    for (int i = 0; i < width * height; i++) {
      if ((picture.getRGB(x + i % width, y + i / width) & 0xFFFFFF) != 0) {
        return false;
      }
    }
    return true;
  }

  @Test
  void aTrackHasItsColorInAllFramesAndABoxBetweenItsFramesToo() {
    TrackOverlay overlay = new TrackOverlay(tracks(), Set.of("car"), NONE, 10, 1);
    for (long frame = 10; frame <= 30; frame++) {
      BufferedImage picture = painted(overlay, frame);
      int bottom = (int) (5 * frame + 20);
      boolean sampled = frame % 2 == 0; // Else dashed and half as wide.
      assertThat(
              sampled
                  ? has(picture, TrackOverlay.color(7), 85, bottom)
                  : !isBlack(picture, 82, bottom - 1, 12, 3))
          .as("frame %d", frame)
          .isTrue();
      assertThat(has(picture, TrackOverlay.color(7), 10, 10)).isFalse();
    }
    assertThat(overlay.boxes()).isEqualTo(21);
  }

  @Test
  void aTrailGoesBackAndEndsAfterTheTrack() {
    TrackOverlay overlay = new TrackOverlay(tracks(), Set.of("car"), NONE, 10, 1);
    BufferedImage picture = painted(overlay, 30);
    assertThat(picture.getRGB(100, 130) & 0xFFFFFF).as("8 frames ago").isNotZero();
    assertThat(picture.getRGB(100, 80) & 0xFFFFFF).as("18 frames ago").isZero();
    BufferedImage after = painted(overlay, 35);
    assertThat(after.getRGB(100, 160) & 0xFFFFFF).as("the last ones stay").isNotZero();
    assertThat(has(after, TrackOverlay.color(7), 85, 170)).as("without a box").isFalse();
    BufferedImage end = painted(overlay, 41);
    assertThat(end.getRGB(100, 160) & 0xFFFFFF).isZero();
  }

  @Test
  void anotherClassIsNotDrawnAndCounts() {
    TrackOverlay overlay = new TrackOverlay(tracks(), Set.of("bus"), NONE, 10, 1);
    assertThat(painted(overlay, 30).getRGB(85, 170) & 0xFFFFFF).isZero();
    assertThat(overlay.boxes()).isZero();
  }

  @Test
  void countsRunWithTheFrames() {
    List<TrackPath> paths = tracks().courses().stream().map(TrackCourse::path).toList();
    RunningCounts counts = new RunningCounts(LAYOUT, paths, 10);
    counts.advance(15);
    assertThat(counts.ofLine(0)).isEqualTo("line: down 0, up 0");
    assertThat(counts.ofZone(0)).isEqualTo("zone: 0");
    String before = counts.ofLine(0);
    counts.advance(15);
    assertThat(counts.ofLine(0)).as("no new text for the same number").isSameAs(before);
    counts.advance(18);
    assertThat(counts.ofLine(0)).isEqualTo("line: down 1, up 0");
    assertThat(counts.ofZone(0)).isEqualTo("zone: 1");
    counts.advance(30);
    assertThat(counts.ofLine(0)).isEqualTo("line: down 1, up 0");
    assertThat(counts.ofZone(0)).isEqualTo("zone: 0");
  }

  @Test
  void whatIsOnlyPredictedDoesNotCount() {
    VideoTracks tracks = new VideoTracks();
    for (int frame = 0; frame <= 30; frame++) {
      tracks.add(frame, 7, "car", 0.9, 85, 5 * frame, 30, 20, frame < 10);
    }
    RunningCounts counts = new RunningCounts(LAYOUT, List.of(tracks.courses().get(0).path()), 10);
    counts.advance(30);
    assertThat(counts.ofLine(0)).isEqualTo("line: down 0, up 0");
    assertThat(counts.ofZone(0)).isEqualTo("zone: 0");
  }

  @Test
  void aBoxBetweenFramesIsInterpolatedAndNotSeen() {
    TrackCourse course = tracks().courses().get(0);
    Rectangle2D.Double box = new Rectangle2D.Double();
    assertThat(course.locate(5, box)).isFalse();
    assertThat(box.getY()).isEqualTo(25);
    assertThat(course.locate(6, box)).isTrue();
    assertThat(box.getY()).isEqualTo(30);
    assertThat(course.locate(2, box)).as("also backwards").isTrue();
  }

  @Test
  void twoBoxesOfATrackInAFrameAreAnError() {
    VideoTracks tracks = tracks();
    tracks.add(4, 7, "car", 0.9, 0, 0, 1, 1, true);
    assertThatThrownBy(tracks::courses)
        .isInstanceOf(EugeException.class)
        .hasMessage("Track 7 has two boxes in frame 4: write the tracks again");
  }

  @Test
  void picturesShowPathsAndWhereTimeWasSpentInSquarePixels() {
    BufferedImage frame = new BufferedImage(200, 200, BufferedImage.TYPE_INT_RGB);
    TrackPicture picture = new TrackPicture(frame, 2, tracks());
    BufferedImage paths = picture.paths();
    assertThat(paths.getWidth()).isEqualTo(400);
    assertThat(has(paths, TrackOverlay.color(7), 200, 100)).isTrue();
    assertThat(paths.getRGB(300, 100) & 0xFFFFFF).isZero();
    BufferedImage heat = picture.heatMap();
    assertThat(heat.getRGB(200, 100) & 0xFFFFFF).isNotZero();
    assertThat(heat.getRGB(350, 100) & 0xFFFFFF).isZero();
  }
}
