package io.euge.video.write;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR0;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;

import io.euge.EugeException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;

/** Converts RGB images to frames in YUV 4:2:0. */
final class YuvConverter implements AutoCloseable {
  private final int width;
  private final int height;
  private final AVFrame rgb;
  private final AVFrame yuv;
  private final IntPointer pixels;
  private final int stride;
  private final SwsContext context;

  YuvConverter(int width, int height) {
    this.width = width;
    this.height = height;
    rgb = frame(AV_PIX_FMT_BGR0);
    try {
      yuv = frame(AV_PIX_FMT_YUV420P);
    } catch (RuntimeException e) {
      av_frame_free(rgb);
      throw e;
    }
    pixels = new IntPointer(rgb.data(0));
    stride = rgb.linesize(0) / Integer.BYTES;
    context =
        sws_getContext(
            width,
            height,
            AV_PIX_FMT_BGR0,
            width,
            height,
            AV_PIX_FMT_YUV420P,
            SWS_BILINEAR,
            null,
            null,
            (DoublePointer) null);
  }

  private AVFrame frame(int pixelFormat) {
    AVFrame frame = av_frame_alloc();
    frame.width(width).height(height).format(pixelFormat);
    if (av_frame_get_buffer(frame, 0) < 0) {
      av_frame_free(frame);
      throw new EugeException(
          "There is no memory for a picture of %dx%d: make smaller ones".formatted(width, height));
    }
    return frame;
  }

  /** Returns the converted frame, which the next conversion overwrites. */
  AVFrame frame() {
    return yuv;
  }

  /**
   * Converts an image.
   *
   * @param image a pixel each, red in bits 16 to 23, then green, then blue; rows without padding
   * @return FFmpeg's code: 0, or negative without memory
   */
  int convert(int[] image) {
    for (int row = 0; row < height; row++) {
      pixels.position((long) row * stride);
      pixels.put(image, row * width, width);
    }
    int code = av_frame_make_writable(yuv);
    if (code >= 0) {
      sws_scale(context, rgb.data(), rgb.linesize(), 0, height, yuv.data(), yuv.linesize());
    }
    return code;
  }

  @Override
  public void close() {
    sws_freeContext(context);
    av_frame_free(rgb);
    av_frame_free(yuv);
  }
}
