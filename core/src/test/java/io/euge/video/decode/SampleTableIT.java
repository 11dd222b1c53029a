package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.BundledFfmpeg;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import io.euge.video.split.SegmentPlan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MP4 files with unusual edits, and composition times that contradict the pictures. */
@ExtendWith(NoLeaks.class)
class SampleTableIT {
  private static final String PICTURE =
      "-f lavfi -i testsrc2=size=96x64:rate=25:duration=6 -g 25 -bf 3 ";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest
  @CsvSource({
    "3, EQUAL",
    "3, BACKWARD",
    "3, FORWARD",
    "3, FAR_FORWARD",
    "24, EQUAL",
    "24, BACKWARD",
    "24, FORWARD",
    "24, FAR_FORWARD",
    "25, EQUAL",
    "25, BACKWARD",
    "25, FORWARD",
    "25, FAR_FORWARD",
    "99, ALL_EQUAL",
  })
  void compositionTimesThatContradictThePicturesAreCorrected(int place, Wild wild)
      throws Exception {
    byte[] file = Files.readAllBytes(clip("libx264"));
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = find(file, "ctts") + 8;
    int entries = bytes.getInt(at);
    int sample = 0;
    for (int i = 0; i < entries; i++) {
      int offset = at + 8 + 8 * i;
      sample += bytes.getInt(offset - 4);
      if (wild == Wild.ALL_EQUAL || (sample - 1) % 40 == place) {
        bytes.putInt(offset, wild.apply(bytes.getInt(offset)));
      }
    }
    List<Raw> frames = EveryReading.check(write(file));
    // The edit list hides frames whose times are behind its end.
    assertThat(frames).hasSizeBetween(145, 150);
    assertThat(frames.get(frames.size() - 1).seconds()).isCloseTo(149 / 25.0, within(0.09));
  }

  /** Too many for telling by the next few that each is too late. */
  @ParameterizedTest(name = "{0} from {1} on, {2} ticks")
  @CsvSource({
    "4, 30, 3072",
    "6, 33, 20480",
    "12, 60, 5120",
    "40, 20, 30720",
    "5, 40, -2048",
  })
  void framesInARowWithWrongTimesHaveTheSameInEachReading(int samples, int first, int ticks)
      throws Exception {
    byte[] file = Files.readAllBytes(clip("libx264"));
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = find(file, "ctts") + 8;
    int entries = bytes.getInt(at);
    int sample = 0;
    for (int i = 0; i < entries; i++) {
      int offset = at + 8 + 8 * i;
      if (sample >= first && sample < first + samples) {
        bytes.putInt(offset, bytes.getInt(offset) + ticks);
      }
      sample += bytes.getInt(offset - 4);
    }
    assertThat(EveryReading.check(write(file))).hasSizeBetween(105, 150);
  }

  enum Wild {
    EQUAL,
    ALL_EQUAL,
    BACKWARD,
    FORWARD,
    FAR_FORWARD;

    int apply(int offset) {
      return switch (this) {
        case EQUAL -> offset + 512;
        case ALL_EQUAL -> 1024;
        case BACKWARD -> 0;
        case FORWARD -> offset + 3 * 512;
        case FAR_FORWARD -> offset + 1000 * 512;
      };
    }
  }

  /** Each edit: its duration in milliseconds, and where it starts in ticks, -1 for nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1000 1024, 1000 26624, 1000 52224",
        "5000 6144",
        "1000 -1, 6000 1024",
        "480 -1, 2000 7168, 2000 45056",
        "500 -1, 1000 20000, 700 -1, 800 5000"
      })
  void editsHideWhatTheySay(String edits) throws Exception {
    byte[] file = Files.readAllBytes(clip("libx264"));
    List<Raw> frames = EveryReading.check(write(withEdits(file, edits.split(", ", -1))));
    assertThat(frames).isNotEmpty();
    assertThat(frames.get(0).seconds()).isZero();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "mp4, mpeg4, 150",
    "mkv, mpeg4, 150",
    "avi, mpeg4, 150", // Packed, with packets that are not coded.
    "mp4, libxvid, 148",
    "avi, libxvid, 148",
  })
  void partTwoWithBidirectionalFrames(String ending, String codec, int frames) throws Exception {
    Path file = folder.resolve("asp." + ending);
    FfmpegProgram.make(file, PICTURE.replace("-bf 3", "-bf 2 -q:v 4") + "-c:v " + codec);
    assertThat(EveryReading.check(file)).hasSize(frames);
  }

  @ParameterizedTest(name = "{0} of {1} and {2}")
  @CsvSource({
    "libx264, 96x64, 96x64",
    "libx264, 96x64, 160x128",
    "libx265 -x265-params log-level=none, 96x64, 160x128",
  })
  void eachSampleIsDecodedByItsDescription(String codec, String first, String second)
      throws Exception {
    String options = PICTURE.replace("duration=6", "duration=2") + "-c:v " + codec;
    Path one = FfmpegProgram.make(folder.resolve("1.mp4"), options.replace("96x64", first));
    Path other =
        FfmpegProgram.make(
            folder.resolve("2.mp4"), options.replace("96x64", second) + " -bf 0 -level 3.1");
    Path file = SampleDescriptions.join(folder.resolve("joined.mp4"), one, other, one);
    assertThat(EveryReading.check(file)).hasSize(150);
    assertThat(SegmentPlan.of(VideoSource.of(file), 1).segments()).hasSizeGreaterThan(3);
  }

  /** FFmpeg's decoder of MPEG-4 part 2 takes new parameters from packets only. */
  @ParameterizedTest
  @CsvSource({"160x128, ''", "96x64, -mpeg_quant 1"})
  void eachSampleOfPartTwoIsDecodedByItsDescription(String size, String others) throws Exception {
    String options = PICTURE.replace("-bf 3", "-q:v 4").replace("duration=6", "duration=2");
    Path one = FfmpegProgram.make(folder.resolve("1.mp4"), options + "-c:v mpeg4");
    Path two =
        FfmpegProgram.make(
            folder.resolve("2.mp4"), options.replace("96x64", size) + "-c:v mpeg4 " + others);
    Path file = SampleDescriptions.join(folder.resolve("joined.mp4"), one, two, one);
    List<Long> expected = new ArrayList<>();
    for (Path part : List.of(one, two, one)) {
      expected.addAll(BundledFfmpeg.hashes(part, 50));
    }
    assertThat(EveryReading.checkAgreement(file, 150, null))
        .extracting(Raw::pixels)
        .isEqualTo(expected);
    assertThat(SegmentPlan.of(VideoSource.of(file), 1).segments()).hasSizeGreaterThan(3);
  }

  /** FFmpeg leaves the samples of another codec than the first out, without a word. */
  @ParameterizedTest
  @CsvSource({"libx264, mpeg4", "mpeg4, libx264", "libx264, libx265"})
  void samplesOfAnotherCodecAreReported(String codec, String other) throws Exception {
    String options = PICTURE.replace("-bf 3", "-bf 0").replace("duration=6", "duration=2");
    Path one = FfmpegProgram.make(folder.resolve("1.mp4"), options + "-c:v " + codec);
    Path two = FfmpegProgram.make(folder.resolve("2.mp4"), options + "-c:v " + other);
    Path file = SampleDescriptions.join(folder.resolve("joined.mp4"), one, two);
    String loss = "50 frames are lost";
    assertThat(EveryReading.check(file, Integer.MAX_VALUE, loss)).hasSize(50);
  }

  @ParameterizedTest
  @CsvSource({"libx264, 2000 -1", "mpeg4, 2000 -1", "libx264, 1000 -1;1000 -1"})
  void emptyEditsHideAllFrames(String codec, String edits) throws Exception {
    Path file = write(withEdits(Files.readAllBytes(clip(codec)), edits.split(";", -1)));
    assertThatThrownBy(() -> VideoReader.open(file, DecodeOptions.DEFAULT))
        .hasMessageContaining("no visible frame: its edit list hides all of them");
  }

  @Test
  void anEmptySampleAtTheEndIsNoFrame() throws Exception {
    byte[] file = Files.readAllBytes(clip("libx264"));
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int at = find(file, "stsz") + 16;
    bytes.putInt(at + 4 * 149, 0);
    assertThat(EveryReading.check(write(file))).hasSize(149);
  }

  /** Replaces the edit list. The tables are at the end of the file, so no sample moves. */
  private static byte[] withEdits(byte[] file, String... edits) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    int moov = find(file, "moov") - 4;
    int trak = find(file, "trak") - 4;
    int edts = find(file, "edts") - 4;
    assertThat(moov).isGreaterThan(find(file, "mdat"));
    int old = bytes.getInt(edts);
    int size = 8 + 16 + 12 * edits.length;
    byte[] edited = new byte[file.length - old + size];
    ByteBuffer all = ByteBuffer.wrap(edited);
    all.put(file, 0, edts).putInt(size).putInt(0x65647473);
    all.putInt(size - 8).putInt(0x656c7374).putInt(0).putInt(edits.length);
    for (String edit : edits) {
      String[] numbers = edit.split(" ", -1);
      all.putInt(Integer.parseInt(numbers[0])).putInt(Integer.parseInt(numbers[1])).putInt(1 << 16);
    }
    all.put(file, edts + old, file.length - edts - old);
    all.putInt(moov, bytes.getInt(moov) + size - old).putInt(trak, bytes.getInt(trak) + size - old);
    return edited;
  }

  private Path clip(String codec) throws Exception {
    return FfmpegProgram.make(folder.resolve("clip.mp4"), PICTURE + "-c:v " + codec);
  }

  private Path write(byte[] bytes) throws Exception {
    return Files.write(folder.resolve("odd.mp4"), bytes);
  }

  private static int find(byte[] bytes, String box) {
    int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(box);
    assertThat(at).as(box).isPositive();
    return at;
  }
}
