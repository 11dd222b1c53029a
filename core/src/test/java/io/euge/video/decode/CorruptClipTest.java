package io.euge.video.decode;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.VideoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However a clip is corrupt, it ends, cleanly or with a VideoException, and leaks nothing. */
@ExtendWith(NoLeaks.class)
class CorruptClipTest {
  private static final int FRAMES = 25;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.mp4, mpeg4",
    "a.mkv, mpeg4",
    "a.avi, mpeg4",
    "a.ts, mpeg2video",
    "a.mp4, libopenh264"
  })
  void aClipCutAnywhereIsReadToItsEnd(String name, String codec) throws IOException {
    byte[] whole = Files.readAllBytes(clip(name, codec));
    for (int i = 0; i < 50; i++) {
      byte[] cut = Arrays.copyOf(whole, (int) ((long) whole.length * i / 50));
      readToTheEnd(Files.write(folder.resolve("cut-" + name), cut), "cut " + i);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4, mpeg4",
    "a.mkv, mpeg4",
    "a.avi, mpeg4",
    "a.ts, mpeg2video",
    "a.mp4, libopenh264"
  })
  void aClipWithFlippedBitsIsReadToItsEnd(String name, String codec) throws IOException {
    byte[] whole = Files.readAllBytes(clip(name, codec));
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      byte[] flipped = whole.clone();
      for (int flips = 1 + seed % 10; flips > 0; flips--) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      readToTheEnd(Files.write(folder.resolve("flipped-" + name), flipped), "seed " + seed);
    }
  }

  private Path clip(String name, String codec) {
    return new ClipWriter()
        .codec(codec, "yuv420p")
        .frames(FRAMES)
        .size(64, 48)
        .write(folder.resolve(name));
  }

  private static void readToTheEnd(Path file, String damage) {
    assertTimeoutPreemptively(
        ofSeconds(10),
        () -> {
          Letterbox box = Letterbox.of(64, 48, 32, 32);
          ByteBuffer target = ByteBuffer.allocateDirect(box.bytes());
          try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT.withThreads(2))) {
            while (reader.next()) {
              reader.letterbox(box, target, 0);
            }
          } catch (VideoException e) {
            assertThat(e.video()).isEqualTo(file.toString());
            assertThat(e.getMessage()).contains(file.getFileName().toString());
          }
        },
        damage);
  }
}
