package io.euge.video.decode;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.BundledFfmpeg;
import io.euge.testing.SlowSource;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import io.euge.video.split.SegmentPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** Reads a video in every way, and compares. */
final class EveryReading {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);

  private EveryReading() {}

  /** Checks all frames of an intact video. */
  static List<Raw> check(Path file) throws Exception {
    return check(file, Integer.MAX_VALUE);
  }

  /** Checks the first frames of an intact video. */
  static List<Raw> check(Path file, int limit) throws Exception {
    return check(file, limit, null);
  }

  /**
   * Checks that a video has the frames that FFmpeg outputs, in its order, however it is read.
   *
   * @param limit so many frames are read, the first ones
   * @param loss what each reading reports once, and nothing else; null for nothing
   * @return the frames of the whole
   */
  static List<Raw> check(Path file, int limit, String loss) throws Exception {
    List<Raw> whole = checkAgreement(file, limit, loss);
    assertThat(whole).extracting(Raw::pixels).isEqualTo(BundledFfmpeg.hashes(file, limit));
    assertThat(whole)
        .extracting(Raw::frame)
        .isEqualTo(LongStream.range(0, whole.size()).boxed().toList());
    return whole;
  }

  /**
   * Checks that a video has the same frames, in order, as a whole, in segments of a second,
   * sampled, decoded by threads and from a slow source.
   *
   * @param limit so many frames are read, the first ones
   * @param loss what each reading reports once, and nothing else; null for nothing
   * @return the frames of the whole
   */
  static List<Raw> checkAgreement(Path file, int limit, String loss) {
    VideoSource source = VideoSource.of(file);
    RawFrames frames = new RawFrames(source, limit);
    List<Raw> whole = frames.read(Segment.whole(), TOLERANT);
    assertThat(whole).isSortedAccordingTo(comparingLong(Raw::frame));
    assertThat(whole).isSortedAccordingTo(comparingDouble(Raw::seconds));
    SegmentPlan plan = SegmentPlan.of(source, 1);
    List<Segment> segments = plan.segments();
    assertThat(frames.read(segments, TOLERANT)).as("segments").isEqualTo(whole);
    assertThat(frames.read(Segment.whole(), TOLERANT.withThreads(3)))
        .as("threads")
        .isEqualTo(whole);
    assertThat(frames.read(segments, TOLERANT.withThreads(3)))
        .as("threads and segments")
        .isEqualTo(whole);
    RawFrames slow = new RawFrames(new SlowSource(source), limit);
    assertThat(slow.read(Segment.whole(), TOLERANT)).as("slow").isEqualTo(whole);
    List<Segment> slowSegments = SegmentPlan.of(new SlowSource(source), 1).segments();
    assertThat(slowSegments).as("planned from a slow source").isEqualTo(segments);
    if (segments.size() > 1) {
      assertThat(slow.read(segments, TOLERANT)).as("slow segments").isEqualTo(whole);
    }
    int readings = 4;
    for (Sampling sampling :
        List.of(Sampling.every(3), Sampling.KEYFRAMES, Sampling.perSecond(2))) {
      DecodeOptions options = TOLERANT.withSampling(sampling);
      List<Raw> sampled = frames.read(Segment.whole(), options);
      // Which frame is the first of an instant depends on lost ones too.
      if (loss == null || sampling.rule() != Sampling.Rule.PER_SECOND) {
        assertThat(sampled).as("%s", sampling).isEqualTo(RawFrames.sampled(whole, sampling));
      }
      assertThat(whole).as("%s", sampling).containsAll(sampled);
      assertThat(frames.read(segments, options)).as("%s of segments", sampling).isEqualTo(sampled);
      readings += 2;
    }
    assertThat(slow.damage()).hasSize(loss == null ? 0 : segments.size() > 1 ? 2 : 1);
    assertThat(frames.damage())
        .hasSize(loss == null ? 0 : readings)
        .allMatch(damage -> damage.getMessage().contains(loss));
    return whole;
  }
}
