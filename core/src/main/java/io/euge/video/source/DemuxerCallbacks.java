package io.euge.video.source;

import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;

import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVFormatContext.Io_open_AVFormatContext_PointerPointer_BytePointer_int_PointerPointer;
import org.bytedeco.ffmpeg.avformat.AVIOInterruptCB;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Callbacks of FFmpeg's demuxers besides reading. One of each for all videos and the lifetime of
 * the process: JavaCPP has ten native functions for all callbacks of a type.
 */
final class DemuxerCallbacks {
  private static final InterruptCallback INTERRUPT = new InterruptCallback();
  private static final RefuseOpen REFUSE_OPEN = new RefuseOpen();

  private DemuxerCallbacks() {}

  /** Interrupts the demuxer when the thread that called it is interrupted. */
  static void setInterrupt(AVFormatContext format) {
    format.interrupt_callback().callback(INTERRUPT);
  }

  /** Refuses the demuxer to open further files. */
  static void refuseOpen(AVFormatContext format) {
    format.io_open(REFUSE_OPEN);
  }

  private static final class InterruptCallback extends AVIOInterruptCB.Callback_Pointer {
    @Override
    public int call(Pointer unused) {
      return Thread.currentThread().isInterrupted() ? 1 : 0;
    }
  }

  private static final class RefuseOpen
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
