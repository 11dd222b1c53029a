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

  private static int[] filled(int color) {
    int[] pixels = new int[SIZE * SIZE];
    Arrays.fill(pixels, color);
    return pixels;
  }

  @Test
  void picturesComeBackInTheirOrderWithTheirColors() {
    Path file = folder.resolve("colors.mp4");
    int[] colors = {0xC02020, 0x20C020, 0x2020C0};
    try (VideoWriter writer = new VideoWriter(file, SIZE, SIZE, 10)) {
      for (int color : colors) {
        writer.write(filled(color));
      }
    }
    ByteBuffer pixels = ByteBuffer.allocateDirect(3 * SIZE * SIZE + 64);
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      for (int i = 0; i < colors.length; i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.seconds()).isEqualTo(i / 10.0);
        reader.letterbox(Letterbox.of(SIZE, SIZE, SIZE, SIZE), pixels, 0);
        int middle = 3 * (SIZE * SIZE / 2 + SIZE / 2);
        for (int channel = 0; channel < 3; channel++) {
          int wanted = (colors[i] >> (16 - 8 * channel)) & 255;
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
        .hasMessageStartingWith("Cannot create " + file + ": ")
        .hasMessageEndingWith("; free space there or choose another place");
  }

  @Test
  void aFailureOfTheEncoderIsNotBlamedOnTheDisk() {
    Path file = folder.resolve("a.mp4");
    assertThatThrownBy(() -> VideoWriteException.check(-22, "encode a frame of", file))
        .hasMessageStartingWith("Cannot encode a frame of " + file + ": ")
        .hasMessageEndingWith("; try again, and report it if it fails again");
    assertThatThrownBy(() -> VideoWriteException.check(-12, "allocate memory for", file))
        .hasMessageEndingWith("; end other programs and try again");
  }

  @Test
  void aClosedWriterTakesNoMorePictures() {
    VideoWriter writer = new VideoWriter(folder.resolve("a.mp4"), SIZE, SIZE, 10);
    writer.write(filled(0));
    writer.close();
    writer.close();
    assertThatThrownBy(() -> writer.write(filled(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a.mp4 is closed");
    assertThatThrownBy(() -> writer.write(filled(0), 1)).isInstanceOf(IllegalStateException.class);
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

  @Test
  void sizesThatTheEncoderRefusesAreNamedBeforeItIsAsked() {
    for (int[] size : new int[][] {{8, 64}, {64, 14}, {8192, 4096}, {4098, 2304}}) {
      assertThatThrownBy(() -> new VideoWriter(folder.resolve("a.mp4"), size[0], size[1], 10))
          .isInstanceOf(EugeException.class)
          .hasMessageContaining("with " + size[0] + "x" + size[1] + " pixels");
    }
    new VideoWriter(folder.resolve("least.mp4"), 16, 16, 10).close();
    new VideoWriter(folder.resolve("most.mp4"), 4096, 2304, 10).close();
  }

  @Test
  void timesGrowWhateverIsAskedFor() {
    Path file = folder.resolve("times.mp4");
    try (VideoWriter writer = VideoWriter.timed(file, SIZE, SIZE, 1, 30000 / 1001.0)) {
      for (double seconds : new double[] {0, 1001 / 30000.0, 1001 / 30000.0, 0.01, 2}) {
        writer.write(filled(0x808080), seconds);
      }
    }
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      double before = -1;
      int read = 0;
      for (; reader.next(); read++) {
        assertThat(reader.seconds()).isGreaterThan(before);
        before = reader.seconds();
      }
      assertThat(read).isEqualTo(5);
      assertThat(before).isEqualTo(2);
    }
  }
}
