package io.euge.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.video.VideoException.Code;
import io.euge.video.decode.VideoReader;
import io.euge.video.split.SegmentPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A corrupt video gives every frame that the damage did not touch, as it is in the good one. */
@ExtendWith(NoLeaks.class)
class ToleranceIT {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);

  @TempDir Path folder;

  private final List<VideoException> damage = new ArrayList<>();

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "a.mp4, -c:v libx264 -g 25 -bf 3",
    "a.mkv, -c:v libx264 -g 25 -bf 3",
    "a.ts, -c:v libx264 -g 25 -bf 3",
    "open.mp4, -c:v libx264 -x264-params open-gop=1:keyint=25:min-keyint=25:bframes=3:scenecut=0",
    "hevc.mp4, -c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=25:min-keyint=25",
    "part2.avi, -c:v mpeg4 -bf 2 -g 25 -q:v 4",
  })
  void whatTheDamageDidNotTouchIsKept(String name, String options) throws Exception {
    Path good = make(name, options);
    NavigableMap<Long, Long> whole = read(good, Segment.whole(), DecodeOptions.DEFAULT);
    assertThat(whole).hasSize(200);
    SegmentPlan plan = SegmentPlan.of(VideoSource.of(good), 1);
    RandomAccessPoint third = plan.segments().get(2).from();
    RandomAccessPoint fourth = plan.segments().get(3).from();
    byte[] bytes = Files.readAllBytes(good);
    int length = (int) (fourth.position() - third.position());
    byte[] garbage = new byte[length / 4];
    new Random(7).nextBytes(garbage);
    System.arraycopy(garbage, 0, bytes, (int) third.position() + length / 2, garbage.length);
    Path bad = Files.write(folder.resolve("bad-" + name), bytes);

    NavigableMap<Long, Long> kept = read(bad, Segment.whole(), TOLERANT);
    assertThat(damage).isNotEmpty().allMatch(e -> e.code() == Code.CORRUPT);
    assertThat(kept.headMap(third.frame())).isEqualTo(whole.headMap(third.frame()));
    assertThat(kept).hasSizeBetween(200 - 30, 199);
    assertThat(List.copyOf(kept.tailMap(fourth.frame() - 25).values()))
        .containsAll(whole.tailMap(fourth.frame()).values());
    if (name.endsWith(".mp4")) {
      // The index names the lost frames too, so the others keep their own.
      assertThat(kept.tailMap(fourth.frame())).isEqualTo(whole.tailMap(fourth.frame()));
    }

    assertThatThrownBy(() -> read(bad, Segment.whole(), DecodeOptions.DEFAULT))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("is corrupt after frame")
        .hasMessageContaining("bad-" + name);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "a.mp4, -c:v libx264 -g 25 -bf 3",
    "open.mp4, -c:v libx264 -x264-params open-gop=1:keyint=25:min-keyint=25:bframes=3:scenecut=0",
    "cra.mp4, -c:v libx265 -preset ultrafast -x265-params log-level=none:open-gop=1:keyint=25:min-keyint=25:bframes=4:scenecut=0",
    "part2.avi, -c:v mpeg4 -bf 2 -g 25 -q:v 4",
  })
  void aCorruptVideoGivesTheSameHoweverItIsSplit(String name, String options) throws Exception {
    byte[] good = Files.readAllBytes(make(name, options));
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      byte[] bytes = good.clone();
      for (int i = 0; i < 3; i++) {
        int at = (int) (bytes.length * (0.1 + 0.8 * random.nextDouble()));
        for (int k = 0; k < 40; k++) {
          bytes[at + k] = (byte) random.nextInt();
        }
      }
      Path bad = Files.write(folder.resolve("bad-" + name), bytes);
      NavigableMap<Long, Long> whole = read(bad, Segment.whole(), TOLERANT);
      NavigableMap<Long, Long> parts = new TreeMap<>();
      for (Segment segment : SegmentPlan.of(VideoSource.of(bad), 1).segments()) {
        parts.putAll(read(bad, segment, TOLERANT));
      }
      // HEVC's decoder does not notice all damage, and then leaves parts of a picture as they were.
      boolean notices = !name.startsWith("cra");
      assertThat(parts.keySet()).as("seed %s: %s", seed, damage).isEqualTo(whole.keySet());
      assertThat(notices ? different(parts, whole) : Set.of())
          .as("seed %s: %s", seed, damage)
          .isEmpty();
      damage.clear();
    }
  }

  @Test
  void aVideoCutShortKeepsWhatIsThere() throws Exception {
    Path good = make("long.mp4", "-c:v libx264 -g 25 -bf 3 -movflags +faststart");
    NavigableMap<Long, Long> whole = read(good, Segment.whole(), DecodeOptions.DEFAULT);
    SegmentPlan plan = SegmentPlan.of(VideoSource.of(good), 2);
    byte[] bytes = Files.readAllBytes(good);
    Path cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
    NavigableMap<Long, Long> kept = read(cut, Segment.whole(), TOLERANT);
    assertThat(whole).containsAllEntriesOf(kept);
    assertThat(kept).hasSizeBetween(60, 140);
    assertThat(damage).hasSize(1);
    assertThat(damage.get(0).code()).isEqualTo(Code.TRUNCATED);
    assertThat(damage.get(0)).hasMessageContaining("frames are lost");
    assertThat(plan.segments()).hasSize(4);
  }

  @Test
  void aWholeVideoHasNoDamage() throws Exception {
    Path good = make("good.mp4", "-c:v libx264 -g 25 -bf 3");
    assertThat(read(good, Segment.whole(), TOLERANT)).hasSize(200);
    assertThat(damage).isEmpty();
  }

  /** The frames that are not in both with the same pixels. */
  private static Set<Long> different(NavigableMap<Long, Long> one, NavigableMap<Long, Long> other) {
    Set<Long> found = new TreeSet<>(one.keySet());
    found.addAll(other.keySet());
    found.removeIf(frame -> Objects.equals(one.get(frame), other.get(frame)));
    return found;
  }

  private NavigableMap<Long, Long> read(Path file, Segment segment, DecodeOptions options) {
    TreeMap<Long, Long> frames = new TreeMap<>();
    try (VideoReader reader = VideoReader.open(VideoSource.of(file), segment, options)) {
      while (reader.next()) {
        ByteBuffer rgb = Pixels.unscaled(reader);
        CRC32C hash = new CRC32C();
        hash.update(rgb);
        assertThat(frames.put(reader.frame(), hash.getValue())).isNull();
      }
      damage.addAll(reader.damage());
    }
    return frames;
  }

  private Path make(String name, String options) throws IOException, InterruptedException {
    return FfmpegProgram.make(
        folder.resolve(name), "-f lavfi -i testsrc2=size=192x108:rate=25:duration=8 " + options);
  }
}
