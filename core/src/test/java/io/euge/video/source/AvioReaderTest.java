package io.euge.video.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.euge.EugeException;
import io.euge.testing.ClipWriter;
import io.euge.testing.Frames;
import io.euge.testing.MeasuredSource;
import io.euge.testing.NoLeaks;
import io.euge.testing.Shared;
import io.euge.video.DecodeOptions;
import io.euge.video.Segment;
import io.euge.video.VideoBytes;
import io.euge.video.VideoException;
import io.euge.video.VideoException.Code;
import io.euge.video.VideoException.Stage;
import io.euge.video.VideoInterruptedException;
import io.euge.video.VideoSource;
import io.euge.video.decode.VideoReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Videos that are no file of this machine. */
@ExtendWith(NoLeaks.class)
class AvioReaderTest {
  @TempDir Path folder;

  @AfterEach
  void noTestLeavesItsThreadInterrupted() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip.mp4", "clip.mkv", "clip.avi", "clip.ts", "clip.mov"})
  void framesAreThoseOfTheFile(String name) {
    same(clip(name));
  }

  @Test
  void framesOfRealVideosAreThoseOfTheFile() {
    same(Shared.carDetection());
  }

  private static void same(Path file) {
    MeasuredSource remote = remote(file);
    try (VideoReader ours = open(remote);
        VideoReader local = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      assertThat(ours.info()).isEqualTo(local.info());
      assertThat(Frames.of(ours)).isNotEmpty().isEqualTo(Frames.of(local));
    }
    assertThat(remote.stillOpen()).isZero();
  }

  @Test
  void manyVideosAreOpenAtOnce() throws Exception {
    Path file = clip("clip.mp4");
    List<String> expected;
    try (VideoReader local = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      expected = Frames.of(local);
    }
    List<VideoReader> open = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<List<String>>> read = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        VideoReader reader = open(remote(file));
        open.add(reader);
        read.add(threads.submit(() -> Frames.of(reader)));
      }
      for (Future<List<String>> frames : read) {
        assertThat(frames.get()).isEqualTo(expected);
      }
    } finally {
      threads.shutdownNow();
      open.forEach(VideoReader::close);
    }
  }

  @Test
  void anInputCountsTheBytesThatItRead() throws IOException {
    Path file = clip("clip.mp4");
    for (VideoSource source : List.of(VideoSource.of(file), remote(file))) {
      try (Input input = Input.open(source)) {
        assertThat(input.bytesRead()).isBetween(1L, Files.size(file));
      }
    }
  }

  @Test
  void aStorageThatFailsIsNeverTakenForTheEndOrForDamage() throws IOException {
    for (Path file : List.of(clip("clip.mp4"), clip("clip.mkv"), clip("clip.ts"))) {
      long length = Files.size(file);
      for (long at = 0; at < length; at += length / 9) {
        IOException failure = new IOException("the disk of host 7 is gone");
        MeasuredSource failing = failing(file, at, failure);
        VideoException e = catchThrowableOfType(VideoException.class, () -> readAll(failing));
        assertThat(e).as("%s fails at %s of %s", file, at, length).isNotNull();
        assertThat(e.code())
            .as("%s fails at %s of %s", file, at, length)
            .isEqualTo(Code.UNREADABLE);
        assertThat(e)
            .hasCause(failure)
            .hasMessageContaining("the disk of host 7 is gone")
            .hasMessageContaining(file.toString());
        assertThat(failing.stillOpen()).isZero();
      }
    }
  }

  @Test
  void aStorageThatFailsLateFailsAgainOnEveryCall() throws IOException {
    Path file = Shared.carDetection();
    MeasuredSource failing = failing(file, Files.size(file) / 2, new IOException("gone"));
    try (VideoReader reader = open(failing)) {
      assertThat(Frames.of(reader, 100)).hasSize(100);
      VideoException e = catchThrowableOfType(VideoException.class, () -> Frames.of(reader));
      assertThat(e.stage()).isEqualTo(Stage.DECODE);
      assertThat(catchThrowableOfType(VideoException.class, reader::next).code())
          .isEqualTo(Code.UNREADABLE);
    }
  }

  @Test
  void whatIsThrownInsideNeverReachesTheNativeCode() {
    Path file = clip("clip.mp4");
    RuntimeException bug = new IllegalStateException("a bug in a file system");
    assertThatThrownBy(() -> readAll(failing(file, 100, bug))).hasCause(bug);
    Error error = new StackOverflowError();
    assertThat(catchThrowable(() -> readAll(failing(file, 100, error)))).isSameAs(error);
    EugeException mendable = new EugeException("Put the disk back in");
    assertThat(catchThrowable(() -> readAll(failing(file, 100, mendable)))).isSameAs(mendable);
  }

  @Test
  void aStorageThatEndsTooEarlyFails() throws IOException {
    Path whole = clip("clip.mp4");
    long length = Files.size(whole);
    Path half = folder.resolve("half.mp4");
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(half, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    VideoSource lying =
        new MeasuredSource(VideoSource.of(half)) {
          @Override
          public VideoBytes open() throws IOException {
            VideoBytes target = super.open();
            return new VideoBytes() {
              @Override
              public long length() {
                return length;
              }

              @Override
              public int read(long position, java.nio.ByteBuffer into) throws IOException {
                return target.read(position, into);
              }

              @Override
              public void close() throws IOException {
                target.close();
              }
            };
          }
        };
    assertThatThrownBy(() -> readAll(lying))
        .isInstanceOf(VideoException.class)
        .hasMessageContaining("the storage ended at byte " + bytes.length / 2 + " of " + length);
  }

  @Test
  void anEmptyObjectIsNotAVideo() throws IOException {
    MeasuredSource empty = remote(Files.createFile(folder.resolve("empty.mp4")));
    VideoException e = catchThrowableOfType(VideoException.class, () -> open(empty));
    assertThat(e.code()).isEqualTo(Code.EMPTY);
    assertThat(empty.stillOpen()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"list.mp4", "list.m3u8"})
  void aPlaylistOpensNothing(String name) throws IOException {
    Path other = clip("other.mp4");
    MeasuredSource playlist =
        remote(
            Files.writeString(
                folder.resolve(name),
                "#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\n" + other + "\n#EXT-X-ENDLIST\n"));
    VideoException e = catchThrowableOfType(VideoException.class, () -> open(playlist));
    assertThat(e.code()).isEqualTo(Code.FORMAT);
    assertThat(playlist.stillOpen()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptedThreadStopsReading(boolean isFile) {
    VideoSource source = VideoSource.of(Shared.carDetection());
    try (VideoReader reader = open(isFile ? source : new MeasuredSource(source))) {
      assertThat(Frames.of(reader, 20)).hasSize(20);
      Thread.currentThread().interrupt();
      assertThat(catchThrowable(() -> Frames.of(reader, 20)))
          .isInstanceOf(VideoInterruptedException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anInterruptedThreadOpensNothing(boolean isFile) {
    VideoSource source = VideoSource.of(clip("clip.mp4"));
    Thread.currentThread().interrupt();
    assertThat(catchThrowable(() -> open(isFile ? source : new MeasuredSource(source))))
        .isInstanceOf(VideoInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anInterruptedReadIsNotAnErrorOfTheVideo() {
    MeasuredSource failing = failing(clip("clip.mp4"), 0, new InterruptedIOException());
    assertThat(catchThrowable(() -> readAll(failing)))
        .isInstanceOf(VideoInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static VideoReader open(VideoSource source) {
    return VideoReader.open(source, Segment.whole(), DecodeOptions.DEFAULT);
  }

  private static void readAll(VideoSource source) {
    try (VideoReader reader = open(source)) {
      Frames.of(reader);
    }
  }

  private static MeasuredSource remote(Path file) {
    return new MeasuredSource(VideoSource.of(file));
  }

  /** Fails as soon as a byte at or after the position is asked for. */
  private static MeasuredSource failing(Path file, long at, Throwable failure) {
    return new MeasuredSource(VideoSource.of(file)) {
      @Override
      protected void beforeRead(long position, int length) throws IOException {
        if (position + length > at) {
          if (failure instanceof IOException e) {
            throw e;
          } else if (failure instanceof RuntimeException e) {
            throw e;
          }
          throw (Error) failure;
        }
      }
    };
  }

  private Path clip(String name) {
    return new ClipWriter().frames(60).write(folder.resolve(name));
  }
}
