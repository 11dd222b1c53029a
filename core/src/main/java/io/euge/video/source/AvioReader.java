package io.euge.video.source;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_FORCE;
import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EINVAL;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXTERNAL;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.euge.LeakTracker;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * Lets FFmpeg read bytes through Java. No exception reaches the native code: the first failure is
 * kept, ends the reading, and is available to the caller of the native code.
 */
final class AvioReader implements AutoCloseable {
  private static final int BUFFER = 64 << 10;
  private static final int FROM_CURRENT = 1;
  private static final int FROM_END = 2;

  // JavaCPP has ten native functions for all callbacks of a type in a process. So there is one for
  // all videos and the lifetime of the process, which finds the video by its number.
  private static final ConcurrentMap<Long, AvioReader> OPEN = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final ReadCallback READ = new ReadCallback();
  private static final SeekCallback SEEK = new SeekCallback();

  private final ReadAhead bytes;
  private final long number = NUMBERS.incrementAndGet();
  private final AVIOContext context;
  private final LeakTracker.Registration registration;
  private long position;
  private Throwable failure;

  /** Takes ownership of the bytes: closes them with itself. */
  AvioReader(ReadAhead bytes) {
    this.bytes = bytes;
    context =
        avio_alloc_context(
            new BytePointer(av_malloc(BUFFER)),
            BUFFER,
            0,
            new OpaqueNumber(number),
            READ,
            null,
            SEEK);
    OPEN.put(number, this);
    registration = LeakTracker.register("a demuxer's access to bytes");
  }

  AVIOContext context() {
    return context;
  }

  ReadAhead bytes() {
    return bytes;
  }

  /** Returns the failure that ended the reading, or null. */
  Throwable failure() {
    return failure;
  }

  private int read(BytePointer target, int size) {
    if (failure != null) {
      return AVERROR_EXTERNAL();
    }
    try {
      int read = bytes.read(position, target, size);
      if (read < 0) {
        return AVERROR_EOF();
      }
      position += read;
      return read;
    } catch (Throwable e) {
      failure = e;
      return AVERROR_EXTERNAL();
    }
  }

  private long seek(long offset, int whence) {
    if (whence == AVSEEK_SIZE) {
      return bytes.length();
    }
    long to =
        switch (whence & ~AVSEEK_FORCE) {
          case FROM_CURRENT -> position + offset;
          case FROM_END -> bytes.length() + offset;
          default -> offset;
        };
    if (to < 0) {
      return AVERROR_EINVAL();
    }
    position = to;
    return to;
  }

  @Override
  public void close() throws IOException {
    OPEN.remove(number);
    // The demuxer may have replaced the buffer.
    av_free(context.buffer());
    context.buffer(null);
    avio_context_free(context);
    registration.unregister();
    bytes.close();
  }

  /** An opaque pointer that carries a number through native code. */
  private static final class OpaqueNumber extends Pointer {
    OpaqueNumber(long number) {
      super((Pointer) null);
      address = number;
    }
  }

  private static final class ReadCallback extends Read_packet_Pointer_BytePointer_int {
    @Override
    public int call(Pointer number, BytePointer target, int size) {
      AvioReader avio = OPEN.get(number.address());
      return avio == null ? AVERROR_EXTERNAL() : avio.read(target, size);
    }
  }

  private static final class SeekCallback extends Seek_Pointer_long_int {
    @Override
    public long call(Pointer number, long offset, int whence) {
      AvioReader avio = OPEN.get(number.address());
      return avio == null ? AVERROR_EXTERNAL() : avio.seek(offset, whence);
    }
  }
}
