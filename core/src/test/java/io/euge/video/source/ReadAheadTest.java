package io.euge.video.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.euge.testing.MeasuredSource;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {
  @TempDir Path folder;
  private final byte[] content = new byte[10_000];
  private MeasuredSource source;

  @BeforeEach
  void writeTheContent() throws IOException {
    new Random(1).nextBytes(content);
    source = new MeasuredSource(VideoSource.of(Files.write(folder.resolve("bytes"), content)));
  }

  @Test
  void whatIsReadInOrderIsFetchedInLongerAndLongerPieces() throws IOException {
    try (ReadAhead ahead = new ReadAhead(source.open(), 100, 800);
        BytePointer target = new BytePointer(50)) {
      for (int at = 0; at < content.length; at += 50) {
        assertThat(read(ahead, target, at, 50)).isEqualTo(50);
      }
      assertThat(ahead.read(content.length, target, 50)).isEqualTo(-1);
      assertThat(ahead.fetched()).isEqualTo(content.length);
      // 100, 200, 400, then 800 each.
      assertThat(source.requests()).isEqualTo(3 + 12);
    }
  }

  @Test
  void whatIsReadHereAndThereIsFetchedInShortPieces() throws IOException {
    try (ReadAhead ahead = new ReadAhead(source.open(), 100, 800);
        BytePointer target = new BytePointer(50)) {
      for (int at : new int[] {0, 9_000, 3_000, 6_000, 50}) {
        assertThat(read(ahead, target, at, 50)).isEqualTo(50);
      }
      assertThat(ahead.fetched()).isEqualTo(500);
    }
  }

  @Test
  void aSmallFileIsFetchedOnceWhereverItIsRead() throws IOException {
    try (ReadAhead ahead = new ReadAhead(source.open());
        BytePointer target = new BytePointer(50)) {
      for (int at : new int[] {9_000, 0, 3_000, 9_990}) {
        int count = Math.min(50, content.length - at);
        assertThat(read(ahead, target, at, 50)).isEqualTo(count);
      }
      ByteBuffer end = ByteBuffer.allocate(20);
      assertThat(ahead.bytes().read(content.length - 10, end)).isEqualTo(10);
      assertThat(end.array()).startsWith(Arrays.copyOfRange(content, 9_990, 10_000));
      assertThat(ahead.bytes().read(content.length, end)).isEqualTo(-1);
      assertThat(source.requests()).isEqualTo(1);
      assertThat(ahead.fetched()).isEqualTo(content.length);
    }
  }

  @Test
  void aSmallGapIsPassedOver() throws IOException {
    try (ReadAhead ahead = new ReadAhead(source.open(), 100, 800);
        BytePointer target = new BytePointer(50)) {
      assertThat(read(ahead, target, 0, 50)).isEqualTo(50);
      assertThat(read(ahead, target, 150, 50)).isEqualTo(50);
      assertThat(ahead.fetched()).isEqualTo(100 + 200);
    }
  }

  @Test
  void bytesAreTheOnesAskedForWhereverTheyLie() throws IOException {
    Random random = new Random(2);
    try (ReadAhead ahead = new ReadAhead(source.open(), 64, 1024);
        BytePointer target = new BytePointer(3_000)) {
      int at = 0;
      for (int i = 0; i < 2_000; i++) {
        at = random.nextInt(4) == 0 ? random.nextInt(content.length) : at;
        at += Math.max(0, read(ahead, target, at, 1 + random.nextInt(3_000)));
      }
    }
  }

  private int read(ReadAhead ahead, BytePointer target, int at, int wanted) throws IOException {
    int read = ahead.read(at, target, wanted);
    byte[] got = new byte[Math.max(0, read)];
    target.get(got);
    assertThat(got).isEqualTo(Arrays.copyOfRange(content, at, at + got.length));
    assertThat(read == -1).isEqualTo(at >= content.length);
    return read;
  }
}
