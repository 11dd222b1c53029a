package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
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
}
