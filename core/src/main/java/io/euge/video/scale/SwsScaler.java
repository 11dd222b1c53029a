package io.euge.video.scale;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt_name;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
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

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Scales the frames of one {@code AVFrame} to RGB24 by libswscale. Where libswscale does not know
 * the colors, it scales the components, and they are converted after it.
 */
final class SwsScaler implements AutoCloseable {
  /**
   * The sharpness of a Gaussian that approximates linear interpolation: a quarter of the way from
   * one pixel to the next it weights them three to one.
   */
  private static final double LINEAR = 2 * Math.log(3) / Math.log(2);

  private static final int EXACT = SWS_ACCURATE_RND | SWS_BITEXACT;
  private static final int FULL_SCALE = 1 << 16;

  /** All that a context depends on. */
  private record Parameters(
      int width,
      int height,
      int format,
      int colorSpace,
      int colorRange,
      int transfer,
      int primaries,
      int scaledWidth,
      int scaledHeight) {
    boolean matches(AVFrame frame, int toWidth, int toHeight) {
      return frame.width() == width
          && frame.height() == height
          && frame.format() == format
          && frame.colorspace() == colorSpace
          && frame.color_range() == colorRange
          && frame.color_trc() == transfer
          && frame.color_primaries() == primaries
          && toWidth == scaledWidth
          && toHeight == scaledHeight;
    }
  }

  private final AVFrame frame;
  private final PointerPointer<?> source;
  private final IntPointer sourceStrides;
  private final PointerPointer<Pointer> targets = new PointerPointer<>(4);
  private final IntPointer strides = new IntPointer(4);
  private final int slack;
  private final boolean whole;
  private SwsContext context;
  private Parameters parameters;

  /** Null where libswscale converts the colors. */
  private PlanarConversion planar;

  /**
   * @param slack bytes that libswscale may write past the end of a picture
   */
  SwsScaler(AVFrame frame, int slack) {
    this(frame, slack, false);
  }

  private SwsScaler(AVFrame frame, int slack, boolean whole) {
    this.whole = whole;
    this.frame = frame;
    this.slack = slack;
    source = frame.data();
    sourceStrides = frame.linesize();
    for (int i = 0; i < 4; i++) {
      targets.put(i, (Pointer) null);
      strides.put(i, 0);
    }
  }

  /**
   * Returns a converter of frames in their own size, as the {@code ffmpeg} program converts them:
   * without interpolation of colors.
   */
  static SwsScaler ofWholeFrames(AVFrame frame, int slack) {
    return new SwsScaler(frame, slack, true);
  }

  /** Returns whether the frame's current content is scaled to a size without a new context. */
  boolean isReady(int scaledWidth, int scaledHeight) {
    return context != null && parameters.matches(frame, scaledWidth, scaledHeight);
  }

  /**
   * Creates a context for the frame's current content.
   *
   * @return null, or why it cannot be scaled
   */
  String prepare(int scaledWidth, int scaledHeight) {
    release();
    parameters =
        new Parameters(
            frame.width(),
            frame.height(),
            frame.format(),
            frame.colorspace(),
            frame.color_range(),
            frame.color_trc(),
            frame.color_primaries(),
            scaledWidth,
            scaledHeight);
    BytePointer formatName = av_get_pix_fmt_name(parameters.format);
    String format = formatName == null ? "unknown" : formatName.getString();
    if (sws_isSupportedInput(parameters.format) == 0) {
      return "the pixel format " + format + " is not supported";
    }
    ColorDescription color = ColorDescription.of(frame, format);
    ColorConversion conversion = ColorConversion.of(color);
    if (conversion.refusal() != null) {
      return conversion.refusal();
    }
    boolean direct = conversion.converter() == null;
    context = create(direct ? AV_PIX_FMT_RGB24 : av_get_pix_fmt(color.planarFormat()));
    if (context == null || context.isNull()) {
      context = null;
      return "%s of %dx%d cannot be scaled to %dx%d"
          .formatted(format, parameters.width, parameters.height, scaledWidth, scaledHeight);
    }
    IntPointer coefficients = sws_getCoefficients(conversion.matrix());
    int range = color.full() ? 1 : 0;
    sws_setColorspaceDetails(
        context,
        coefficients,
        range,
        direct ? sws_getCoefficients(SWS_CS_DEFAULT) : coefficients,
        direct ? 1 : range,
        0,
        FULL_SCALE,
        FULL_SCALE);
    if (!direct) {
      PlanarImage image = new PlanarImage(scaledWidth, scaledHeight, color.depth(), slack);
      planar = new PlanarConversion(image, scaledWidth, scaledHeight, conversion.converter());
    }
    return null;
  }

  private SwsContext create(int format) {
    Parameters p = parameters;
    if (whole) {
      return sws_getContext(
          p.width,
          p.height,
          p.format,
          p.width,
          p.height,
          format,
          SWS_BICUBIC,
          null,
          null,
          (double[]) null);
    }
    boolean shrinks = p.scaledWidth < p.width || p.scaledHeight < p.height;
    double factor = factor(p.width, p.height, p.scaledWidth, p.scaledHeight);
    // Networks are trained on images sampled between the two nearest pixels, without smoothing.
    // Bilinear in libswscale smooths when it shrinks; a narrow Gaussian does not.
    return sws_getContext(
        p.width,
        p.height,
        p.format,
        p.scaledWidth,
        p.scaledHeight,
        format,
        EXACT | (shrinks ? SWS_GAUSS : SWS_BILINEAR),
        null,
        null,
        shrinks ? new double[] {LINEAR * factor * factor, 0} : null);
  }

  /**
   * Returns by how much a frame is shrunk. The filter has one width for both directions: where they
   * differ, since pixels are not square, the smaller factor, which loses no pixel.
   */
  private static double factor(int width, int height, int scaledWidth, int scaledHeight) {
    double across = (double) width / scaledWidth;
    double down = (double) height / scaledHeight;
    boolean square =
        Math.abs(height / across - scaledHeight) < 1 || Math.abs(width / down - scaledWidth) < 1;
    return square ? across : Math.max(1, Math.min(across, down));
  }

  /**
   * Scales the frame into rows of a stride in bytes.
   *
   * @return false if libswscale failed
   */
  boolean scale(BytePointer target, int stride) {
    if (planar != null) {
      boolean scaled = scaleTo(planar.targets(), planar.strides());
      if (scaled) {
        planar.convert(target, stride);
      }
      return scaled;
    }
    targets.put(0, target);
    strides.put(0, stride);
    return scaleTo(targets, strides);
  }

  private boolean scaleTo(PointerPointer<?> planes, IntPointer planeStrides) {
    return sws_scale(context, source, sourceStrides, 0, parameters.height, planes, planeStrides)
        == parameters.scaledHeight;
  }

  private void release() {
    if (context != null) {
      sws_freeContext(context);
      context = null;
    }
    if (planar != null) {
      planar.close();
      planar = null;
    }
  }

  @Override
  public void close() {
    release();
    targets.close();
    strides.close();
  }
}
