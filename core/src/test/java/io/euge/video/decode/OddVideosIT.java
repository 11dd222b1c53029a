package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.LongTests;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import io.euge.video.decode.SeenFrames.Seen;
import io.euge.video.split.SegmentPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as cameras, recorders and tools that join videos write them. */
@ExtendWith(NoLeaks.class)
class OddVideosIT {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);

  private static final Set<String> REFUSED =
      Set.of("14a-encrypted.mp4", "14b-edit-hides-all.mp4", "14c-too-large.mp4", "README.md");

  /** So many pixels of each file are decoded, its first ones, that the test ends in time. */
  private static final long PIXELS = LongTests.choose(210_000_000, Long.MAX_VALUE);

  /**
   * What a file has.
   *
   * @param segments how many segments of about a second it can be split into
   * @param lastSeconds the time of its last frame
   */
  private record Facts(int frames, int keyframes, int segments, double lastSeconds) {}

  /** Frames, keyframes, segments, and seconds of the last frame. */
  private static final Map<String, Facts> FACTS =
      facts(
          """
          01a-equal-times.mp4                  100   7  3 3.56
          01b-equal-times.ts                   100   4  2 3.96
          01c-equal-times-200s.mp4            1000  40 40 195.8
          02a-clock-below-start.ts             100   4  2 3.96
          02b-joined-below-start.mkv           200   8  1 7.96
          02c-clock-below-start-no-b.ts        100   4  2 3.96
          03a-joined.ts                        100   8  2 3.96
          03b-joined-fragments.mp4             175   7  4 6.96
          03c-clock-back.ts                    100   4  2 3.96
          04a-times-on-keyframes-only.ts       100   4  4 3.96
          04b-all-times-equal.mp4              100   7  1 0
          05-no-composition-times.mp4           98   6  3 3.88
          06-packed-b-frames.avi               100  51  4 3.96
          07a-two-descriptions.mp4             100  10  3 3.96
          07b-two-descriptions-size.mp4        100  10  3 3.96
          08-palette.avi                       100 100  4 3.96
          09-two-edits.mp4                      50   3  1 2.04
          10-empty-samples.mp4                 100   4  4 4.36
          11a-all-marked-key.3gp               100   4  4 3.96
          11b-all-marked-key.avi               100   4  4 3.96
          12-turned-by-sei.mp4                  10   1  1 0.36
          15-ycgco.mp4                           2   1  1 0.04
          16-pq.mp4                              8   1  1 0.233333
          17-elementary.mpg                     50  50  1 1.96
          derived-tfl-03604-midgop.ts          197   4  4 7.84
          derived-tfl-06514-hevc.mkv           238   4  4 9.48
          highway-mjpeg.avi                    101 101  3 3.333333
          ir-night-hevc.mp4                   5252  37 35 175.035533
          motorway-mpeg4asp.avi                748   3  3 29.96
          road-h264-damaged.avi                247  11  6 30.75
          street-640x352.mp4                   905  19 19 37.646
          tfl-03601-20190628.mp4               242   1  1 9.64
          tfl-03601-20190702.mp4               234   1  1 9.32
          tfl-03604-20190629.mp4               247   1  1 9.84
          tfl-06514-20190628.mp4               238   1  1 9.48
          tfl-06592-piccadilly.mp4             232   1  1 9.24
          tfl-06600-cromwell-rd.mp4            246   1  1 9.8
          tfl-07450-piccadilly-fisheye.mp4     249   1  1 9.92
          tfl-07450-piccadilly-night-rain.mp4  243   1  1 9.68
          tfl-08926-20190628.mp4               243   1  1 9.68
          tfl-a1-barnet-way.mp4                232   1  1 9.24
          tfl-shaftesbury-ave.mp4              270   2  2 10.76
          car-detection.mp4                    377   7  7 30.08
          highway.mp4                          268   2  2 8.9
          """);

  /** Files whose recorded times say nothing, or go back: a frame follows each 25th of a second. */
  private static final Pattern EVEN =
      Pattern.compile("(02a|02b|02c|03a|03b|03c|04a|06|07a|07b|08|11a|11b)-.*");

  @TestFactory
  Stream<DynamicTest> framesAreThoseOfFfmpegHoweverAVideoIsRead() throws IOException {
    Stream.Builder<DynamicTest> tests = Stream.builder();
    for (String folder : List.of("odd-videos", "roads", "videos")) {
      try (Stream<Path> files = Files.list(Shared.file("data/" + folder))) {
        files
            .filter(file -> !REFUSED.contains(file.getFileName().toString()))
            .sorted()
            .forEach(
                file -> tests.add(dynamicTest(file.getFileName().toString(), () -> check(file))));
      }
    }
    return tests.build();
  }

  private static void check(Path file) throws Exception {
    VideoInfo info = VideoReader.probe(file);
    String name = file.getFileName().toString();
    long limit = Math.max(100, PIXELS / ((long) info.width() * info.height()));
    List<Raw> whole =
        EveryReading.check(
            file,
            (int) Math.min(limit, Integer.MAX_VALUE),
            name.equals("03b-joined-fragments.mp4") ? "25 frames are lost" : null);
    Facts facts = FACTS.get(name);
    assertThat(facts).as("the facts of %s", name).isNotNull();
    assertThat(SegmentPlan.of(VideoSource.of(file), 1).segments()).hasSize(facts.segments);
    if (limit >= facts.frames) {
      assertThat(whole).hasSize(facts.frames);
      assertThat(whole).filteredOn(Raw::key).hasSize(facts.keyframes);
      assertThat(whole.get(whole.size() - 1).seconds()).isCloseTo(facts.lastSeconds, within(1e-5));
    }
    if (EVEN.matcher(name).matches()) {
      assertThat(whole)
          .allSatisfy(
              frame -> assertThat(frame.seconds()).isCloseTo(frame.frame() / 25.0, within(1e-6)));
    }
  }

  private static Map<String, Facts> facts(String table) {
    return table
        .lines()
        .map(line -> line.split(" +"))
        .collect(
            Collectors.toMap(
                row -> row[0],
                row ->
                    new Facts(
                        Integer.parseInt(row[1]),
                        Integer.parseInt(row[2]),
                        Integer.parseInt(row[3]),
                        Double.parseDouble(row[4]))));
  }

  /** A time that is recorded twice stays equal, and shifts nothing behind it. */
  @Test
  void timesAreThoseThatAreRecorded() {
    assertThat(seconds("01a-equal-times.mp4", 16))
        .containsExactly(
            0, .04, .08, .12, .16, .16, .20, .24, .28, .32, .36, .40, .44, .48, .52, .52);
    assertThat(seconds("01b-equal-times.ts", 16))
        .containsExactly(
            0, .04, .08, .12, .16, .16, .24, .28, .32, .36, .40, .44, .48, .52, .56, .56);
    assertThat(seconds("04b-all-times-equal.mp4", 100)).containsOnly(0);
    assertThat(seconds("09-two-edits.mp4", 27)).endsWith(.92, .96, 1.08, 1.12);
    assertThat(seconds("10-empty-samples.mp4", 7)).endsWith(.12, .16, .24, .28);
  }

  private static double[] seconds(String name, int limit) {
    Path file = Shared.file("data/odd-videos/" + name);
    return new RawFrames(VideoSource.of(file), limit)
        .read(Segment.whole(), TOLERANT).stream()
            .mapToDouble(frame -> Math.round(frame.seconds() * 1e6) / 1e6)
            .toArray();
  }

  /** The second description is in a packet of which nothing is decoded. */
  @ParameterizedTest
  @ValueSource(strings = {"07a-two-descriptions.mp4", "07b-two-descriptions-size.mp4"})
  void aDescriptionInASkippedPacketCounts(String name) {
    VideoSource source = VideoSource.of(Shared.file("data/odd-videos/" + name));
    RawFrames frames = new RawFrames(source, Long.MAX_VALUE);
    List<Raw> whole = frames.read(Segment.whole(), TOLERANT);
    DecodeOptions sampled = TOLERANT.withSampling(Sampling.every(45));
    List<Raw> expected = List.of(whole.get(0), whole.get(45), whole.get(90));
    assertThat(frames.read(Segment.whole(), sampled)).isEqualTo(expected);
    assertThat(frames.read(SegmentPlan.of(source, 1).segments(), sampled)).isEqualTo(expected);
    assertThat(frames.damage()).isEmpty();
  }

  @Test
  void aMessageOfTheCodecTurnsTheVideo() {
    Path file = Shared.file("data/odd-videos/12-turned-by-sei.mp4");
    List<Seen> whole = SeenFrames.read(file, Segment.whole(), TOLERANT, new ArrayList<>());
    assertThat(whole).hasSize(10).allMatch(frame -> frame.width() == 96 && frame.height() == 160);
    assertThat(VideoReader.probe(file).rotation()).isEqualTo(270);
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    assertRefused("14a-encrypted.mp4", "is encrypted");
    assertRefused("14c-too-large.mp4", "too large: 8208 x 8192 pixels, at most 67108864");
  }

  /** Two recordings of different sizes, one after the other. */
  @Test
  void framesThatBecomeTooLargeSaySo(@TempDir Path folder) throws Exception {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
    Path small = folder.resolve("small.hevc");
    FfmpegProgram.make(
        small,
        "-f lavfi -i testsrc2=size=96x64:rate=25:duration=1 -c:v libx265 -preset ultrafast"
            + " -x265-params log-level=none");
    Path large = folder.resolve("large.hevc");
    Path tooLarge = Shared.file("data/odd-videos/14c-too-large.mp4");
    FfmpegProgram.make(large, "-i %s -c copy -bsf:v hevc_mp4toannexb".formatted(tooLarge));
    Files.write(small, Files.readAllBytes(large), StandardOpenOption.APPEND);
    RawFrames frames = new RawFrames(VideoSource.of(small), Long.MAX_VALUE);
    assertThat(frames.read(Segment.whole(), TOLERANT)).hasSize(25);
    assertThat(frames.damage())
        .singleElement()
        .extracting(Throwable::getMessage)
        .asString()
        .contains("become too large: 8208 x 8192 pixels, at most 67108864", "1 frame is lost");
  }

  private static void assertRefused(String name, String why) {
    Path file = Shared.file("data/odd-videos/" + name);
    assertThatThrownBy(() -> VideoReader.open(file, TOLERANT))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aVideoWhoseEditListHidesAllOfItIsReported() {
    RawFrames frames =
        new RawFrames(
            VideoSource.of(Shared.file("data/odd-videos/14b-edit-hides-all.mp4")), Long.MAX_VALUE);
    assertThat(frames.read(Segment.whole(), TOLERANT)).isEmpty();
    assertThat(frames.damage()).singleElement().asString().contains("hides all of them");
  }
}
