package io.euge.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.ClipWriter;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.testing.Patterns;
import io.euge.testing.Shared;
import io.euge.testing.TurnedCopy;
import io.euge.video.decode.VideoReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The frames are those of the ffmpeg program of the machine, another build and version. */
@ExtendWith(NoLeaks.class)
class FfmpegProgramIT {
  @TempDir Path folder;

  @BeforeAll
  static void ffmpegIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @Test
  void everyPixelOfTheRealClipsIsTheSame() throws Exception {
    compare(Shared.highway(), 268, 1.0);
    compare(Shared.carDetection(), 377, 1.0);
  }

  @ParameterizedTest
  @CsvSource({"0", "90", "180", "270"})
  void aTurnedClipIsTurnedTheSameWay(int degrees) throws Exception {
    Path file =
        new ClipWriter()
            .size(160, 96)
            .frames(5)
            .pattern(Patterns.quarters())
            .rotation(degrees)
            .write(folder.resolve("turned.mp4"));
    compare(file, 5, 2.0);
  }

  @ParameterizedTest
  @CsvSource({
    "libx264, turned.mp4, false, false, 90",
    "libx264, turned.ts, true, false, 270",
    "libx264, turned.mkv, false, true, 180",
    "libx265, turned.mp4, true, true, 90",
    "libx265, turned.ts, false, false, 270",
    "libx265, turned.mkv, true, false, 0",
  })
  void aClipThatItsCodecTurnsIsTurnedTheSameWay(
      String codec, String name, boolean mirrored, boolean flipped, int degrees) throws Exception {
    Path quarters =
        new ClipWriter()
            .size(160, 96)
            .frames(5)
            .pattern(Patterns.quarters())
            .write(folder.resolve("quarters.mp4"));
    Path clip =
        FfmpegProgram.make(folder.resolve("clip.mp4"), "-i " + quarters + " -g 1 -c:v " + codec);
    compare(new TurnedCopy(mirrored, flipped, degrees).write(clip, folder.resolve(name)), 5, 2.0);
  }

  @Test
  void aClipThatContainerAndCodecTurnIsTurnedTheSameWay() throws Exception {
    Path clip =
        new ClipWriter()
            .codec("libopenh264", "yuv420p")
            .size(160, 96)
            .frames(5)
            .gop(1, 0)
            .pattern(Patterns.quarters())
            .rotation(180)
            .write(folder.resolve("half.mp4"));
    compare(new TurnedCopy(false, false, 90).write(clip, folder.resolve("both.mp4")), 5, 2.0);
  }

  @ParameterizedTest
  @CsvSource({
    "bt709.mp4, -pix_fmt yuv420p -colorspace bt709 -color_range tv -c:v libx264",
    "full.mp4, -pix_fmt yuvj420p -colorspace bt709 -color_range pc -c:v libx264",
    "deep.mp4, -pix_fmt yuv420p10le -colorspace bt2020nc -c:v libx265",
    "odd.mp4, -vf crop=317:179 -pix_fmt yuv444p -c:v libx264",
    "vp9.webm, -c:v libvpx-vp9 -speed 8",
    "field.ts, -flags +ildct+ilme -c:v mpeg2video -q:v 2",
    "opengop.mp4, -c:v libx264 -x264-params open-gop=1:keyint=10:bframes=3",
  })
  void sourcesOfEveryKindLookAsTheProgramShowsThem(String name, String options) throws Exception {
    Path file =
        FfmpegProgram.make(
            folder.resolve(name),
            "-f lavfi -i testsrc2=size=320x180:rate=25:duration=1.6 " + options);
    compare(file, 40, 2.0);
  }

  @Test
  void anEditListHidesItsFrames() throws Exception {
    Path whole = folder.resolve("whole.mp4");
    Path part = folder.resolve("part.mp4");
    FfmpegProgram.make(whole, "-i " + Shared.highway() + " -t 4 -c copy -an");
    FfmpegProgram.make(part, "-ss 2 -i " + whole + " -c copy");
    long frames = VideoReader.probe(part).frames();
    try (VideoReader reader = VideoReader.open(part, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.seconds()).isBetween(0.0, 0.04);
    }
    compare(part, (int) frames, 1.0);
  }

  @Test
  void aRealClipCutAnywhereIsNeverTakenForWhole() throws IOException {
    byte[] whole = Files.readAllBytes(Shared.carDetection());
    for (int i = 1; i < 50; i++) {
      byte[] cut = Arrays.copyOf(whole, (int) ((long) whole.length * i / 50));
      Path file = Files.write(folder.resolve("cut.mp4"), cut);
      VideoException e =
          catchThrowableOfType(
              VideoException.class,
              () -> {
                try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
                  long frames = 0;
                  while (reader.next()) {
                    assertThat(reader.frame()).isEqualTo(frames++);
                  }
                }
              });
      assertThat(e).as("cut after %s of 50", i).hasMessageContaining("cut.mp4");
    }
  }

  private static void compare(Path file, int frames, double tolerance) throws Exception {
    Process program =
        new ProcessBuilder(
                "ffmpeg",
                "-v",
                "error",
                "-i",
                file.toString(),
                "-fps_mode",
                "passthrough",
                "-sws_flags",
                "accurate_rnd+bitexact+bilinear",
                "-pix_fmt",
                "rgb24",
                "-f",
                "rawvideo",
                "-")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT);
        DataInputStream theirs = new DataInputStream(program.getInputStream())) {
      int count = 0;
      byte[] expected = null;
      byte[] actual = null;
      while (reader.next()) {
        ByteBuffer rgb = Pixels.unscaled(reader);
        if (expected == null) {
          expected = new byte[rgb.capacity()];
          actual = new byte[rgb.capacity()];
        }
        theirs.readFully(expected);
        rgb.get(0, actual);
        long difference = 0;
        for (int i = 0; i < actual.length; i++) {
          difference += Math.abs((actual[i] & 255) - (expected[i] & 255));
        }
        assertThat((double) difference / actual.length)
            .as("mean difference of frame %s of %s", count, file.getFileName())
            .isLessThan(tolerance);
        count++;
      }
      assertThat(count).isEqualTo(frames);
      assertThat(catchThrowableOfType(EOFException.class, theirs::readByte)).isNotNull();
    } finally {
      program.destroy();
      program.waitFor();
    }
  }
}
