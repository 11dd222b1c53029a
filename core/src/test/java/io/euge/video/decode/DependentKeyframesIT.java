package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.testing.PacketCopy;
import io.euge.testing.PacketCopy.Packet;
import io.euge.video.VideoSource;
import io.euge.video.split.SegmentPlan;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

/** Keyframes with which only a decoder can go on that was given what comes before. */
@ExtendWith(NoLeaks.class)
class DependentKeyframesIT {
  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest
  @CsvSource({"+ilme+ildct, avi", "+ildct, mkv", "+ilme, mp4"})
  void interlacedMpeg4WithBidirectionalPicturesIsReadInEveryWay(String flags, String ending)
      throws Exception {
    Path file =
        FfmpegProgram.make(
            folder.resolve("interlaced." + ending),
            "-f lavfi -i testsrc2=size=96x64:rate=25:duration=2 -c:v mpeg4 -g 12 -bf 2 -flags "
                + flags);
    assertThat(EveryReading.check(file)).hasSize(50);
  }

  @ParameterizedTest
  @CsvSource({
    "h264, avi",
    "h264, mkv",
    "h264, mp4",
    "hevc, mkv",
    "hevc, mp4",
    "m4v, avi",
    "m4v, mkv"
  })
  void parametersThatOnlyOneKeyframeHasStayInForce(String codec, String ending) throws Exception {
    String options =
        switch (codec) {
          case "h264" -> "-c:v libx264 -preset ultrafast -x264-params chroma-qp-offset=";
          case "hevc" -> "-c:v libx265 -preset ultrafast -x265-params log-level=none:cbqpoffs=";
          default -> "-c:v mpeg4 -mpeg_quant ";
        };
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (int i = 0; i < 2; i++) {
      Path part =
          FfmpegProgram.make(
              folder.resolve("part." + codec),
              "-f lavfi -i testsrc2=size=96x64:rate=25:duration=2 -g 25 -bf 0 %s%d -f %s"
                  .formatted(options, i, codec));
      joined.writeBytes(withParametersOnce(codec, Files.readAllBytes(part)));
    }
    Path stream = Files.write(folder.resolve("joined." + codec), joined.toByteArray());
    Path file =
        FfmpegProgram.make(
            folder.resolve("joined." + ending),
            "-f %s -framerate 25 -i %s -c copy".formatted(codec, stream));
    assertThat(EveryReading.check(file)).hasSize(100);
    assertThat(SegmentPlan.of(VideoSource.of(file), 1).segments()).hasSize(3);
  }

  /** Returns a stream without the parameters behind its first picture. */
  private static byte[] withParametersOnce(String codec, byte[] stream) {
    ByteArrayOutputStream units = new ByteArrayOutputStream();
    boolean hasPicture = false;
    for (int at = unit(stream, 0), next; at < stream.length; at = next) {
      next = unit(stream, at + 3);
      int header = stream[at + 3] & 0xff;
      boolean isParameter =
          switch (codec) {
            case "h264" -> (header & 0x1f) == 7 || (header & 0x1f) == 8;
            case "hevc" -> header >> 1 >= 32 && header >> 1 <= 34;
            default -> header != 0xB6;
          };
      hasPicture |= !isParameter;
      if (!hasPicture || !isParameter) {
        units.write(0);
        units.write(stream, at, next - at);
      }
    }
    return units.toByteArray();
  }

  /** Returns where the next start code begins, or the end. */
  private static int unit(byte[] stream, int from) {
    int at = from;
    while (at + 3 < stream.length && (stream[at] | stream[at + 1] | stream[at + 2] - 1) != 0) {
      at++;
    }
    return at + 3 < stream.length ? at : stream.length;
  }

  @ParameterizedTest
  @CsvSource({"avi", "mov"})
  void mjpegWithTablesInItsFirstPictureOnly(String ending) throws Exception {
    Path clip = jpegs(64, 3);
    Path file =
        PacketCopy.write(
            clip,
            folder.resolve("tables." + ending),
            (number, picture) ->
                List.of(number == 0 ? picture : picture.withData(withoutTables(picture.data()))));
    assertThat(EveryReading.check(file)).hasSize(75);
  }

  private Path jpegs(int height, int seconds) throws Exception {
    return FfmpegProgram.make(
        folder.resolve(height + ".avi"),
        "-f lavfi -i testsrc2=size=64x%d:rate=25:duration=%d -c:v mjpeg -q:v 12 -huffman default"
            .formatted(height, seconds));
  }

  /** Returns a JPEG without quantization tables. */
  private static byte[] withoutTables(byte[] jpeg) {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    rest.write(jpeg, 0, 2);
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xDA) {
      int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
      if ((jpeg[at + 1] & 0xff) != 0xDB) {
        rest.write(jpeg, at, length);
      }
      at += length;
    }
    rest.write(jpeg, at, jpeg.length - at);
    return rest.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"avi", "mov"})
  void mjpegThatBecomesLowIsNotTakenForFields(String ending) throws Exception {
    List<Packet> low = new ArrayList<>();
    PacketCopy.write(
        jpegs(32, 2),
        folder.resolve("low.avi"),
        (number, picture) -> {
          low.add(picture);
          return List.of(picture);
        });
    Path file =
        PacketCopy.write(
            jpegs(64, 4),
            folder.resolve("lower." + ending),
            (number, picture) ->
                List.of(number < 50 ? picture : picture.withData(low.get(number - 50).data())));
    assertThat(EveryReading.check(file)).hasSize(100);
  }

  @Test
  void mjpegOfOneFieldAPacketIsPairedFromTheFirstOn() throws Exception {
    Path clip = jpegs(64, 4);
    byte[] bytes = Files.readAllBytes(clip);
    ByteBuffer avi = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    // The height in the format of the stream, behind its own size and the width.
    int format = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("strf") + 8;
    assertThat(avi.getInt(format + 8)).isEqualTo(64);
    avi.putInt(format + 8, 128);
    Path file = Files.write(folder.resolve("fields.avi"), bytes);
    assertThat(EveryReading.check(file)).hasSize(50);
  }
}
