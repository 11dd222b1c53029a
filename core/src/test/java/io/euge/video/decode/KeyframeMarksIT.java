package io.euge.video.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.BundledFfmpeg;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.testing.PacketCopy;
import io.euge.video.decode.RawFrames.Raw;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that mark every picture as a keyframe, or none. */
@ExtendWith(NoLeaks.class)
class KeyframeMarksIT {
  private static final String PICTURE =
      "-f lavfi -i testsrc2=size=128x96:rate=25:duration=3 -g 25 -c:v ";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "flv, mov",
    "msmpeg4, avi",
    "msmpeg4v2, mkv",
    "wmv1, mkv",
    "wmv2, mov",
    "libtheora, mov",
    "libtheora, mkv",
    "ffv1, mov",
    "ffv1, mkv",
    "libvpx, mkv",
    "libvpx-vp9, mp4",
    "libx265, mkv",
  })
  void aMarkIsNoProofOfAKeyframe(String codec, String ending) throws Exception {
    assertThat(EveryReading.check(copy(codec, ending, true))).hasSize(75);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "flv, mkv",
    "wmv2, mkv",
    "libtheora, mkv",
    "libx264, mkv",
    "libx265, mkv",
    "ffv1, avi"
  })
  void aVideoWithoutMarksIsRead(String codec, String ending) throws Exception {
    assertThat(EveryReading.check(copy(codec, ending, false))).hasSize(75);
  }

  /**
   * Cut behind the only real keyframe, where the others are intra pictures that do not say that
   * decoding can begin with them. FFmpeg itself withholds some of the intact frames, or all.
   */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ts", "mp4", "h264"})
  void aVideoWithoutAnyKeyframeBeginsWithAnIntraPicture(String ending) throws Exception {
    Path whole =
        FfmpegProgram.make(
            folder.resolve("whole.ts"),
            PICTURE
                + "libx264 -x264-params open-gop=1:min-keyint=25:b-adapt=0:scenecut=0 -bf 2"
                + " -bsf:v filter_units=remove_types=6");
    byte[] stream = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.ts");
    Files.write(cut, Arrays.copyOfRange(stream, stream.length / 5 / 188 * 188, stream.length));
    Path file =
        ending.equals("ts")
            ? cut
            : FfmpegProgram.make(
                folder.resolve("remuxed." + ending), "-i " + cut + " -c copy -copyinkf");
    List<Raw> frames = EveryReading.checkAgreement(file, Integer.MAX_VALUE, null);
    List<Long> all = BundledFfmpeg.hashes(whole, Integer.MAX_VALUE);
    List<Long> last = all.subList(all.size() - frames.size(), all.size());
    assertThat(frames).hasSizeGreaterThan(45).extracting(Raw::pixels).isEqualTo(last);
    assertThat(BundledFfmpeg.hashes(file, Integer.MAX_VALUE)).isSubsetOf(last);
  }

  /**
   * From such a picture on all is right only later, and FFmpeg's decoder outputs nothing before.
   */
  @ParameterizedTest
  @ValueSource(strings = {"mkv", "mp4", "ts"})
  void aRecoveryPointThatIsLaterIsNoKeyframe(String ending) throws Exception {
    String gops = "-x264-params open-gop=1:keyint=25:min-keyint=25:scenecut=0 ";
    Path clip = FfmpegProgram.make(folder.resolve("clip.mp4"), PICTURE + "libx264 -bf 2 " + gops);
    String now = "\6\6\1\304\200";
    String behindOnePicture = "\6\6\1\121\200";
    int[] changed = {0};
    Path file =
        PacketCopy.write(
            clip,
            folder.resolve("later." + ending),
            (number, packet) -> {
              String data = new String(packet.data(), ISO_8859_1);
              changed[0] += data.contains(now) ? 1 : 0;
              return List.of(
                  packet.withData(data.replace(now, behindOnePicture).getBytes(ISO_8859_1)));
            });
    assertThat(changed).containsExactly(2);
    List<RawFrames.Raw> frames = EveryReading.check(file);
    assertThat(frames).hasSize(75);
    assertThat(frames.stream().filter(RawFrames.Raw::key).map(RawFrames.Raw::frame))
        .containsExactly(0L);
  }

  /** A picture in which nothing changes is shorter than the header of one that moves. */
  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "h263, mov",
    "flv, mov",
    "msmpeg4, avi",
    "msmpeg4v2, mkv",
    "wmv1, mkv",
    "wmv2, mov",
  })
  void aPictureInWhichNothingChangesIsNoKeyframe(String codec, String ending) throws Exception {
    String size = codec.equals("h263") ? "128x96" : "64x48";
    Path clip = still(codec, size);
    Path marked =
        PacketCopy.write(
            clip,
            folder.resolve("still." + ending),
            (number, packet) -> List.of(packet.withKey(true)));
    List<Raw> frames = EveryReading.check(marked);
    assertThat(frames).hasSize(75);
    assertThat(frames.stream().filter(Raw::key).map(Raw::frame)).containsExactly(0L, 25L, 50L);
  }

  private Path still(String codec, String size) throws Exception {
    String moves = "-f lavfi -i testsrc2=size=" + size + ":rate=25:duration=1";
    String stands = " -vf loop=loop=50:size=1:start=24 -frames:v 75 -g 25 -c:v ";
    String name = codec.equals("h263") ? "still.3gp" : "still.mkv";
    return FfmpegProgram.make(folder.resolve(name), moves + stands + codec);
  }

  /** The decoder of WMV2 outputs no frame where all rows, or all columns, are skipped. */
  @Test
  void aPacketWithoutAPictureIsNotCounted() throws Exception {
    byte[] rows = {(byte) 0x86, (byte) 0xE0};
    byte[] columns = {(byte) 0x87, (byte) 0xF0};
    Path clip = still("wmv2", "64x48");
    Path file =
        PacketCopy.write(
            clip,
            folder.resolve("skipped.avi"),
            (number, packet) ->
                List.of(
                    number % 10 == 3
                        ? packet.withData(rows)
                        : number % 10 == 7 ? packet.withData(columns) : packet));
    assertThat(EveryReading.check(file)).hasSize(60);
  }

  /** What Intel's cameras wrote begins like other H.263. */
  @Test
  void aMarkIsNoProofInIntelsFormEither() throws Exception {
    String clip = "-f lavfi -i testsrc2=size=176x144:rate=25:duration=3 -g 25 -c:v h263";
    Path file =
        PacketCopy.write(
            FfmpegProgram.make(folder.resolve("clip.3gp"), clip),
            folder.resolve("intel.avi"),
            (number, packet) ->
                List.of(
                    packet.withData(number % 25 == 9 ? new byte[8] : packet.data()).withKey(true)));
    String bytes = Files.readString(file, ISO_8859_1);
    assertThat(bytes).contains("H263");
    Files.writeString(file, bytes.replace("H263", "I263"), ISO_8859_1);
    assertThat(EveryReading.check(file)).hasSize(72);
    assertThat(VideoReader.probe(file).codec()).isEqualTo("h263i");
  }

  private Path copy(String codec, String ending, boolean key) throws Exception {
    String quiet = codec.equals("libx265") ? " -preset ultrafast -x265-params log-level=none" : "";
    Path clip = FfmpegProgram.make(folder.resolve("clip.mkv"), PICTURE + codec + quiet);
    return PacketCopy.write(
        clip, folder.resolve("marks." + ending), (number, packet) -> List.of(packet.withKey(key)));
  }
}
