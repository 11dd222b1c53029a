package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.euge.testing.FfmpegProgram;
import io.euge.testing.NoLeaks;
import io.euge.video.VideoSource;
import io.euge.video.split.SegmentPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Transport streams whose clock jumps: no reading of them gives other seconds. */
@ExtendWith(NoLeaks.class)
class TransportClockIT {
  private static final int FRAMES = 200;
  private static final int PACKET = 188;
  private static final long CLOCK = 1L << 33;
  private static final long SECOND = 90_000;
  private static final String PICTURE = "-f lavfi -i testsrc2=size=96x64:rate=25:duration=8 -g 25 ";

  @TempDir Path folder;

  @BeforeAll
  static void theProgramIsThere() {
    assumeTrue(FfmpegProgram.isThere(), "needs the program ffmpeg");
  }

  /** What is added to the times of a picture. */
  enum Jumps {
    PAIRS {
      @Override
      long ticks(int picture, Random random) {
        return picture % 20 == 10 || picture % 20 == 11 ? 11 * SECOND / 2 : 0;
      }
    },
    SINGLE {
      @Override
      long ticks(int picture, Random random) {
        return picture % 25 == 5 ? 50 * SECOND : 0;
      }
    },
    AT_KEYFRAMES {
      @Override
      long ticks(int picture, Random random) {
        return picture > 0 && picture % 25 == 0 ? 50 * SECOND : 0;
      }
    },
    EARLY_PAIRS {
      @Override
      long ticks(int picture, Random random) {
        return picture % 20 == 10 || picture % 20 == 11 ? -SECOND / 2 : 0;
      }
    },
    BACK_AND_FORTH {
      @Override
      long ticks(int picture, Random random) {
        return 10 * SECOND * (picture / 30 % 2);
      }
    },
    ANY {
      @Override
      long ticks(int picture, Random random) {
        return random.nextInt(8) == 0 ? random.nextInt((int) (4 * SECOND)) - 2 * SECOND : 0;
      }
    };

    abstract long ticks(int picture, Random random);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "PAIRS, -c:v libx264 -x264-params open-gop=1:bframes=3:scenecut=0",
    "PAIRS, -c:v libx264 -bf 0",
    "SINGLE, -c:v libx264 -bf 2",
    "AT_KEYFRAMES, -c:v libx264 -bf 2",
    "AT_KEYFRAMES, -c:v mpeg2video -bf 2",
    "EARLY_PAIRS, -c:v libx264 -bf 2",
    "BACK_AND_FORTH, -c:v libx264 -bf 2",
    "BACK_AND_FORTH, -c:v libx265 -preset ultrafast -x265-params log-level=none:open-gop=1:bframes=3",
    "ANY, -c:v libx264 -bf 3",
    "ANY, -c:v libx264 -bf 0",
    "ANY, -c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=3",
    "ANY, -c:v mpeg2video -bf 2",
  })
  void eachReadingHasTheSameSeconds(Jumps jumps, String options) throws Exception {
    Path file = FfmpegProgram.make(folder.resolve("clip.ts"), PICTURE + options);
    byte[] stream = Files.readAllBytes(file);
    add(stream, jumps);
    Files.write(file, stream);
    assertThat(EveryReading.check(file)).hasSize(FRAMES);
    if (jumps == Jumps.SINGLE) {
      assertThat(SegmentPlan.of(VideoSource.of(file), 1).segments()).hasSizeGreaterThan(5);
    }
  }

  private static void add(byte[] stream, Jumps jumps) {
    Random random = new Random(1);
    int picture = 0;
    for (int at = 0; at < stream.length; at += PACKET) {
      int program = (stream[at + 1] & 0x1f) << 8 | (stream[at + 2] & 0xff);
      if (program == 0x100 && (stream[at + 1] & 0x40) != 0) {
        int start = at + 4 + ((stream[at + 3] & 0x20) != 0 ? 1 + (stream[at + 4] & 0xff) : 0);
        long ticks = jumps.ticks(picture++, random);
        int times = stream[start + 7] >> 6 & 3;
        for (int i = 0; i < times - 1; i++) {
          add(stream, start + 9 + 5 * i, ticks);
        }
      }
    }
  }

  /** Adds to a time of a PES packet's header (ISO/IEC 13818-1, 2.4.3.6). */
  private static void add(byte[] stream, int at, long ticks) {
    long time =
        (long) (stream[at] >> 1 & 7) << 30
            | (long) (stream[at + 1] & 0xff) << 22
            | (long) (stream[at + 2] >> 1 & 0x7f) << 15
            | (long) (stream[at + 3] & 0xff) << 7
            | (long) (stream[at + 4] >> 1 & 0x7f);
    long moved = Math.floorMod(time + ticks, CLOCK);
    stream[at] = (byte) ((stream[at] & 0xf0) | (moved >> 30 << 1) | 1);
    stream[at + 1] = (byte) (moved >> 22);
    stream[at + 2] = (byte) ((moved >> 15 << 1) | 1);
    stream[at + 3] = (byte) (moved >> 7);
    stream[at + 4] = (byte) ((moved << 1) | 1);
  }
}
