package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.testing.PacketCopy;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers that mark every picture as a keyframe, or none. */
@ExtendWith(NoLeaks.class)
class KeyframeMarksIT {
  private static final String PICTURE =
      "-f lavfi -i testsrc2=size=128x96:rate=25:duration=3 -g 25 -c:v ";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "flv, mov",
    "msmpeg4, avi",
    "msmpeg4v2, mkv",
    "wmv1, mkv",
    "wmv2, mov",
    "libtheora, mov",
    "libtheora, mkv",
    "ffv1, mov",
    "ffv1, mkv",
    "libvpx, mkv",
    "libvpx-vp9, mp4",
    "libx265, mkv",
  })
  void aMarkIsNoProofOfAKeyframe(String codec, String ending) throws Exception {
    assertThat(EveryReading.check(copy(codec, ending, true))).hasSize(75);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "flv, mkv",
    "wmv2, mkv",
    "libtheora, mkv",
    "libx264, mkv",
    "libx265, mkv",
    "ffv1, avi"
  })
  void aVideoWithoutMarksIsRead(String codec, String ending) throws Exception {
    assertThat(EveryReading.check(copy(codec, ending, false))).hasSize(75);
  }

  private Path copy(String codec, String ending, boolean key) throws Exception {
    String quiet = codec.equals("libx265") ? " -preset ultrafast -x265-params log-level=none" : "";
    Path clip = FfmpegProgram.make(folder.resolve("clip.mkv"), PICTURE + codec + quiet);
    return PacketCopy.write(
        clip, folder.resolve("marks." + ending), (number, packet) -> List.of(packet.withKey(key)));
  }
}
