package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.LongTests;
import io.euge.testing.PacketCopy;
import io.euge.testing.PacketCopy.Packet;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Packets of real encoders with random times in real containers: all frames of FFmpeg are there, in
 * its order, however the file is read.
 */
class RandomPacketsIT {
  private static final int FRAMES = 75;
  private static final String PICTURE = "-f lavfi -i testsrc2=size=64x48:rate=25:duration=3 -g 15 ";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @CsvSource({
    "mp4, mkv, -c:v libx264 -x264-params open-gop=1:bframes=3:scenecut=0",
    "mp4, mkv, -c:v mpeg2video -bf 2",
    "mp4, mkv, -c:v libx264 -bf 0",
    "ts, ts, -c:v libx264 -bf 2",
    "ts, avi, -c:v libx264 -bf 2",
    "mp4, avi, -c:v mpeg4 -bf 2",
    "mp4, flv, -c:v libx264 -bf 2",
    "mp4, mp4, -c:v libx264 -bf 3",
    "mp4, mov, -c:v mpeg4 -bf 2",
    "ts, mpg, -c:v mpeg2video -bf 2",
  })
  void eachFrameIsReadWhateverItsTime(String from, String ending, String options) throws Exception {
    Path clip = FfmpegProgram.make(folder.resolve("clip." + from), PICTURE + options);
    for (int seed = 0; seed < LongTests.choose(3, 100); seed++) {
      Random random = new Random(seed);
      Path file = folder.resolve("random." + ending);
      int[] written = {0};
      PacketCopy.write(
          clip,
          file,
          (number, packet) -> {
            written[0]++;
            return List.of(withTimes(packet, random));
          });
      assertThat(written[0]).isEqualTo(FRAMES);
      assertThat(EveryReading.check(file)).as("seed %d", seed).hasSize(FRAMES);
    }
  }

  /** Muxers demand that the decoding time stays in order, and is not behind the other. */
  private static Packet withTimes(Packet packet, Random random) {
    long frames =
        switch (random.nextInt(10)) {
          case 0 -> random.nextInt(3);
          case 1 -> -random.nextInt(10);
          case 2 -> random.nextInt(50);
          default -> 0;
        };
    long pts = packet.pts() + frames * packet.duration();
    return packet.withTimes(Math.max(packet.dts(), pts), packet.dts());
  }
}
