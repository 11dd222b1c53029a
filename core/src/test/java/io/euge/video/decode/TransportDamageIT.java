package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoSource;
import io.euge.video.decode.RawFrames.Raw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Transport streams whose pictures are overwritten or cut. FFmpeg divides them by the headers of
 * pictures, so one without a header has no packet.
 */
@ExtendWith(NoLeaks.class)
class TransportDamageIT {
  private static final DecodeOptions TOLERANT = DecodeOptions.DEFAULT.withTolerance(true);
  private static final int FRAMES = 100;
  private static final int PACKET = 188;
  private static final String PICTURE =
      "-f lavfi -i testsrc2=size=160x120:rate=25:duration=4 -g 25 -bf 2 -c:v ";

  /** Where a picture begins: its first packet, and its bytes in that. */
  private record Place(int packet, int from) {}

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "{0}, picture {1}")
  @CsvSource({
    "libx264, 25", // A keyframe, with which order counts begin anew.
    "libx264, 40",
    "libx264, 41",
    "libx264, 42",
    "libx264, 99",
    "libx265, 41",
    "libx265, 42",
    "libx265, 43",
    "libx265, 99",
    "mpeg2video, 25",
    "mpeg2video, 40",
    "mpeg2video, 41",
    "mpeg2video, 99",
  })
  void framesThatAreReadAndThoseReportedAsLostAreAll(String codec, int picture) throws Exception {
    Path good = clip("good.ts", codec);
    List<Raw> whole = new RawFrames(VideoSource.of(good), FRAMES).read(Segment.whole(), TOLERANT);
    byte[] bad = Files.readAllBytes(good);
    Place place = pictures(bad).get(picture);
    Random random = new Random(picture);
    for (int i = place.from; i < place.packet + PACKET; i++) {
      bad[i] = (byte) random.nextInt();
    }
    Path file = Files.write(folder.resolve("bad.ts"), bad);
    List<Raw> rows =
        EveryReading.checkAgreement(file, Integer.MAX_VALUE, "header of a picture cannot be read");
    assertThat(whole).containsAll(rows);
    RawFrames frames = new RawFrames(VideoSource.of(file), FRAMES);
    frames.read(Segment.whole(), TOLERANT);
    assertThat(frames.damage())
        .singleElement()
        .extracting(VideoException::getMessage)
        .asString()
        .endsWith("; %d frames are lost".formatted(FRAMES - rows.size()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"libx264", "libx265", "mpeg2video"})
  void aFileThatIsCutInAPacketIsCutShortAndItsLastPictureIsNotRead(String codec) throws Exception {
    Path good = clip("good.ts", codec);
    byte[] bytes = Files.readAllBytes(good);
    List<Place> pictures = pictures(bytes);
    List<Raw> whole = new RawFrames(VideoSource.of(good), FRAMES).read(Segment.whole(), TOLERANT);
    Random random = new Random(1);
    for (int i = 0; i < 8; i++) {
      int picture = 30 + random.nextInt(60);
      int from = pictures.get(picture).packet;
      int packets = (pictures.get(picture + 1).packet - from) / PACKET;
      int at = from + random.nextInt(packets) * PACKET + 1 + random.nextInt(PACKET - 1);
      Path file = Files.write(folder.resolve("cut.ts"), Arrays.copyOf(bytes, at));
      RawFrames frames = new RawFrames(VideoSource.of(file), FRAMES);
      List<Raw> rows = frames.read(Segment.whole(), TOLERANT);
      String what = "cut at %d of picture %d".formatted(at, picture);
      assertThat(frames.damage()).as(what).isNotEmpty();
      assertThat(frames.damage()).as(what).last().matches(e -> e.code() == Code.TRUNCATED);
      assertThat(whole).extracting(Raw::pixels).containsAll(pixels(rows));
      // The cut may be in a table behind the picture.
      assertThat(rows.size()).as(what).isBetween(picture - 1, picture + 1);
    }
  }

  private static List<Long> pixels(List<Raw> frames) {
    return frames.stream().map(Raw::pixels).toList();
  }

  @Test
  void framesThatWereLeftOutWhenItWasRecordedAreNoLoss() throws Exception {
    String filter = "-vf select='not(eq(mod(n,7),3)+eq(mod(n,11),5))' -fps_mode vfr ";
    Path file = folder.resolve("sparse.ts");
    FfmpegProgram.make(file, PICTURE.replace("-g 25", filter + "-g 25") + "libx264");
    assertThat(EveryReading.check(file)).hasSize(78);
  }

  @ParameterizedTest
  @CsvSource({
    "-x264-params slices=4 -pes_payload_size 300, a.ts",
    "-flags +ildct+ilme -omit_video_pes_length 0, a.ts",
    "-mpegts_m2ts_mode 1, a.m2ts",
    "-muxrate 3000k, a.ts",
  })
  void aGoodStreamOfAnyFormIsWhole(String options, String name) throws Exception {
    Path file = FfmpegProgram.make(folder.resolve(name), PICTURE + "libx264 " + options);
    assertThat(EveryReading.check(file)).hasSize(FRAMES);
  }

  private Path clip(String name, String codec) throws IOException {
    String quiet = codec.equals("libx265") ? " -preset ultrafast -x265-params log-level=none" : "";
    return FfmpegProgram.make(folder.resolve(name), PICTURE + codec + quiet);
  }

  private static List<Place> pictures(byte[] stream) {
    List<Place> places = new ArrayList<>();
    for (int at = 0; at < stream.length; at += PACKET) {
      int program = (stream[at + 1] & 0x1f) << 8 | (stream[at + 2] & 0xff);
      if (program == 0x100 && (stream[at + 1] & 0x40) != 0) {
        int pes = at + 4 + ((stream[at + 3] & 0x20) != 0 ? 1 + (stream[at + 4] & 0xff) : 0);
        places.add(new Place(at, pes + 9 + (stream[pes + 8] & 0xff)));
      }
    }
    return places;
  }
}
