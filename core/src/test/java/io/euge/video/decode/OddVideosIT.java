package io.euge.video.decode;

import static io.euge.video.decode.SeenFrames.sampled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Sampling;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoSource;
import io.euge.video.decode.SeenFrames.Seen;
import io.euge.video.split.SegmentPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files as recorders, tools that join videos, and old cameras write them. */
@ExtendWith(NoLeaks.class)
class OddVideosIT {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);

  private final List<VideoException> damage = new ArrayList<>();

  /** The numbers are those of FFmpeg's program with {@code -fps_mode passthrough}. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "01a-equal-times.mp4, 100",
    "01b-equal-times.ts, 100",
    "01c-equal-times-200s.mp4, 1000",
    "02a-clock-below-start.ts, 100",
    "02b-joined-below-start.mkv, 200",
    "02c-clock-below-start-no-b.ts, 100",
    "03a-joined.ts, 100",
    "03b-joined-fragments.mp4, 175",
    "03c-clock-back.ts, 100",
    "04a-times-on-keyframes-only.ts, 100",
    "04b-all-times-equal.mp4, 100",
    "05-no-composition-times.mp4, 98",
    "06-packed-b-frames.avi, 100",
    "07a-two-descriptions.mp4, 100",
    "07b-two-descriptions-size.mp4, 100",
    "08-palette.avi, 100",
    "09-two-edits.mp4, 50",
    "10-empty-samples.mp4, 100",
    "11a-all-marked-key.3gp, 100",
    "11b-all-marked-key.avi, 100",
    "15-ycgco.mp4, 2",
    "16-pq.mp4, 8",
    "17-elementary.mpg, 50",
  })
  void eachFrameComesOnceHoweverItIsRead(String name, int frames) {
    Path file = Shared.file("data/odd-videos/" + name);
    List<Seen> whole = read(file, Segment.whole(), TOLERANT);
    assertThat(damage).isEmpty();
    assertThat(whole).hasSize(frames);
    for (int i = 0; i < frames; i++) {
      assertThat(whole.get(i).frame()).isEqualTo(i);
      assertThat(whole.get(i).seconds()).isGreaterThanOrEqualTo(i == 0 ? 0 : before(whole, i));
    }
    assertThat(read(file, Segment.whole(), TOLERANT.withThreads(3))).isEqualTo(whole);
    assertThat(parts(file)).isEqualTo(whole);
    for (Sampling sampling :
        List.of(Sampling.every(3), Sampling.every(45), Sampling.KEYFRAMES, Sampling.perSecond(2))) {
      assertThat(read(file, Segment.whole(), TOLERANT.withSampling(sampling)))
          .as("%s", sampling)
          .isEqualTo(sampled(whole, sampling));
    }
    assertThat(damage).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "derived-tfl-03604-midgop.ts, 197",
    "derived-tfl-06514-hevc.mkv, 238",
    "highway-mjpeg.avi, 101",
    "motorway-mpeg4asp.avi, 748",
    "tfl-shaftesbury-ave.mp4, 270",
  })
  void roadsAreReadTheSameWholeAndInParts(String name, int frames) {
    Path file = Shared.file("data/roads/" + name);
    List<Seen> whole = read(file, Segment.whole(), TOLERANT);
    assertThat(damage).isEmpty();
    assertThat(whole).hasSize(frames);
    assertThat(parts(file)).isEqualTo(whole);
    assertThat(read(file, Segment.whole(), TOLERANT.withSampling(Sampling.every(3))))
        .isEqualTo(sampled(whole, Sampling.every(3)));
  }

  @Test
  void aMessageOfTheCodecTurnsTheVideo() {
    Path file = Shared.file("data/odd-videos/12-turned-by-sei.mp4");
    List<Seen> whole = read(file, Segment.whole(), TOLERANT);
    assertThat(whole).isNotEmpty().allMatch(frame -> frame.width() == 96 && frame.height() == 160);
    assertThat(parts(file)).isEqualTo(whole);
    assertThat(VideoReader.probe(file).rotation()).isEqualTo(270);
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    assertRefused("14a-encrypted.mp4", "is encrypted");
    assertRefused("14c-too-large.mp4", "too large: 8208 x 8192 pixels, at most 67108864");
  }

  @Test
  void aVideoWhoseEditListHidesAllOfItSaysSo() {
    Path file = Shared.file("data/odd-videos/14b-edit-hides-all.mp4");
    assertThat(read(file, Segment.whole(), TOLERANT)).isEmpty();
    assertThat(damage).singleElement().asString().contains("its edit list hides all of them");
  }

  @Test
  void ofAFileThatIsDamagedThroughoutNothingIsLostInSilence() {
    assertThat(read(Shared.file("data/roads/road-h264-damaged.avi"), Segment.whole(), TOLERANT))
        .isEmpty();
    assertThat(damage).isNotEmpty();
  }

  private void assertRefused(String name, String why) {
    Path file = Shared.file("data/odd-videos/" + name);
    assertThatThrownBy(() -> VideoReader.open(file, TOLERANT))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining(why);
  }

  private static double before(List<Seen> frames, int i) {
    return frames.get(i - 1).seconds();
  }

  private List<Seen> parts(Path file) {
    SegmentPlan plan = SegmentPlan.of(VideoSource.of(file), 1);
    return SeenFrames.parts(file, plan, TOLERANT, damage);
  }

  private List<Seen> read(Path file, Segment segment, DecodeOptions options) {
    return SeenFrames.read(file, segment, options, damage);
  }
}
