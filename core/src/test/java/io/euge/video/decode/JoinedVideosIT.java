package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.video.decode.RawFrames.Raw;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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

/** Recordings written one behind the other into a file, and other clocks that jump. */
@ExtendWith(NoLeaks.class)
class JoinedVideosIT {
  private static final int FRAMES = 50;
  private static final int TRANSPORT_PACKET = 188;

  /** Seconds after which the clock of MPEG begins again. */
  private static final double CLOCK = (1L << 33) / 90e3;

  private static final String PICTURE =
      "-f lavfi -i testsrc2=size=96x64:rate=25:duration=2 -c:v libx264 -g 25 -bf 2 ";
  private static final String MATROSKA = "-live 1 -f matroska";
  private static final String FRAGMENTS =
      "-movflags frag_keyframe+empty_moov+default_base_moof -f mp4";
  private static final byte[] CLUSTER = {0x1F, 0x43, (byte) 0xB6, 0x75};
  private static final byte[] FRAGMENT = "moof".getBytes(StandardCharsets.US_ASCII);

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "from {0} s, then from {1} s")
  @CsvSource({"10, 5", "10, 10", "10, 20"})
  void ofTwoMatroskaRecordingsEachFrameIsRead(int first, int second) throws Exception {
    checkTimes(join("joined.mkv", first, second, MATROSKA, CLUSTER, 0), first, second);
  }

  /** FFmpeg's demuxer discards the first fragment behind a joint where its times go back. */
  @ParameterizedTest(name = "from {0} s, then from {1} s")
  @CsvSource({"10, 5", "10, 10", "10, 20"})
  void ofTwoFragmentedRecordingsTheFragmentThatIsDiscardedIsReported(int first, int second)
      throws Exception {
    Path file = join("joined.mp4", first, second, FRAGMENTS, FRAGMENT, 4);
    List<Raw> frames = EveryReading.check(file, Integer.MAX_VALUE, "25 frames are lost");
    assertThat(frames).hasSize(FRAMES + 25);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "mp4, libx264",
    "mov, libx264",
    "flv, libx264",
    "flv, flv",
    "asf, wmv2",
    "ivf, libvpx",
    "ivf, libvpx-vp9",
  })
  void recordingsThatFfmpegDoesNotReadAreReported(String muxer, String codec) throws Exception {
    byte[] part = part(muxer, codec, 96);
    Path file = join("joined." + muxer, part, part(muxer, codec, 128), part);
    assertThat(EveryReading.check(file, Integer.MAX_VALUE, "100 frames are lost")).hasSize(FRAMES);
  }

  @Test
  void aFragmentedMovieBehindAnotherMovieIsReported() throws Exception {
    Path file = join("joined.mp4", part(0, FRAGMENTS), part(0, "-f mp4"));
    assertThat(EveryReading.check(file, Integer.MAX_VALUE, "50 frames are lost")).hasSize(FRAMES);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "avi, mpeg4",
    "mkv, libx264",
    "webm, libvpx-vp9",
    "mpg, mpeg2video",
    "h264, libx264",
    "m4v, mpeg4",
  })
  void ofRecordingsThatFfmpegReadsEachFrameIsRead(String ending, String codec) throws Exception {
    String muxer = ending.equals("mkv") ? "matroska" : ending.equals("mpg") ? "mpeg" : ending;
    Path file = join("joined." + ending, part(muxer, codec, 96), part(muxer, codec, 96));
    assertThat(EveryReading.check(file)).hasSize(2 * FRAMES);
  }

  /** FFmpeg names the stream after the last codec that it has seen when it opens the file. */
  @ParameterizedTest
  @CsvSource({"mpeg2video, mpeg1video", "mpeg1video, mpeg2video"})
  void ofTwoCodecsThatOneDecoderReadsEachFrameIsRead(String first, String second) throws Exception {
    Path file = join("joined.vob", part("vob", first, 96), part("vob", second, 96));
    assertThat(EveryReading.check(file)).hasSize(2 * FRAMES);
  }

  /** FFmpeg makes up times of raw streams, some of them wrong. */
  @ParameterizedTest
  @CsvSource({"mpeg1video, mpeg1video", "mpeg2video, mpeg2video", "m4v, mpeg4", "h264, libx264"})
  void framesOfARawStreamFollowEachOtherByTheNominalRate(String muxer, String codec)
      throws Exception {
    byte[] part = part(muxer, codec, 96);
    List<Raw> frames = EveryReading.check(join("raw." + muxer, part, part));
    assertThat(frames)
        .hasSize(2 * FRAMES)
        .allSatisfy(
            frame -> assertThat(frame.seconds()).isCloseTo(frame.frame() / 25.0, within(1e-9)));
  }

  /** Theora's decoder takes the headers of the second one from packets between the pictures. */
  @Test
  void ofOggRecordingsOfDifferentSizesEachFrameIsRead() throws Exception {
    byte[] part = part("ogg", "libtheora", 96);
    Path file = join("joined.ogv", part, part("ogg", "libtheora", 160), part);
    assertThat(EveryReading.check(file)).hasSize(3 * FRAMES);
  }

  private byte[] part(String muxer, String codec, int width) throws Exception {
    String picture = PICTURE.replace("libx264", codec).replace("size=96", "size=" + width);
    String options = codec.startsWith("lib") && !codec.equals("libx264") ? "-b:v 200k" : "-q:v 5";
    boolean reorders = codec.equals("libx264") || codec.startsWith("mpeg");
    Path file = folder.resolve("part");
    FfmpegProgram.make(
        file, (reorders ? picture : picture.replace("-bf 2 ", "")) + options + " -f " + muxer);
    return Files.readAllBytes(file);
  }

  private Path join(String name, byte[]... parts) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.write(part);
    }
    return write(name, bytes.toByteArray());
  }

  /** Appends all behind the header of a second recording. */
  private Path join(String name, int first, int second, String muxer, byte[] start, int bytesBefore)
      throws Exception {
    byte[] behind = part(second, muxer);
    int from = find(behind, start, 0) - bytesBefore;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(part(first, muxer));
    bytes.write(behind, from, behind.length - from);
    return write(name, bytes.toByteArray());
  }

  @ParameterizedTest(name = "from {0}, {1} and {2} s")
  @CsvSource({
    "10, 5, 60",
    "10, 60, 5",
    "10, 10, 10",
    "10, 12, 1",
    "500, 5, 60",
    "10, 500, 5",
    "95443, 95443, 3",
    "3, 95440, 10",
    "70000, 500, 70000"
  })
  void ofThreeTransportStreamsEachFrameIsRead(int first, int second, int third) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int start : List.of(first, second, third)) {
      bytes.write(part(start, "-f mpegts"));
    }
    checkTimes(write("joined.ts", bytes.toByteArray()), first, second, third);
  }

  /** Its first pictures refer to what is not there, and their order counts are those of before. */
  @ParameterizedTest(name = "{0}, {1}: from {2} s, then from {3} s")
  @CsvSource({
    "libx264, mpegts, 10, 5",
    "libx264, mpegts, 10, 60",
    "libx265, mpegts, 10, 5",
    "libx265, mpegts, 10, 60",
    "libx265, matroska, 10, 60",
  })
  void aRecordingThatBeginsInAGroupOfPicturesIsReadFromItsFirstKeyframe(
      String codec, String muxer, int first, int second) throws Exception {
    String options = PICTURE.replace("libx264", codec) + "-cluster_time_limit 200 -live 1 -f ";
    String quiet = codec.equals("libx265") ? "-preset ultrafast -x265-params log-level=none " : "";
    byte[][] parts = new byte[2][];
    for (int i = 0; i < 2; i++) {
      String start = "-output_ts_offset " + (i == 0 ? first : second) + " ";
      Path part = folder.resolve("part");
      FfmpegProgram.make(part, options.replace("-cluster", quiet + start + "-cluster") + muxer);
      parts[i] = Files.readAllBytes(part);
    }
    int cut = parts[1].length / 3 / TRANSPORT_PACKET * TRANSPORT_PACKET;
    if (muxer.equals("matroska")) {
      cut = find(parts[1], CLUSTER, parts[1].length / 5);
    }
    byte[] rest = Arrays.copyOfRange(parts[1], cut, parts[1].length);
    Path file = join("joined." + (muxer.equals("mpegts") ? "ts" : "mkv"), parts[0], rest);
    List<Raw> read = EveryReading.checkAgreement(file, Integer.MAX_VALUE, "is corrupt after frame");
    assertThat(read).hasSize(FRAMES + FRAMES / 2);
    assertThat(read.get(FRAMES - 1).frame()).isEqualTo(FRAMES - 1);
    Raw last = read.get(read.size() - 1);
    assertThat(last.frame()).isBetween(FRAMES + 27L, 2L * FRAMES);
    assertThat(read.subList(20, FRAMES + 1)).extracting(Raw::pixels).contains(last.pixels());
  }

  /** FFmpeg reads only the stream whose identifier the first recording has. */
  @ParameterizedTest(name = "a second recording of {0} s")
  @CsvSource({"2, 50", "8, 200"})
  void aTransportStreamWithAnotherIdentifierBehindIsReported(int seconds, int lost)
      throws Exception {
    Path other = folder.resolve("other.ts");
    String picture = PICTURE.replace("duration=2", "duration=" + seconds);
    FfmpegProgram.make(other, picture + "-streamid 0:300 -f mpegts");
    Path file = join("joined.ts", part(0, "-f mpegts"), Files.readAllBytes(other));
    String loss = lost + " frames are lost";
    assertThat(EveryReading.check(file, Integer.MAX_VALUE, loss)).hasSize(FRAMES);
  }

  @Test
  void aSecondVideoAtTheSameTimeIsNoLoss() throws Exception {
    Path file = folder.resolve("two.ts");
    FfmpegProgram.make(file, PICTURE.replace("-c:v", "-map 0 -map 0 -c:v"));
    assertThat(EveryReading.check(file)).hasSize(FRAMES);
  }

  /** FFmpeg's demuxer swallows a picture where the codec changes, or two. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "libx264 libx265, 48, 47",
    "libx265 libx264, 48, 47",
    "libx264 mpeg2video, 48, 47",
    "mpeg2video libx264, 48, 47",
    "libx264 libx265 libx264, 98, 147",
  })
  void whereTheCodecChangesTheFramesOfTheFirstOneAreRead(String codecs, int frames, long last)
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String codec : codecs.split(" ", -1)) {
      String picture = PICTURE.replace("libx264", codec);
      Path part = FfmpegProgram.make(folder.resolve("part.ts"), picture);
      bytes.write(Files.readAllBytes(part));
    }
    List<Raw> read =
        EveryReading.checkAgreement(
            write("joined.ts", bytes.toByteArray()), Integer.MAX_VALUE, "its codec changes from");
    assertThat(read).hasSize(frames);
    assertThat(read.get(read.size() - 1).frame()).isEqualTo(last);
  }

  @Test
  void matroskaTimesBeforeZeroLoseNothing() throws Exception {
    byte[] bytes = part(0, MATROSKA);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int end = find(bytes, CLUSTER, find(bytes, CLUSTER, 0) + 1);
    int at = find(bytes, CLUSTER, 0) + 12; // Behind the length, which is unknown.
    at += 2 + (bytes[at + 1] & 0x7F); // The cluster's time.
    int moved = 0;
    while (at < end && bytes[at] == (byte) 0xA3) {
      int width = Integer.numberOfLeadingZeros(bytes[at + 1] & 0xFF) - 23;
      int length = bytes[at + 1] & (0xFF >> width);
      for (int i = 1; i < width; i++) {
        length = (length << 8) | (bytes[at + 1 + i] & 0xFF);
      }
      int time = at + 1 + width + 1;
      buffer.putShort(time, (short) (buffer.getShort(time) - 500));
      at += 1 + width + length;
      moved++;
    }
    assertThat(moved).isEqualTo(25);
    assertThat(EveryReading.check(write("negative.mkv", bytes))).hasSize(FRAMES);
  }

  /** Later starts are a gap; earlier ones follow the frame before by a nominal duration. */
  private static void checkTimes(Path file, int... starts) throws Exception {
    List<Raw> frames = EveryReading.check(file);
    assertThat(frames).hasSize(FRAMES * starts.length);
    double offset = 0;
    for (int part = 0; part < starts.length; part++) {
      if (part > 0) {
        double gap = starts[part] - starts[part - 1];
        // The clock began again between them.
        gap -= Math.abs(gap) > 0.97 * CLOCK ? Math.signum(gap) * CLOCK : 0;
        offset += gap >= 2 ? gap : 2;
      }
      for (int i = 0; i < FRAMES; i++) {
        Raw frame = frames.get(part * FRAMES + i);
        assertThat(frame.seconds())
            .as("frame %d", frame.frame())
            .isCloseTo(offset + i / 25.0, within(2e-3));
        assertThat(frame.pixels()).isEqualTo(frames.get(i).pixels());
      }
    }
  }

  private byte[] part(int start, String muxer) throws Exception {
    Path file = folder.resolve("part");
    FfmpegProgram.make(file, PICTURE + "-output_ts_offset " + start + " " + muxer);
    return Files.readAllBytes(file);
  }

  private Path write(String name, byte[] bytes) throws Exception {
    return Files.write(folder.resolve(name), bytes);
  }

  private static int find(byte[] bytes, byte[] words, int from) {
    for (int i = from; i + words.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + words.length, words, 0, words.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }
}
