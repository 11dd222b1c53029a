package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.BundledFfmpeg;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.MeasuredSource;
import io.euge.testing.NoLeaks;
import io.euge.testing.PacketCopy;
import io.euge.testing.PacketCopy.Packet;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import io.euge.video.split.SegmentPlan;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that are not one picture each. */
@ExtendWith(NoLeaks.class)
class UnusualPacketsIT {
  private static final int FRAMES = 100;
  private static final int CUT = 75;
  private static final String PICTURE =
      "-f lavfi -i testsrc2=size=96x64:rate=25:duration=4 -g 25 -bf 2 ";
  private static final String H264 = "-c:v libx264";
  private static final String HEVC = "-c:v libx265 -preset ultrafast -x265-params log-level=none";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "h264, message, mp4", // A recovery point.
    "h264, message, mkv",
    "h264, delimiter, mp4",
    "h264, delimiter, mkv",
    "h264, delimiter, flv",
    "h264, padding, mp4",
    "h264, padding, mkv",
    "h264, end, mkv",
    "h264, unspecified, mkv", // A position that a dashboard camera writes.
    "h264, unspecified, ts",
    "hevc, message, mp4",
    "hevc, delimiter, mkv",
    "hevc, padding, mkv",
    "hevc, unspecified, mkv",
  })
  void aPacketWithoutAPictureIsNoFrame(String codec, String unit, String ending) throws Exception {
    boolean h264 = codec.equals("h264");
    byte[] content =
        HexFormat.of()
            .parseHex(
                switch (unit) {
                  case "message" -> h264 ? "0606018480" : "4e010510" + "a5".repeat(16) + "80";
                  case "delimiter" -> h264 ? "09f0" : "460150";
                  case "padding" -> (h264 ? "0c" : "4c01") + "ff".repeat(300) + "80";
                  case "end" -> "0a";
                  case "unspecified" -> (h264 ? "1e" : "7e01") + "47".repeat(240);
                  default -> throw new IllegalArgumentException(unit);
                });
    byte[] packet =
        ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content).array();
    Path clip = FfmpegProgram.make(folder.resolve("clip.mp4"), PICTURE + (h264 ? H264 : HEVC));
    Path file =
        PacketCopy.write(
            clip,
            folder.resolve("odd." + ending),
            (number, picture) ->
                number % 9 == 4 ? List.of(picture, after(picture, packet)) : List.of(picture));
    assertThat(EveryReading.check(file)).hasSize(FRAMES);
  }

  @ParameterizedTest
  @CsvSource({"60, avi", "60, mkv", "95, avi", "95, mov"})
  void aJpegThatIsCutIsLost(int percent, String ending) throws Exception {
    Path clip = FfmpegProgram.make(folder.resolve("clip.avi"), PICTURE + "-bf 0 -c:v mjpeg");
    Path file =
        PacketCopy.write(
            clip,
            folder.resolve("cut." + ending),
            (number, picture) ->
                List.of(
                    number == CUT
                        ? picture.withData(
                            Arrays.copyOf(picture.data(), picture.data().length * percent / 100))
                        : picture));
    List<Raw> whole = EveryReading.checkAgreement(file, Integer.MAX_VALUE, "1 frame is lost");
    List<Long> intact = new ArrayList<>(BundledFfmpeg.hashes(clip, FRAMES));
    intact.remove(CUT);
    assertThat(whole).extracting(Raw::pixels).isEqualTo(intact);
    assertThat(whole).extracting(Raw::frame).doesNotContain((long) CUT);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 60, 100, 300, 1000})
  void aSampleOfAMessageIsNoFrameWhateverItsSize(int size) throws Exception {
    assertThat(EveryReading.check(withMessage(size))).hasSize(FRAMES);
  }

  /** Of a large remote file not all samples are inspected. */
  @Test
  void framesThatWereCountedWronglyAreAnError() throws Exception {
    Path file = withMessage(300);
    ByteBuffer free = ByteBuffer.allocate(VideoSource.ONE_REQUEST);
    free.putInt(free.capacity()).put("free".getBytes(StandardCharsets.US_ASCII));
    Files.write(file, free.array(), StandardOpenOption.APPEND);
    VideoSource remote = new MeasuredSource(VideoSource.of(file));
    RawFrames frames = new RawFrames(remote, FRAMES);
    Segment second = SegmentPlan.of(remote, 1).segments().get(1);
    assertThatThrownBy(() -> frames.read(second, DecodeOptions.DEFAULT))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("does not have the frames that were counted when it was split");
  }

  /** Neither the times of the samples nor their sizes show that one has no picture. */
  private Path withMessage(int size) throws Exception {
    byte[] message = new byte[4 + size];
    Arrays.fill(message, (byte) 0xa5);
    ByteBuffer unit = ByteBuffer.wrap(message).putInt(size).put((byte) 6).put((byte) 4);
    int payload = size - 4;
    for (; payload >= 255; payload -= 255) {
      unit.put((byte) 255);
    }
    unit.put((byte) Math.max(0, payload));
    message[message.length - 1] = (byte) 0x80;
    Path clip = folder.resolve("clip.mp4");
    FfmpegProgram.make(clip, PICTURE.replace("-bf 2", "-bf 0 " + H264));
    Path uneven =
        PacketCopy.write(
            clip,
            folder.resolve("uneven.mp4"),
            (number, picture) ->
                number == 30 ? List.of(picture, after(picture, message)) : List.of(picture));
    return FfmpegProgram.make(
        folder.resolve("even.mp4"),
        "-i %s -c copy -bsf:v setts=ts=N*512:time_base=1/12800 -video_track_timescale 12800"
            .formatted(uneven));
  }

  @ParameterizedTest(name = "{0} without picture {1} of each 25")
  @CsvSource({"mp4, 3", "mp4, 4", "mp4, 5", "mp4, 6", "mp4, 7", "ts, 4", "ts, 5", "mkv, 4"})
  void aDroppedPictureLeavesTheOthersTheSameHoweverTheyAreRead(String ending, int dropped)
      throws Exception {
    Path clip =
        FfmpegProgram.make(folder.resolve("clip.mp4"), PICTURE + H264 + " -x264-params scenecut=0");
    Path file =
        PacketCopy.write(
            clip,
            folder.resolve("dropped." + ending),
            (number, picture) -> number % 25 == dropped ? List.of() : List.of(picture));
    assertThat(EveryReading.check(file)).hasSize(FRAMES - 4);
  }

  @ParameterizedTest(name = "{0} {2}")
  @CsvSource({
    "libvpx-vp9, vp9_superframe_split, mkv",
    "libvpx-vp9, vp9_superframe_split, mp4",
    "libvpx-vp9, vp9_superframe_split, ivf",
    "libaom-av1 -cpu-used 8, av1_frame_split, mkv",
    "libaom-av1 -cpu-used 8, av1_frame_split, mp4",
    "libaom-av1 -cpu-used 8, av1_frame_split, ivf",
  })
  void aPacketWhoseFrameIsNotShownIsNoFrame(String codec, String filter, String ending)
      throws Exception {
    String options = "-lag-in-frames 25 -auto-alt-ref 1 -b:v 100k -c:v " + codec;
    Path clip = FfmpegProgram.make(folder.resolve("clip.mkv"), PICTURE.replace("-bf 2", options));
    Path file = folder.resolve("divided." + ending);
    FfmpegProgram.make(file, "-i " + clip + " -c copy -bsf:v " + filter);
    assertThat(EveryReading.check(file)).hasSize(FRAMES);
  }

  /** Their times do not show that some of the samples are no frames. */
  @Test
  void samplesWhoseFramesAreNotShownAreNoneThoughTheIndexNamesThem() throws Exception {
    String options = "-lag-in-frames 25 -auto-alt-ref 1 -b:v 100k -c:v libvpx-vp9";
    Path clip = FfmpegProgram.make(folder.resolve("clip.mkv"), PICTURE.replace("-bf 2", options));
    Path file = folder.resolve("divided.mp4");
    String filters = "vp9_superframe_split,setts=ts=N*512:time_base=1/12800";
    FfmpegProgram.make(
        file, "-i " + clip + " -c copy -bsf:v " + filters + " -video_track_timescale 12800");
    assertThat(EveryReading.check(file)).hasSize(FRAMES);
  }

  /** The palettes come with packets, also with such as a sampling leaves out. */
  @ParameterizedTest
  @ValueSource(strings = {"avi", "mov", "mkv"})
  void eachFrameHasItsPalette(String ending) throws Exception {
    String palettes =
        "-filter_complex [0:v]split[a][b];[a]palettegen=stats_mode=single[p];[b][p]paletteuse=new=1 ";
    String raw = ending.equals("mkv") ? "-allow_raw_vfw 1 " : "";
    Path file = folder.resolve("palettes." + ending);
    FfmpegProgram.make(
        file, PICTURE.replace("-bf 2", palettes + raw + "-c:v rawvideo -pix_fmt pal8"));
    assertThat(EveryReading.check(file)).hasSize(FRAMES);
  }

  private static Packet after(Packet picture, byte[] data) {
    return new Packet(data, picture.dts() + 250, picture.dts() + 250, 0, false);
  }
}
