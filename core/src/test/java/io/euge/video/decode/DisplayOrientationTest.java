package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.testing.Patterns;
import io.euge.testing.TurnedCopy;
import io.euge.video.DecodeOptions;
import io.euge.video.Pixels;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.VideoSource;
import io.euge.video.decode.SeenFrames.Seen;
import io.euge.video.split.SegmentPlan;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class DisplayOrientationTest {
  private static final DecodeOptions OPTIONS = DecodeOptions.DEFAULT;

  @TempDir Path folder;

  private final List<VideoException> damage = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    // Mirrored, flipped, degrees counterclockwise, then the corners' colors: first row, second row
    "false, false, 0, red green blue white",
    "false, false, 90, green white red blue",
    "false, false, 180, white blue green red",
    "false, false, 270, blue red white green",
    "true, false, 0, green red white blue",
    "true, false, 90, red blue green white",
    "true, false, 180, blue white red green",
    "true, false, 270, white green blue red",
    "false, true, 0, blue white red green",
    "false, true, 90, white green blue red",
    "false, true, 180, green red white blue",
    "false, true, 270, red blue green white",
    "true, true, 0, white blue green red",
    "true, true, 90, blue red white green",
    "true, true, 180, red green blue white",
    "true, true, 270, green white red blue",
  })
  void aMessageOfTheCodecTurnsAllFrames(
      boolean mirrored, boolean flipped, int degrees, String colors) {
    Path file = new TurnedCopy(mirrored, flipped, degrees).write(clip(), folder.resolve("a.mp4"));
    assertThat(colors(file)).isEqualTo(colors);
    VideoInfo info = VideoReader.probe(file);
    assertThat(info.width()).isEqualTo(degrees % 180 == 0 ? 96 : 64);
    assertThat(info.height()).isEqualTo(degrees % 180 == 0 ? 64 : 96);
    assertThat(SegmentPlan.of(VideoSource.of(file), 0).info()).isEqualTo(info);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mp4", "a.mkv", "a.ts", "a.h264"})
  void theFirstFrameTurnsAllOthersHoweverTheyAreRead(String name) {
    Path file =
        new TurnedCopy(false, false, 90)
            .before(keyframe -> keyframe == 0)
            .write(clip(), folder.resolve(name));
    List<Seen> whole = SeenFrames.read(file, Segment.whole(), OPTIONS, damage);
    assertThat(whole).hasSize(60).allMatch(frame -> frame.width() == 64 && frame.height() == 96);
    SegmentPlan plan = SegmentPlan.of(VideoSource.of(file), 0.5);
    assertThat(plan.segments().size()).isEqualTo(name.endsWith("h264") ? 1 : 4);
    assertThat(SeenFrames.parts(file, plan, OPTIONS, damage)).isEqualTo(whole);
    assertThat(SeenFrames.read(file, Segment.whole(), OPTIONS.withThreads(3), damage))
        .isEqualTo(whole);
    Sampling every = Sampling.every(7);
    assertThat(SeenFrames.read(file, Segment.whole(), OPTIONS.withSampling(every), damage))
        .isEqualTo(SeenFrames.sampled(whole, every));
  }

  @Test
  void aMessageThatComesLaterTurnsNothing() {
    Path file =
        new TurnedCopy(false, false, 90)
            .before(keyframe -> keyframe > 0)
            .write(clip(), folder.resolve("later.mp4"));
    List<Seen> whole = SeenFrames.read(file, Segment.whole(), OPTIONS, damage);
    assertThat(whole).hasSize(60).allMatch(frame -> frame.width() == 96 && frame.height() == 64);
    SegmentPlan plan = SegmentPlan.of(VideoSource.of(file), 0.5);
    assertThat(SeenFrames.parts(file, plan, OPTIONS, damage)).isEqualTo(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "1, red green blue white",
    "2, green red white blue",
    "3, white blue green red",
    "4, blue white red green",
    "5, red blue green white",
    "6, blue red white green",
    "7, white green blue red",
    "8, green white red blue",
  })
  void theExifOrientationOfTheFirstPictureTurnsAllOfThem(int orientation, String colors) {
    Path file =
        TurnedCopy.exif(orientation)
            .before(picture -> picture == 0)
            .write(clip("mjpeg", "yuvj420p", "jpeg.avi"), folder.resolve("exif.avi"));
    assertThat(colors(file)).isEqualTo(colors);
    List<Seen> whole = SeenFrames.read(file, Segment.whole(), OPTIONS, damage);
    SegmentPlan plan = SegmentPlan.of(VideoSource.of(file), 0.5);
    assertThat(plan.segments()).hasSizeGreaterThan(1);
    assertThat(SeenFrames.parts(file, plan, OPTIONS, damage)).isEqualTo(whole);
  }

  @Test
  void aMessageOfTheCodecComesBeforeTheMatrixOfTheContainer() {
    Path both =
        new ClipWriter()
            .codec("libopenh264", "yuv420p")
            .size(96, 64)
            .frames(3)
            .pattern(Patterns.quarters())
            .rotation(180)
            .write(folder.resolve("half.mp4"));
    assertThat(colors(both)).isEqualTo("white blue green red");
    Path file = new TurnedCopy(false, false, 90).write(both, folder.resolve("both.mp4"));
    assertThat(colors(file)).isEqualTo("green white red blue");
  }

  @Test
  void anotherAngleIsRoundedToAQuarterTurn() {
    Path file = new TurnedCopy(false, false, 80).write(clip(), folder.resolve("a.mp4"));
    assertThat(colors(file)).isEqualTo("green white red blue");
    Path upright = new TurnedCopy(false, false, 10).write(clip(), folder.resolve("b.mp4"));
    assertThat(colors(upright)).isEqualTo("red green blue white");
  }

  private Path clip() {
    return clip("libopenh264", "yuv420p", "clip.mp4");
  }

  private Path clip(String codec, String pixelFormat, String name) {
    return new ClipWriter()
        .codec(codec, pixelFormat)
        .size(96, 64)
        .frames(60)
        .gop(15, 0)
        .pattern(Patterns.quarters())
        .write(folder.resolve(name));
  }

  private static String colors(Path file) {
    try (VideoReader reader = VideoReader.open(file, OPTIONS)) {
      assertThat(reader.next()).isTrue();
      int right = reader.width() - 6;
      int below = reader.height() - 6;
      ByteBuffer rgb = Pixels.unscaled(reader);
      return String.join(
          " ",
          Pixels.color(rgb, reader.width(), 5, 5),
          Pixels.color(rgb, reader.width(), right, 5),
          Pixels.color(rgb, reader.width(), 5, below),
          Pixels.color(rgb, reader.width(), right, below));
    }
  }
}
