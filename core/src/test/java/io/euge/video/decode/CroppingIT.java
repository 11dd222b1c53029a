package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.BundledFfmpeg;
import io.euge.testing.ClipWriter;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.Pixels;
import io.euge.video.VideoInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Borders that the container hides are left out as by FFmpeg's program. */
@ExtendWith(NoLeaks.class)
class CroppingIT {
  private static final String SOURCE = "-f lavfi -i testsrc2=rate=25:duration=3:size=%s %s";
  private static final String H264 = "-c:v libx264 -g 25 -bf 2 -pix_fmt ";
  private static final int CLAP = 0x636c6170;

  /** So many pixels of each side are hidden. */
  private record Borders(int top, int bottom, int left, int right) {
    /** Returns the box for pictures of a size (ISO/IEC 14496-12, 12.1.4). */
    byte[] box(int width, int height) {
      ByteBuffer box = ByteBuffer.allocate(40).putInt(40).putInt(CLAP);
      box.putInt(width - left - right).putInt(1).putInt(height - top - bottom).putInt(1);
      return box.putInt(left - right).putInt(2).putInt(top - bottom).putInt(2).array();
    }
  }

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "{0}, {1} {2}x{3}, without {4} {5} {6} {7}")
  @CsvSource({
    "mp4, yuv420p, 96, 64, 8, 4, 16, 2, 78, 52",
    "mkv, yuv420p, 96, 64, 8, 4, 16, 2, 78, 52",
    "mp4, yuv420p, 96, 64, 3, 5, 7, 1, 88, 56",
    "mkv, yuv420p, 96, 64, 3, 5, 7, 1, 88, 56",
    "mkv, yuv420p, 96, 64, 1, 0, 0, 3, 92, 62",
    "mp4, yuv444p, 96, 64, 0, 1, 0, 1, 95, 63",
    "mkv, yuv444p, 96, 64, 3, 5, 7, 2, 87, 56",
    "mkv, yuv422p10le, 96, 64, 3, 0, 1, 0, 94, 61",
    "mp4, yuv420p, 98, 70, 2, 2, 5, 0, 92, 66",
    "mkv, yuv420p, 98, 70, 0, 60, 90, 0, 8, 10",
  })
  void bordersThatTheContainerHidesAreLeftOut(
      String container,
      String format,
      int width,
      int height,
      int top,
      int bottom,
      int left,
      int right,
      int shownWidth,
      int shownHeight)
      throws Exception {
    Path mp4 = make(width, height, H264 + format);
    crop(mp4, width, height, new Borders(top, bottom, left, right));
    Path file = container.equals("mp4") ? mp4 : copy(mp4, container);
    assertThat(EveryReading.check(file)).hasSize(75);
    checkSize(file, shownWidth, shownHeight);
  }

  @ParameterizedTest
  @CsvSource({
    "mp4, mkv, libx265 -x265-params log-level=none, 80, 56",
    "mp4, webm, libvpx-vp9 -speed 8, 80, 56",
    "mp4, mkv, mpeg2video, 80, 56",
    "mp4, mkv, mjpeg -pix_fmt yuvj420p, 80, 56",
    "mov, mov, ffv1 -pix_fmt bgr0, 81, 57",
    "mov, mov, rawvideo -pix_fmt rgb24, 81, 57",
  })
  void ofEveryCodec(String container, String other, String codec, int width, int height)
      throws Exception {
    Path clip =
        FfmpegProgram.make(
            folder.resolve("clip." + container), SOURCE.formatted("96x64", "-c:v " + codec));
    crop(clip, 96, 64, new Borders(3, 4, 7, 8));
    Path file = other.equals(container) ? clip : copy(clip, other);
    assertThat(EveryReading.check(file)).hasSize(75);
    checkSize(file, width, height);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource({
    "1, 0, 0, 1",
    "0, 1, -1, 0",
    "-1, 0, 0, -1",
    "0, -1, 1, 0",
    "-1, 0, 0, 1",
    "0, 1, 1, 0"
  })
  void theyAreLeftOutBeforePicturesAreTurned(int a, int b, int c, int d) throws Exception {
    Path file =
        new ClipWriter()
            .size(96, 64)
            .frames(5)
            .orientation(a, b, c, d)
            .pixelAspectRatio(4, 3)
            .pattern((frame, x, y, w, h) -> ((x * 2) << 16) | ((y * 3) << 8) | (frame * 40))
            .write(folder.resolve("turned.mp4"));
    crop(file, 96, 64, new Borders(4, 20, 10, 30));
    checkSize(file, a == 0 ? 40 : 56, a == 0 ? 56 : 40);
    Path expected =
        BundledFfmpeg.make(
            folder.resolve("turned.rgb"),
            "-i "
                + file
                + " -fps_mode passthrough -sws_flags accurate_rnd+bitexact+bilinear"
                + " -pix_fmt rgb24 -f rawvideo");
    ByteBuffer theirs = ByteBuffer.wrap(Files.readAllBytes(expected));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      while (reader.next()) {
        assertThat(reader.pixelAspectRatio()).isEqualTo(a == 0 ? 3.0 / 4 : 4.0 / 3);
        ByteBuffer ours = Pixels.unscaled(reader);
        long difference = 0;
        for (int i = 0; i < ours.capacity(); i++) {
          difference += Math.abs((ours.get(i) & 255) - (theirs.get() & 255));
        }
        assertThat((double) difference / ours.capacity()).isLessThan(2);
      }
    }
    assertThat(theirs.hasRemaining()).isFalse();
  }

  @Test
  void picturesOfAnotherSizeLoseTheSame() throws Exception {
    Path file =
        SampleDescriptions.join(
            folder.resolve("joined.mp4"),
            make(96, 64, H264 + "yuv420p"),
            make(128, 80, H264 + "yuv420p"));
    crop(file, 96, 64, new Borders(2, 6, 4, 10));
    assertThat(EveryReading.check(file)).hasSize(150);
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      while (reader.next()) {
        assertThat(reader.width()).isEqualTo(reader.frame() < 75 ? 82 : 114);
        assertThat(reader.height()).isEqualTo(reader.frame() < 75 ? 56 : 72);
      }
    }
  }

  @Test
  void aBoxThatIsLargerThanThePictureIsIgnored() throws Exception {
    Path file = make(96, 64, H264 + "yuv420p");
    crop(file, 200, 64, new Borders(2, 2, 2, 2));
    assertThat(EveryReading.check(file)).hasSize(75);
    checkSize(file, 96, 64);
  }

  private Path make(int width, int height, String options) throws IOException {
    String size = width + "x" + height;
    return FfmpegProgram.make(folder.resolve(size + ".mp4"), SOURCE.formatted(size, options));
  }

  private static void crop(Path mp4, int width, int height, Borders borders) throws IOException {
    Files.write(mp4, Mp4Tables.describe(Files.readAllBytes(mp4), borders.box(width, height)));
  }

  private Path copy(Path file, String container) throws IOException {
    return BundledFfmpeg.make(folder.resolve("copy." + container), "-i " + file + " -c copy");
  }

  private static void checkSize(Path file, int width, int height) {
    VideoInfo info = VideoReader.probe(file);
    assertThat(info.width()).isEqualTo(width);
    assertThat(info.height()).isEqualTo(height);
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.width()).isEqualTo(width);
      assertThat(reader.height()).isEqualTo(height);
    }
  }
}
