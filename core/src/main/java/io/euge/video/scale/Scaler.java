package io.euge.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BITEXACT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_GAUSS;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_isSupportedInput;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.euge.video.Letterbox;
import io.euge.video.Orientation;
import java.nio.ByteBuffer;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** Scales frames into letterboxes by libswscale. */
public final class Scaler implements AutoCloseable {
  /**
   * What narrows a Gaussian until it follows linear interpolation: a quarter of the way from one
   * pixel to the next it weighs them three to one.
   */
  private static final double LINEAR = 2 * Math.log(3) / Math.log(2);

  private static final int EXACT = SWS_ACCURATE_RND | SWS_BITEXACT;
  private static final int FULL_SCALE = 1 << 16;

  /** More than any vector store of libswscale may write past the end of a row. */
  private static final int SLACK = 256;

  private final Orientation orientation;
  private final PointerPointer<Pointer> targets = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4);
  private final BufferPointers addresses = new BufferPointers();
  private PointerPointer<?> source;
  private IntPointer sourceStrides;
  private SwsContext context;
  private BytePointer aside;
  private ByteBuffer asideBytes;

  private int sourceWidth;
  private int sourceHeight;
  private int sourceFormat;
  private int colorSpace;
  private int colorRange;
  private int scaledWidth;
  private int scaledHeight;

  public Scaler(AVFrame frame, Orientation orientation) {
    this.orientation = orientation;
    source = frame.data();
    sourceStrides = frame.linesize();
    for (int i = 0; i < 4; i++) {
      targets.put(i, (Pointer) null);
      strides.put(i, 0);
    }
  }

  /**
   * Scales a frame into {@code target}; the range is checked.
   *
   * @return null, or why it cannot be done
   */
  public String letterbox(AVFrame frame, Letterbox box, ByteBuffer target, int offset) {
    String wrong = prepare(frame, box);
    if (wrong != null) {
      return wrong;
    }
    BytePointer canvas = addresses.of(target);
    int row = box.canvasWidth() * Letterbox.CHANNELS;
    int first = offset + box.top() * row + box.left() * Letterbox.CHANNELS;
    int last = first + (box.height() - 1) * row + box.width() * Letterbox.CHANNELS;
    boolean direct = orientation.isUpright() && offset + box.bytes() - last >= SLACK;
    if (direct) {
      canvas.position(first);
      if (!scale(canvas, row)) {
        return "libswscale failed";
      }
    } else {
      if (!scale(aside(), scaledWidth * Letterbox.CHANNELS)) {
        return "libswscale failed";
      }
      turn(box, target, first, row);
    }
    bars(canvas, box, offset, row);
    return null;
  }

  private boolean scale(BytePointer target, int stride) {
    targets.put(0, target);
    strides.put(0, stride);
    return sws_scale(context, source, sourceStrides, 0, sourceHeight, targets, strides)
        == scaledHeight;
  }

  private BytePointer aside() {
    if (aside == null) {
      long bytes = (long) scaledWidth * scaledHeight * Letterbox.CHANNELS + SLACK;
      aside = new BytePointer(av_malloc(bytes)).capacity(bytes);
      asideBytes = aside.asByteBuffer();
    }
    return aside;
  }

  private void turn(Letterbox box, ByteBuffer target, int first, int row) {
    int base = orientation.base(scaledWidth, scaledHeight) * Letterbox.CHANNELS;
    int stepX = orientation.stepX(scaledWidth) * Letterbox.CHANNELS;
    int stepY = orientation.stepY(scaledWidth) * Letterbox.CHANNELS;
    int bytes = box.width() * Letterbox.CHANNELS;
    for (int y = 0; y < box.height(); y++) {
      int from = base + y * stepY;
      int to = first + y * row;
      if (stepX == Letterbox.CHANNELS) {
        target.put(to, asideBytes, from, bytes);
        continue;
      }
      for (int x = 0; x < box.width(); x++, from += stepX, to += Letterbox.CHANNELS) {
        target.put(to, asideBytes.get(from));
        target.put(to + 1, asideBytes.get(from + 1));
        target.put(to + 2, asideBytes.get(from + 2));
      }
    }
  }

  private static void bars(BytePointer canvas, Letterbox box, int offset, int row) {
    int left = box.left() * Letterbox.CHANNELS;
    int right = row - left - box.width() * Letterbox.CHANNELS;
    int below = box.canvasHeight() - box.top() - box.height();
    grey(canvas, offset, (long) box.top() * row);
    if (left > 0 || right > 0) {
      for (int y = box.top(); y < box.top() + box.height(); y++) {
        grey(canvas, offset + (long) y * row, left);
        grey(canvas, offset + (long) (y + 1) * row - right, right);
      }
    }
    grey(canvas, offset + (long) (box.top() + box.height()) * row, (long) below * row);
  }

  private static void grey(BytePointer canvas, long from, long bytes) {
    if (bytes > 0) {
      canvas.position(from);
      Pointer.memset(canvas, Letterbox.GREY, bytes);
    }
  }

  private String prepare(AVFrame frame, Letterbox box) {
    int width = orientation.isSideways() ? box.height() : box.width();
    int height = orientation.isSideways() ? box.width() : box.height();
    if (context != null
        && frame.width() == sourceWidth
        && frame.height() == sourceHeight
        && frame.format() == sourceFormat
        && frame.colorspace() == colorSpace
        && frame.color_range() == colorRange
        && width == scaledWidth
        && height == scaledHeight) {
      return null;
    }
    release();
    sourceWidth = frame.width();
    sourceHeight = frame.height();
    sourceFormat = frame.format();
    colorSpace = frame.colorspace();
    colorRange = frame.color_range();
    scaledWidth = width;
    scaledHeight = height;
    BytePointer formatName = av_get_pix_fmt_name(sourceFormat);
    String format = formatName == null ? "unknown" : formatName.getString();
    if (sws_isSupportedInput(sourceFormat) == 0) {
      return "the pixel format " + format + " is not supported";
    }
    boolean shrinks = scaledWidth < sourceWidth || scaledHeight < sourceHeight;
    double factor = (double) sourceWidth / scaledWidth;
    // Networks are trained on pictures sampled between the two nearest pixels, without smoothing.
    // Bilinear in libswscale smooths when it shrinks; a narrow Gaussian does not.
    context =
        sws_getContext(
            sourceWidth,
            sourceHeight,
            sourceFormat,
            scaledWidth,
            scaledHeight,
            AV_PIX_FMT_RGB24,
            EXACT | (shrinks ? SWS_GAUSS : SWS_BILINEAR),
            null,
            null,
            shrinks ? new double[] {LINEAR * factor * factor, 0} : null);
    if (context == null || context.isNull()) {
      context = null;
      return "%s of %dx%d cannot be scaled to %dx%d"
          .formatted(format, sourceWidth, sourceHeight, scaledWidth, scaledHeight);
    }
    boolean full = colorRange == AVCOL_RANGE_JPEG || format.startsWith("yuvj");
    sws_setColorspaceDetails(
        context,
        sws_getCoefficients(colorSpace),
        full ? 1 : 0,
        sws_getCoefficients(SWS_CS_DEFAULT),
        1,
        0,
        FULL_SCALE,
        FULL_SCALE);
    return null;
  }

  private void release() {
    if (context != null) {
      sws_freeContext(context);
      context = null;
    }
    if (aside != null) {
      av_free(aside.position(0));
      aside = null;
      asideBytes = null;
    }
  }

  @Override
  public void close() {
    release();
    addresses.forget();
    targets.close();
    strides.close();
  }
}
