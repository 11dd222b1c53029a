package io.euge.video.decode;

import static io.euge.video.decode.SeenFrames.sampled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.ClipWriter;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoSource;
import io.euge.video.decode.SeenFrames.Seen;
import io.euge.video.split.SegmentPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every frame exactly once, with the same index, time and pixels, however a video is split. */
@ExtendWith(NoLeaks.class)
class SplitIT {
  private static final String TEST_PICTURE =
      "-f lavfi -i testsrc2=size=192x108:rate=25:duration=8 ";
  private static final String SOUND = "-f lavfi -i sine=duration=20 ";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          closed.mp4     | -c:v libx264 -g 25 -bf 3
          front.mp4      | -c:v libx264 -g 25 -bf 3 -movflags +faststart
          open.mp4       | -c:v libx264 -x264-params open-gop=1:keyint=25:min-keyint=25:bframes=3:scenecut=0
          open.mkv       | -c:v libx264 -x264-params open-gop=1:keyint=25:min-keyint=25:bframes=3:scenecut=0
          open.ts        | -c:v libx264 -x264-params open-gop=1:keyint=25:min-keyint=25:bframes=3:scenecut=0
          pyramid.mp4    | -c:v libx264 -x264-params b-pyramid=normal:bframes=8:b-adapt=0:ref=4:keyint=30:scenecut=0
          pyramid.ts     | -c:v libx264 -x264-params b-pyramid=normal:bframes=8:b-adapt=0:ref=4:keyint=30:scenecut=0
          cra.mp4        | -c:v libx265 -preset ultrafast -x265-params log-level=none:open-gop=1:keyint=25:min-keyint=25:bframes=4:b-adapt=0:scenecut=0
          cra.mkv        | -c:v libx265 -preset ultrafast -x265-params log-level=none:open-gop=1:keyint=25:min-keyint=25:bframes=4:b-adapt=0:scenecut=0
          cra.ts         | -c:v libx265 -preset ultrafast -x265-params log-level=none:open-gop=1:keyint=25:min-keyint=25:bframes=4:b-adapt=0:scenecut=0
          ten.mp4        | -c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=25:min-keyint=25 -pix_fmt yuv420p10le
          vp9.webm       | -c:v libvpx-vp9 -speed 8 -g 25 -auto-alt-ref 1 -lag-in-frames 16
          vp9.mp4        | -c:v libvpx-vp9 -speed 8 -g 25 -auto-alt-ref 1 -lag-in-frames 16
          av1.mp4        | -c:v libaom-av1 -cpu-used 8 -g 25 -threads 2
          av1.mkv        | -c:v libaom-av1 -cpu-used 8 -g 25 -threads 2
          part2.avi      | -c:v mpeg4 -bf 2 -g 25 -q:v 4
          part2-ip.avi   | -c:v mpeg4 -g 25 -q:v 4
          part2.mp4      | -c:v mpeg4 -bf 2 -g 25 -q:v 4
          motion.avi     | -c:v mjpeg -q:v 4
          part1.ts       | -c:v mpeg2video -bf 2 -g 12 -q:v 4
          closed.ts      | -c:v libx264 -g 25 -bf 3
          wrap.ts        | -c:v libx264 -g 25 -bf 3 -output_ts_offset 95440
          odd.mp4        | -c:v libx264 -g 25 -vf crop=173:97 -pix_fmt yuv444p
          varied.mp4     | -c:v libx264 -g 20 -bf 2 -vf select='not(mod(n,3))+not(mod(n,7))' -fps_mode vfr
          varied.mkv     | -c:v libx264 -g 20 -bf 2 -vf select='not(mod(n,3))+not(mod(n,7))' -fps_mode vfr
          fragments.mp4  | -c:v libx264 -g 25 -bf 3 -movflags frag_keyframe+empty_moov
          quick.mov      | -c:v libx264 -g 25 -bf 3
          """)
  void aSplitVideoIsTheWhole(String name, String options) throws Exception {
    Path file = make(name, TEST_PICTURE + options);
    check(file, 1, 5);
  }

  @Test
  void soundLongerThanThePictureIsNoFrame() throws Exception {
    Path file =
        make("sound.mp4", TEST_PICTURE + SOUND + "-c:v libx264 -g 25 -bf 3 -c:a aac -b:a 64k");
    assertThat(check(file, 1, 5)).hasSize(200);
    Path sparse =
        make("sound.mkv", TEST_PICTURE + SOUND + "-c:v libx264 -g 25 -bf 3 -c:a aac -b:a 64k");
    assertThat(check(sparse, 1, 5)).hasSize(200);
  }

  @Test
  void anEditListThatStartsBetweenKeyframesIsKept() throws Exception {
    Path whole = make("whole.mp4", TEST_PICTURE + "-c:v libx264 -g 25 -bf 3");
    Path part = make("part.mp4", "-ss 1.3 -i " + whole + " -c copy");
    List<Seen> frames = check(part, 1, 4);
    assertThat(frames.get(0).frame()).isZero();
    assertThat(frames.get(0).seconds()).isBetween(0.0, 0.04);
    Path negative =
        make(
            "negative.mp4",
            "-i " + whole + " -c copy -avoid_negative_ts disabled -output_ts_offset -0.5");
    check(negative, 1, 4);
  }

  @Test
  void aTurnedVideoIsTurnedInEverySegment() {
    Path file =
        new ClipWriter()
            .size(96, 64)
            .frames(100)
            .gop(20, 2)
            .rotation(90)
            .write(folder.resolve("turned.mp4"));
    assertThat(check(file, 1, 3).get(0).width()).isEqualTo(64);
  }

  @Test
  void splittingChangesNoFrameOfRealVideos() {
    assertThat(check(Shared.carDetection(), 4, 5)).hasSize(377);
    assertThat(check(Shared.highway(), 1, 2)).hasSize(268);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          one.mp4     | only one keyframe         | -c:v libx264 -g 999 -bf 3
          one.ts      | only one keyframe         | -c:v libx264 -g 999 -bf 3
          refresh.ts  | only one keyframe         | -c:v libx264 -x264-params intra-refresh=1:keyint=25
          refresh.mkv | keyframe                  | -c:v libx264 -x264-params intra-refresh=1:keyint=25
          plain.h264  | its container is none     | -c:v libx264 -g 25 -bf 3
          flash.flv   | its container is none     | -c:v flv -g 25
          """)
  void whatCannotBeSplitReliablyIsOneSegmentWithTheReason(String name, String why, String options)
      throws Exception {
    Path file = make(name, TEST_PICTURE + options);
    SegmentPlan plan = SegmentPlan.of(VideoSource.of(file), 0.5);
    assertThat(plan.notice()).contains(why);
    assertThat(plan.segments()).containsExactly(Segment.whole());
    List<Seen> frames = read(file, Segment.whole(), DecodeOptions.DEFAULT);
    assertThat(frames).hasSize(200);
    assertThat(frames.get(199).frame()).isEqualTo(199);
    assertThat(frames.get(199).seconds()).isBetween(7.9, 8.1);
    DecodeOptions every60 = DecodeOptions.DEFAULT.withSampling(Sampling.every(60));
    assertThat(read(file, Segment.whole(), every60)).isEqualTo(sampled(frames, every60.sampling()));
    DecodeOptions keyframes = DecodeOptions.DEFAULT.withSampling(Sampling.KEYFRAMES);
    assertThat(read(file, Segment.whole(), keyframes))
        .isEqualTo(frames.stream().filter(Seen::key).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "h264, -c:v libx264 -g 25 -bf 3",
    "hevc, -c:v libx265 -x265-params log-level=0:keyint=25",
    "mpeg2, -c:v mpeg2video -g 25 -bf 2"
  })
  void joinedTransportStreamsLoseNothingAndGoOnInTime(String name, String options)
      throws Exception {
    byte[] first = Files.readAllBytes(make(name + ".ts", TEST_PICTURE + options));
    Path twice = folder.resolve(name + "-twice.ts");
    Files.write(twice, first);
    Files.write(twice, first, StandardOpenOption.APPEND);
    List<Seen> frames = check(twice, 1, 4);
    assertThat(frames).hasSize(400);
    assertThat(frames.get(399).seconds()).isCloseTo(399 / 25.0, within(1e-3));
    assertThat(frames.subList(200, 400))
        .extracting(Seen::pixels)
        .isEqualTo(frames.subList(0, 200).stream().map(Seen::pixels).toList());
  }

  @Test
  void aShortVideoIsNotLookedInto() {
    SegmentPlan plan = SegmentPlan.of(VideoSource.of(Shared.carDetection()), 30);
    assertThat(plan.segments()).containsExactly(Segment.whole());
    assertThat(plan.notice()).isNull();
    assertThat(SegmentPlan.of(VideoSource.of(Shared.carDetection()), 0).segments()).hasSize(1);
  }

  /** Splits, reads whole and in parts, with and without sampling, and compares. */
  private List<Seen> check(Path file, double segmentSeconds, int atLeast) {
    SegmentPlan plan = SegmentPlan.of(VideoSource.of(file), segmentSeconds);
    assertThat(plan.segments())
        .as("%s %s", file, plan.notice())
        .hasSizeGreaterThanOrEqualTo(atLeast);
    List<Seen> whole = read(file, Segment.whole(), DecodeOptions.DEFAULT);
    for (int i = 0; i < whole.size(); i++) {
      assertThat(whole.get(i).frame()).isEqualTo(i);
    }
    assertThat(parts(file, plan, DecodeOptions.DEFAULT)).isEqualTo(whole);
    assertThat(parts(file, plan, DecodeOptions.DEFAULT.withThreads(3))).isEqualTo(whole);
    for (Sampling sampling :
        List.of(
            Sampling.every(7),
            Sampling.perSecond(3.7),
            Sampling.perSecond(0.4),
            Sampling.every(60))) {
      List<Seen> expected = sampled(whole, sampling);
      DecodeOptions options = DecodeOptions.DEFAULT.withSampling(sampling);
      assertThat(read(file, Segment.whole(), options)).as("%s", sampling).isEqualTo(expected);
      assertThat(parts(file, plan, options)).as("%s", sampling).isEqualTo(expected);
      assertThat(parts(file, plan, options.withThreads(3))).as("%s", sampling).isEqualTo(expected);
    }
    List<Seen> keys = whole.stream().filter(Seen::key).toList();
    DecodeOptions keyframes = DecodeOptions.DEFAULT.withSampling(Sampling.KEYFRAMES);
    assertThat(keys).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(read(file, Segment.whole(), keyframes)).isEqualTo(keys);
    assertThat(parts(file, plan, keyframes)).isEqualTo(keys);
    return whole;
  }

  private static List<Seen> parts(Path file, SegmentPlan plan, DecodeOptions options) {
    return SeenFrames.parts(file, plan, options, new ArrayList<>());
  }

  private static List<Seen> read(Path file, Segment segment, DecodeOptions options) {
    return SeenFrames.read(file, segment, options, new ArrayList<>());
  }

  private Path make(String name, String options) throws Exception {
    return FfmpegProgram.make(folder.resolve(name), options);
  }
}
