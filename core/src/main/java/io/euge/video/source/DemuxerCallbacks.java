package io.euge.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * What the demuxer asks of us besides bytes. One of each for all videos, as long as the process
 * lives: JavaCPP has ten native functions for all callbacks of a type.
 */
final class DemuxerCallbacks {
  private static final Interrupted INTERRUPTED = new Interrupted();
  private static final Refusal REFUSAL = new Refusal();

  private DemuxerCallbacks() {}

  /** Lets the demuxer stop when the thread that called it is interrupted. */
  static void stopWhenInterrupted(AVFormatContext format) {
    format.interrupt_callback().callback(INTERRUPTED);
  }

  /** Lets the demuxer open nothing by itself. */
  static void openNothing(AVFormatContext format) {
    format.io_open(REFUSAL);
  }

  private static final class Interrupted extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer unused) {
      return Thread.currentThread().isInterrupted() ? 1 : 0;
    }
  }

  private static final class Refusal
      extends Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer {
    @Override
    @SuppressWarnings("rawtypes")
    public int call(
        AVFormatContext format,
        PointerPointer context,
        BytePointer url,
        int flags,
        PointerPointer options) {
      return AVERROR_EXIT();
    }
  }
}
