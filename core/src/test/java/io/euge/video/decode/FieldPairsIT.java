package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.FieldPictures;
import io.euge.testing.NoLeaks;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames whose fields are coded one after the other. */
@ExtendWith(NoLeaks.class)
class FieldPairsIT {
  private static final int FRAMES = 100;

  /** FFmpeg gives raw MPEG-2 no times, in ticks of 1/1,200,000 s. */
  private static final String TIMED = " -c copy -bsf:v setts=ts=N*48000";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.h264", "a.ts", "a.mkv", "a.mp4", "a.avi"})
  void twoPacketsOfH264AreOneFrame(String name) throws Exception {
    Path raw = FieldPictures.writeH264(folder.resolve("raw.h264"), FRAMES);
    Path file = FfmpegProgram.make(folder.resolve(name), "-r 25 -i " + raw + " -c copy");
    assertThat(EveryReading.check(file)).hasSize(FRAMES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.mpg", "a.ts", "a.m2v", "a.mkv", "a.mp4"})
  void aPacketOfTwoFieldsOfMpeg2IsOneFrame(String name) throws Exception {
    Path raw = FieldPictures.writeMpeg2(folder.resolve("raw.m2v"), FRAMES);
    Path file = FfmpegProgram.make(folder.resolve(name), "-i " + raw + TIMED);
    assertThat(EveryReading.check(file)).hasSize(FRAMES);
  }
}
