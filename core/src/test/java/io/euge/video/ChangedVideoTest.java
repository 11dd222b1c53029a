package io.euge.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.video.decode.VideoReader;
import io.euge.video.split.SegmentPlan;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Videos that are not what they were when they were split. */
@ExtendWith(NoLeaks.class)
class ChangedVideoTest {
  private static final String REMEDY =
      "read it again when it is complete, or with segment-seconds=0, which does not split";

  @TempDir Path folder;

  @Test
  void aKeyframeThatIsNoLongerThereIsNamed() {
    Segment second = segments(clip(10)).get(1);
    Path replaced = clip(12);
    assertThatThrownBy(() -> read(replaced, second))
        .isInstanceOf(VideoException.class)
        .hasMessage(
            "%s has no keyframe at %.3f s, where it should be split, so it may have changed: %s",
            replaced, second.start(), REMEDY);
  }

  @Test
  void aSegmentWithAnotherNumberOfFramesSaysSo() {
    Path file = clip(10);
    Segment first = segments(file).get(0);
    RandomAccessPoint to = first.to();
    RandomAccessPoint later =
        new RandomAccessPoint(
            to.frame() + 1, to.seconds(), to.pts(), to.dts(), to.position(), to.clock());
    assertThatThrownBy(() -> read(file, new Segment(null, later)))
        .isInstanceOf(VideoException.class)
        .hasMessage(
            "%s does not have the frames that were counted when it was split, because it has changed or has packets without pictures: %s",
            file, REMEDY);
  }

  private Path clip(int gop) {
    return new ClipWriter().frames(100).gop(gop, 0).write(folder.resolve("clip.mp4"));
  }

  private static List<Segment> segments(Path file) {
    List<Segment> segments = SegmentPlan.of(VideoSource.of(file), 1).segments();
    assertThat(segments).hasSizeGreaterThan(2);
    return segments;
  }

  private static void read(Path file, Segment segment) {
    VideoSource source = VideoSource.of(file);
    try (VideoReader reader = VideoReader.open(source, segment, DecodeOptions.DEFAULT)) {
      while (reader.next()) {
        assertThat(reader.frame()).isNotNegative();
      }
    }
  }
}
