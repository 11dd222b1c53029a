package io.euge.video.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.BundledFfmpeg;
import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.video.decode.RawFrames.Raw;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** H.264 streams that do not declare how many pictures a decoder must hold back. */
@ExtendWith(NoLeaks.class)
class HeldPicturesIT {
  /** Noise, of which the encoder decides anew for each picture how many others refer to it. */
  private static final String PICTURE =
      "-f lavfi -i nullsrc=size=96x64:rate=25:duration=4,geq=random(1)*255:128:128 -c:v libx264"
          + " -preset veryfast -x264-params keyint=25:min-keyint=25:bframes=3:b-adapt=2"
          + ":b-pyramid=normal:scenecut=0:ref=4";

  /**
   * The end of x264's sequence parameters (ITU-T H.264, E.1.1): that restrictions follow, what they
   * say of vectors and sizes, and that 2 pictures are held back of at most 4.
   */
  private static final Pattern RESTRICTIONS =
      Pattern.compile("1(111(0+1[01]+)\\2011(?:00100|00101)10*)$");

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mkv", "avi", "ts"})
  void noPictureIsDroppedThatComesAfterALaterOne(String ending) throws Exception {
    Path clip = FfmpegProgram.make(folder.resolve("clip.mp4"), PICTURE);
    Path undeclared = folder.resolve("undeclared.mp4");
    Files.write(undeclared, withoutRestrictions(Files.readAllBytes(clip)));
    Path file = folder.resolve("undeclared." + ending);
    FfmpegProgram.make(file, "-i " + undeclared + " -c copy");
    assertThat(BundledFfmpeg.hashes(file, 100)).as("what FFmpeg drops").hasSizeLessThan(100);
    assertThat(EveryReading.checkAgreement(file, 100, null))
        .extracting(Raw::pixels)
        .isEqualTo(BundledFfmpeg.hashes(clip, 100));
  }

  /** Takes the flag away that restrictions follow: what they are is ignored then. */
  private static byte[] withoutRestrictions(byte[] movie) {
    int record = new String(movie, ISO_8859_1).indexOf("avcC") + 4;
    int from = record + 8;
    int size = (movie[record + 6] & 0xff) << 8 | (movie[record + 7] & 0xff);
    byte[] parameters = new byte[size];
    System.arraycopy(movie, from, parameters, 0, size);
    String bits = new BigInteger(1, parameters).toString(2);
    Matcher restrictions = RESTRICTIONS.matcher(bits);
    assertThat(restrictions.find()).as(bits).isTrue();
    String changed = bits.substring(0, restrictions.start()) + "0" + restrictions.group(1);
    byte[] bytes = new BigInteger(changed, 2).toByteArray();
    System.arraycopy(bytes, bytes.length - size, movie, from, size);
    return movie;
  }
}
