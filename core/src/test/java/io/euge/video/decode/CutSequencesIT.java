package io.euge.video.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.BundledFfmpeg;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.video.decode.RawFrames.Raw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * HEVC in which a sequence ends before a keyframe of an open group, as where recordings were cut
 * and joined. Its leading pictures refer to what is not there: no decoder outputs them.
 */
@ExtendWith(NoLeaks.class)
class CutSequencesIT {
  private static final String PICTURE =
      "-f lavfi -i testsrc2=size=96x64:rate=25:duration=4 -c:v libx265 -preset veryfast -x265-params"
          + " log-level=error:aud=1:keyint=25:min-keyint=25:bframes=4:scenecut=0:open-gop=";

  private static final int FRAMES = 100;

  private static final String DELIMITER = unit(35);
  private static final String END_OF_SEQUENCE = unit(36) + "\0";
  private static final String CLEAN_RANDOM_ACCESS = unit(21);
  private static final String BROKEN_LINK = unit(16);
  private static final String REFRESH = unit(20);

  @TempDir Path folder;

  @BeforeEach
  void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest
  @CsvSource({"ts", "mp4", "mkv"})
  void behindABrokenLinkTheFramesAreThoseOfFfmpeg(String ending) throws Exception {
    StringBuilder stream = stream(1);
    replace(stream, cut(stream), BROKEN_LINK);
    List<Raw> frames = EveryReading.check(file(stream, ending));
    assertThat(frames).hasSizeBetween(FRAMES - 4, FRAMES - 1);
  }

  /** FFmpeg drops what it has not output yet too, as the standard has it. */
  @ParameterizedTest
  @CsvSource({"ts", "mp4", "mkv"})
  void beforeAnEndOfSequenceNoFrameIsLost(String ending) throws Exception {
    StringBuilder stream = stream(1);
    StringBuilder linked = new StringBuilder(stream);
    replace(linked, cut(linked), BROKEN_LINK);
    replace(stream, stream.lastIndexOf(DELIMITER, cut(stream)), END_OF_SEQUENCE);
    Path file = file(stream, ending);
    List<Raw> frames = EveryReading.checkAgreement(file, FRAMES, null);
    assertThat(BundledFfmpeg.hashes(file, FRAMES)).hasSizeLessThan(frames.size());
    assertThat(frames)
        .extracting(Raw::pixels)
        .isEqualTo(BundledFfmpeg.hashes(file(linked, ending), FRAMES));
  }

  /** A flag of the keyframe says that frames before it are dropped which were not output yet. */
  @Test
  void beforeAKeyframeThatDropsPicturesNoFrameIsLost() throws Exception {
    StringBuilder stream = stream(0);
    List<Long> all = BundledFfmpeg.hashes(file(stream, "ts"), FRAMES);
    for (int i = stream.indexOf(REFRESH); i >= 0; i = stream.indexOf(REFRESH, i + 1)) {
      int at = i + REFRESH.length();
      stream.setCharAt(at, (char) (stream.charAt(at) | 0x40));
    }
    Path file = file(stream, "ts");
    assertThat(BundledFfmpeg.hashes(file, FRAMES)).hasSizeLessThan(FRAMES);
    assertThat(EveryReading.checkAgreement(file, FRAMES, null))
        .extracting(Raw::pixels)
        .isEqualTo(all);
  }

  /** Returns a transport stream, a character per byte. */
  private StringBuilder stream(int openGroups) throws IOException {
    Path file = FfmpegProgram.make(folder.resolve("whole.ts"), PICTURE + openGroups);
    return new StringBuilder(Files.readString(file, ISO_8859_1));
  }

  /** Returns where the second of three keyframes is, but for the first of the video. */
  private static int cut(CharSequence stream) {
    List<Integer> all = new ArrayList<>();
    String text = stream.toString();
    for (int i = text.indexOf(CLEAN_RANDOM_ACCESS);
        i >= 0;
        i = text.indexOf(CLEAN_RANDOM_ACCESS, i + 1)) {
      all.add(i);
    }
    assertThat(all).hasSize(3);
    return all.get(1);
  }

  /** Returns a start code and the header of a unit of this type (ITU-T H.265, 7.3.1.2). */
  private static String unit(int type) {
    return "\0\0\1" + (char) (type << 1) + "\1";
  }

  private static void replace(StringBuilder stream, int at, String bytes) {
    stream.replace(at, at + bytes.length(), bytes);
  }

  private Path file(CharSequence stream, String ending) throws IOException {
    Path transport = folder.resolve("cut.ts");
    Files.writeString(transport, stream, ISO_8859_1);
    return ending.equals("ts")
        ? transport
        : FfmpegProgram.make(folder.resolve("cut." + ending), "-i " + transport + " -c copy");
  }
}
