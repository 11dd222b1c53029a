package io.euge.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.Frames;
import io.euge.testing.LongVideo;
import io.euge.testing.MeasuredSource;
import io.euge.testing.NoLeaks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of an hour of video is fetched from a storage to read a part of it. */
@ExtendWith(NoLeaks.class)
class FetchedBytesIT {
  private static final int MINUTE = 750;

  @TempDir static Path folder;

  @ParameterizedTest
  @CsvSource({"front.mp4, -movflags +faststart", "back.mp4, ''", "hour.mkv, ''", "hour.ts, ''"})
  void aPartOfALongVideoIsASmallPartOfItsBytes(String name, String options) throws Exception {
    assumeTrue(LongVideo.possible(), "needs the program ffmpeg");
    Path file = LongVideo.write(folder.resolve(name), 120, options);
    try {
      VideoPlan plan = VideoPlan.of(VideoSource.of(file), 60);
      Segment segment = plan.segments().get(plan.segments().size() / 2);
      for (int frames : List.of(100, MINUTE)) {
        MeasuredSource source = new MeasuredSource(VideoSource.of(file));
        try (VideoReader reader = VideoReader.open(source, segment, DecodeOptions.DEFAULT)) {
          assertThat(Frames.of(reader, frames)).hasSizeGreaterThan(90);
        }
        double fraction = (double) source.bytes() / Files.size(file);
        System.out.printf(
            "%s: %d frames of %d: %.2f MB of %.0f MB (%.1f %%) in %d requests%n",
            name,
            frames,
            plan.info().frames(),
            source.bytes() / 1e6,
            Files.size(file) / 1e6,
            100 * fraction,
            source.requests());
        // A minute is 1.7 % of the hour; the index and what is read ahead come to it.
        assertThat(fraction).isLessThan(frames == MINUTE ? 0.035 : 0.02);
      }
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void theWholeIsFetchedOnce() throws Exception {
    assumeTrue(LongVideo.possible(), "needs the program ffmpeg");
    Path file = LongVideo.write(folder.resolve("minutes.mp4"), 4, "");
    MeasuredSource source = new MeasuredSource(VideoSource.of(file));
    try (VideoReader reader = VideoReader.open(source, Segment.whole(), DecodeOptions.DEFAULT)) {
      while (reader.next()) {
        assertThat(reader.frame()).isNotNegative();
      }
    }
    assertThat((double) source.bytes()).isLessThan(1.1 * Files.size(file));
    assertThat(source.requests()).isLessThan(25);
  }
}
