package io.euge.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.LongVideo;
import io.euge.testing.MeasuredSource;
import io.euge.testing.NoLeaks;
import io.euge.video.decode.VideoReader;
import io.euge.video.split.SegmentPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How much of an hour of video is fetched from a storage to read a part of it. */
@ExtendWith(NoLeaks.class)
class FetchedBytesIT {
  @TempDir static Path folder;

  /**
   * @param planned the most of the file that planning may fetch, in percent
   * @param read the most that one segment may
   */
  @ParameterizedTest
  @CsvSource({
    "front.mp4, -movflags +faststart, 3.1, 2.8",
    "back.mp4, '', 3.1, 2.8",
    "hour.mkv, '', 101, 2.1",
    "hour.ts, '', 101, 2.3"
  })
  void aSegmentOfALongVideoIsASmallPartOfItsBytes(
      String name, String options, double planned, double read) throws Exception {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
    Path file = LongVideo.write(folder.resolve(name), 120, options);
    try {
      MeasuredSource planning = new MeasuredSource(VideoSource.of(file));
      SegmentPlan plan = SegmentPlan.of(planning, 60);
      assertThat(plan.segments()).hasSizeBetween(50, 62);
      assertThat(percent(name + ": planning", planning, file)).isLessThan(planned);

      Segment segment = plan.segments().get(plan.segments().size() / 2);
      MeasuredSource reading = new MeasuredSource(VideoSource.of(file));
      try (VideoReader reader = VideoReader.open(reading, segment, DecodeOptions.DEFAULT)) {
        int frames = 0;
        while (reader.next()) {
          frames++;
        }
        assertThat(frames).isBetween(700, 900);
        assertThat(reader.bytesRead()).isEqualTo(reading.bytes());
        assertThat(percent(name + ": a segment of " + frames + " frames", reading, file))
            .isLessThan(read);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static double percent(String what, MeasuredSource source, Path file) throws Exception {
    double percent = 100.0 * source.bytes() / Files.size(file);
    System.out.printf(
        "%s: %.2f MB of %.0f MB (%.2f %%) in %d requests%n",
        what, source.bytes() / 1e6, Files.size(file) / 1e6, percent, source.requests());
    return percent;
  }

  @Test
  void theWholeIsFetchedOnce() throws Exception {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
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
