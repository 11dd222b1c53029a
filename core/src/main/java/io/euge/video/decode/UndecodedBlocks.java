package io.euge.video.decode;

import static org.bytedeco.ffmpeg.global.avcodec.avcodec_default_get_buffer2;
import static org.bytedeco.ffmpeg.global.avutil.av_image_get_linesize;

import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext.Get_buffer2_AVCodecContext_AVFrame_int;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/**
 * Finds pictures of which a part was not decoded. FFmpeg's decoder of HEVC says nothing where a
 * corrupt slice ends early, and the rest of the picture is what its memory had before. So that
 * memory gets marks, and a mark that is still there after decoding is of such a part.
 */
final class UndecodedBlocks {
  /** The largest block of HEVC, in pixels. */
  private static final int BLOCK = 64;

  /** Filters of the blocks around do not reach so far into one. */
  private static final int MARGIN = 4;

  /** Neighbouring pixels that no encoder makes by chance. */
  private static final int MARK = 0x5AC3_11EE;

  /** One for all decoders: JavaCPP has ten native functions for all callbacks of a type. */
  private static final BufferCallback CALLBACK = new BufferCallback();

  private UndecodedBlocks() {}

  /** Has a decoder mark its pictures. */
  static void mark(AVCodecContext codec) {
    codec.get_buffer2(CALLBACK);
  }

  /** Returns whether a part of a picture of this decoder was not decoded. */
  static boolean areIn(AVFrame frame, AVCodecContext codec) {
    return visit(frame, codec.coded_width(), codec.coded_height(), false);
  }

  /** Marks a picture, or returns whether it has a mark. */
  private static boolean visit(AVFrame frame, int width, int height, boolean write) {
    int line = frame.linesize(0);
    int step = av_image_get_linesize(frame.format(), BLOCK, 0) / BLOCK;
    BytePointer pixels = frame.data(0);
    if (step < 1 || line < width * step) {
      return false;
    }
    for (int y = MARGIN; y < height; y = next(y, height)) {
      for (int x = MARGIN; x < width; x = next(x, width)) {
        long at = (long) y * line + (long) x * step;
        if (write) {
          pixels.putInt(at, MARK);
        } else if (pixels.getInt(at) == MARK) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the next place: one in each block, and one at the end. */
  private static int next(int at, int end) {
    int last = end - MARGIN;
    return at < last ? Math.min(at + BLOCK, last) : end;
  }

  private static final class BufferCallback extends Get_buffer2_AVCodecContext_AVFrame_int {
    @Override
    public int call(AVCodecContext codec, AVFrame frame, int flags) {
      int code = avcodec_default_get_buffer2(codec, frame, flags);
      if (code >= 0) {
        visit(frame, frame.width(), frame.height(), true);
      }
      return code;
    }
  }
}
