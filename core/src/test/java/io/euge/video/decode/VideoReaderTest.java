package io.euge.video.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.euge.testing.ClipWriter;
import io.euge.testing.NoLeaks;
import io.euge.testing.Patterns;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.Pixels;
import io.euge.video.VideoInfo;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class VideoReaderTest {
  @TempDir Path folder;

  @Test
  void everyFrameOfTheRealClipsIsReadOnce() {
    assertThat(count(Shared.highway(), 1)).isEqualTo(268);
    assertThat(count(Shared.highway(), 3)).isEqualTo(268);
    assertThat(count(Shared.carDetection(), 1)).isEqualTo(377);
  }

  @Test
  void aRealClipIsDescribed() {
    VideoInfo info = VideoReader.probe(Shared.highway());
    assertThat(info.codec()).isEqualTo("h264");
    assertThat(info.container()).contains("mp4");
    assertThat(info.width()).isEqualTo(1280);
    assertThat(info.height()).isEqualTo(720);
    assertThat(info.rotation()).isZero();
    assertThat(info.framesPerSecond()).isEqualTo(30, within(1e-9));
    assertThat(info.seconds()).isEqualTo(268 / 30.0, within(1e-6));
    assertThat(info.frames()).isEqualTo(268);
    assertThat(info.framesExact()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a.mp4, mpeg4, yuv420p, 1",
    "a.mp4, mpeg4, yuv420p, 3",
    "a.mov, mpeg4, yuv420p, 1",
    "a.mkv, mpeg4, yuv420p, 1",
    "a.avi, mpeg4, yuv420p, 1",
    "a.ts, mpeg2video, yuv420p, 1",
    "a.mpg, mpeg2video, yuv420p, 1",
    "a.mkv, mjpeg, yuvj420p, 1",
    "a.mkv, ffv1, yuv420p10le, 1",
    "a.mkv, ffv1, yuv444p, 2",
    "a.mp4, libopenh264, yuv420p, 2",
    "a.webm, libvpx-vp9, yuv420p, 1",
    "a.flv, flv, yuv420p, 1",
  })
  void framesComeInPresentationOrder(String name, String codec, String format, int threads) {
    // An AVI gives times in decoding order, so B-frames would start it a frame late.
    int bFrames = name.endsWith(".avi") ? 0 : 2;
    Path file =
        new ClipWriter()
            .gop(10, bFrames)
            .codec(codec, format)
            .frames(40)
            .rate(10)
            .write(folder.resolve(name));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT.withThreads(threads))) {
      for (int i = 0; i < 40; i++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.frame()).isEqualTo(i);
        assertThat(reader.seconds()).isEqualTo(i / 10.0, within(0.0011));
        assertThat(Patterns.index(Pixels.unscaled(reader), 160, 120)).isEqualTo(i);
      }
      assertThat(reader.next()).isFalse();
      assertThat(reader.next()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"33,17", "161,119", "16,16", "2,2", "250,21"})
  void sizesMayBeOdd(int width, int height) {
    Path file =
        new ClipWriter()
            .codec("ffv1", "yuv420p")
            .size(width, height)
            .pattern(Patterns.quarters())
            .write(folder.resolve("odd.mkv"));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.width()).isEqualTo(width);
      assertThat(reader.height()).isEqualTo(height);
      ByteBuffer rgb = Pixels.unscaled(reader);
      assertThat(Pixels.color(rgb, width, 0, 0)).isEqualTo("red");
    }
  }

  @Test
  void aFullRangeSourceKeepsItsBlackAndWhite() {
    Path file =
        new ClipWriter()
            .codec("mjpeg", "yuvj420p")
            .pattern((frame, x, y, w, h) -> y * 2 < h ? 0x000000 : 0xFFFFFF)
            .write(folder.resolve("full.mkv"));
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      ByteBuffer rgb = Pixels.unscaled(reader);
      assertThat(rgb.get(0) & 255).isLessThan(3);
      assertThat(rgb.get(rgb.capacity() - 1) & 255).isGreaterThan(252);
    }
  }

  @Test
  void threadsDoNotChangeAPixel() {
    try (VideoReader one = VideoReader.open(Shared.carDetection(), DecodeOptions.DEFAULT);
        VideoReader four =
            VideoReader.open(Shared.carDetection(), DecodeOptions.DEFAULT.withThreads(4))) {
      for (int i = 0; i < 30; i++) {
        assertThat(one.next()).isTrue();
        assertThat(four.next()).isTrue();
        assertThat(Pixels.unscaled(one)).isEqualTo(Pixels.unscaled(four));
      }
    }
  }

  @Test
  void aFrameAllocatesNothing() {
    var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    Letterbox box = Letterbox.of(768, 432, 320, 320);
    ByteBuffer first = ByteBuffer.allocateDirect(box.bytes());
    ByteBuffer second = ByteBuffer.allocateDirect(box.bytes());
    try (VideoReader reader = VideoReader.open(Shared.carDetection(), DecodeOptions.DEFAULT)) {
      long before = 0;
      for (int i = 0; i < 110; i++) {
        if (i == 10) {
          before = memory.getCurrentThreadAllocatedBytes();
        }
        reader.next();
        reader.letterbox(box, i % 2 == 0 ? first : second, 0);
      }
      long each = (memory.getCurrentThreadAllocatedBytes() - before) / 100;
      assertThat(each).as("bytes for each frame").isLessThan(8);
    }
  }

  @Test
  void aClosedReaderCannotBeUsed() {
    VideoReader reader = VideoReader.open(clip(), DecodeOptions.DEFAULT);
    reader.close();
    reader.close();
    assertThatThrownBy(reader::next).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(reader::info).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(reader::frame).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void beforeTheFirstAndAfterTheLastFrameThereIsNone() {
    try (VideoReader reader = VideoReader.open(clip(), DecodeOptions.DEFAULT)) {
      assertThatThrownBy(reader::seconds)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call next() first");
      while (reader.next()) {
        assertThat(reader.width()).isEqualTo(160);
      }
      assertThatThrownBy(reader::width).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void onlyADirectBufferWithRoomIsAccepted() {
    Letterbox box = Letterbox.of(160, 120, 32, 32);
    try (VideoReader reader = VideoReader.open(clip(), DecodeOptions.DEFAULT)) {
      assertThat(reader.next()).isTrue();
      ByteBuffer direct = ByteBuffer.allocateDirect(box.bytes());
      assertThatThrownBy(() -> reader.letterbox(box, ByteBuffer.allocate(box.bytes()), 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> reader.letterbox(box, direct.asReadOnlyBuffer(), 0))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> reader.letterbox(box, direct, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> reader.letterbox(box, direct, -1))
          .isInstanceOf(IndexOutOfBoundsException.class);
      reader.letterbox(box, direct, 0);
      assertThat(direct.position()).isZero();
    }
  }

  private Path clip() {
    return new ClipWriter().frames(3).write(folder.resolve("clip.mp4"));
  }

  private static long count(Path file, int threads) {
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT.withThreads(threads))) {
      long frames = 0;
      double last = -1;
      while (reader.next()) {
        assertThat(reader.frame()).isEqualTo(frames++);
        assertThat(reader.seconds()).isGreaterThan(last);
        last = reader.seconds();
      }
      return frames;
    }
  }
}
