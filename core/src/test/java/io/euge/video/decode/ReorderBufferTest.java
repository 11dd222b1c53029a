package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;

import io.euge.testing.NoLeaks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NoLeaks.class)
class ReorderBufferTest {
  @Test
  void framesComeOutInTheOrderOfTheirArrivalHoweverTheBufferGrows() {
    Random random = new Random(1);
    Deque<Long> expected = new ArrayDeque<>();
    AVFrame frame = av_frame_alloc();
    try (ReorderBuffer buffer = new ReorderBuffer()) {
      for (long pts = 0; pts < 2000; pts++) {
        frame.pts(pts);
        buffer.add(frame);
        expected.add(pts);
        while (!expected.isEmpty() && random.nextInt(expected.size() < 20 ? 4 : 2) == 0) {
          assertThat(buffer.first().pts()).isEqualTo(expected.peek());
          buffer.take(frame);
          assertThat(frame.pts()).isEqualTo(expected.remove());
        }
        assertThat(buffer.isEmpty()).isEqualTo(expected.isEmpty());
        assertThat(buffer.isFull()).isEqualTo(expected.size() > 33);
      }
    } finally {
      av_frame_free(frame);
    }
  }
}
