package io.euge.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class VideoReaderTest {
  @Test
  void everyFrameOfTheRealClipsIsReadOnce() {
    assertThat(frames(Shared.highway(), 1)).isEqualTo(268);
    assertThat(frames(Shared.carDetection(), 3)).isEqualTo(377);
  }

  private static long frames(Path file, int threads) {
    try (VideoReader reader = VideoReader.open(file, new DecodeOptions(threads))) {
      ByteBuffer target = ByteBuffer.allocateDirect(320 * 320 * 3);
      long frames = 0;
      double last = -1;
      while (reader.next()) {
        assertThat(reader.frame()).isEqualTo(frames++);
        assertThat(reader.seconds()).isGreaterThan(last);
        last = reader.seconds();
        reader.letterbox(Letterbox.of(reader.width(), reader.height(), 320, 320), target, 0);
      }
      return frames;
    }
  }
}
