package io.euge.video.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.testing.NoLeaks;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NoLeaks.class)
class VideoWriterTest {
  private static final int SIZE = 64;

  @TempDir Path folder;

  private static int[] filled(int colour) {
    int[] pixels = new int[SIZE * SIZE];
    Arrays.fill(pixels, colour);
    return pixels;
  }

  @Test
  void picturesComeBackInTheirOrderWithTheirColours() {
    Path file = folder.resolve("colours.mp4");
    int[] colours = {0xC02020, 0x20C020, 0x2020C0};
    try (VideoWriter writer = new VideoWriter(file, SIZE, SIZE, 10)) {
      for (int colour : colours) {
        writer.write(filled(colour));
      }
    }
    ByteBuffer pixels = ByteBuffer.allocateDirect(3 * SIZE * SIZE + 64);
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      for (int i = 0; i < colours.length; i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.seconds()).isEqualTo(i / 10.0);
        reader.letterbox(Letterbox.of(SIZE, SIZE, SIZE, SIZE), pixels, 0);
        int middle = 3 * (SIZE * SIZE / 2 + SIZE / 2);
        for (int channel = 0; channel < 3; channel++) {
          int wanted = (colours[i] >> (16 - 8 * channel)) & 255;
          assertThat(Math.abs((pixels.get(middle + channel) & 255) - wanted)).isLessThan(30);
        }
      }
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("no/such/folder.mp4");
    assertThatThrownBy(() -> new VideoWriter(file, SIZE, SIZE, 10))
        .isInstanceOf(EugeException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void sizesThatNoVideoHasAreRefused() {
    assertThatThrownBy(() -> new VideoWriter(folder.resolve("odd.mp4"), 63, 64, 10))
        .isInstanceOf(IllegalArgumentException.class);
    try (VideoWriter writer = new VideoWriter(folder.resolve("a.mp4"), SIZE, SIZE, 10)) {
      assertThatThrownBy(() -> writer.write(new int[1]))
          .isInstanceOf(IllegalArgumentException.class);
      writer.write(filled(0));
    }
  }
}
