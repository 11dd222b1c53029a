package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Intact transport streams of writers with ways of their own. */
@ExtendWith(NoLeaks.class)
class UnusualTransportIT {
  private static final int FRAMES = 75;
  private static final int PACKET = 188;
  private static final String PICTURE =
      "-f lavfi -i testsrc2=size=96x64:rate=25:duration=3 -g 25 -bf 2 -c:v ";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  private byte[] stream(String codec) throws Exception {
    return Files.readAllBytes(FfmpegProgram.make(folder.resolve("clip.ts"), PICTURE + codec));
  }

  private void check(byte[] stream) throws Exception {
    assertThat(EveryReading.check(Files.write(folder.resolve("unusual.ts"), stream)))
        .hasSize(FRAMES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "libx264",
        "libx265 -preset ultrafast -x265-params log-level=none",
        "mpeg2video",
        "mpeg4"
      })
  void packetsAreNotCounted(String codec) throws Exception {
    byte[] stream = stream(codec);
    for (int at = 3; at < stream.length; at += PACKET) {
      stream[at] &= (byte) 0xf0;
    }
    check(stream);
  }

  @ParameterizedTest(name = "{0} bytes before, {1} behind")
  @CsvSource({"4, 0", "0, 16"})
  void packetsAreLonger(int before, int behind) throws Exception {
    byte[] stream = stream("libx264");
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    for (int at = 0; at < stream.length; at += PACKET) {
      longer.write(new byte[before]);
      longer.write(stream, at, PACKET);
      longer.write(new byte[behind]);
    }
    check(longer.toByteArray());
  }
}
