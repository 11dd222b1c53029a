package io.euge.video.corpus;

import io.euge.video.VideoBytes;
import io.euge.video.VideoSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a video lies: what holds of one must hold wherever it is. */
enum Placement {
  /** A file of this machine. */
  LOCAL {
    @Override
    VideoSource put(Path folder, String name, byte[] bytes) throws IOException {
      return VideoSource.of(Files.write(folder.resolve(name), bytes));
    }
  },
  /** Somewhere that only Java can read. */
  ELSEWHERE {
    @Override
    VideoSource put(Path folder, String name, byte[] bytes) {
      return new Elsewhere(folder.resolve(name).toString(), bytes);
    }
  };

  abstract VideoSource put(Path folder, String name, byte[] bytes) throws IOException;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Elsewhere(String name, byte[] bytes) implements VideoSource {
    @Override
    public VideoBytes open() {
      return new VideoBytes() {
        @Override
        public long length() {
          return bytes.length;
        }

        @Override
        public int read(long position, ByteBuffer target) {
          if (position >= bytes.length) {
            return -1;
          }
          int count = (int) Math.min(target.remaining(), bytes.length - position);
          target.put(bytes, (int) position, count);
          return count;
        }

        @Override
        public void close() {}
      };
    }
  }
}
