package io.euge.video.demux;

import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVRational;

/**
 * Determines the shape of the pixels of a stream, as FFmpeg's {@code av_guess_sample_aspect_ratio}:
 * what the container declares, else what the codec says of a frame. Ratios are width as displayed
 * divided by height, after frames are turned.
 */
public final class PixelAspectRatio {
  /**
   * The most that a pixel is longer than it is high, or the reverse; beyond, it counts as square.
   */
  static final double MAX = 10;

  private final boolean sideways;

  /** 0 if the container does not declare it. */
  private final double container;

  private final double declared;

  PixelAspectRatio(AVStream stream, boolean sideways) {
    this.sideways = sideways;
    AVRational ratio = stream.sample_aspect_ratio();
    container = isKnown(ratio) ? plausible(ratio) : 0;
    declared = of(stream.codecpar().sample_aspect_ratio());
  }

  /** Returns the ratio that holds for frames that say nothing else. */
  double declared() {
    return declared;
  }

  /**
   * Returns the ratio of a frame.
   *
   * @param frame what the codec says of the frame
   */
  public double of(AVRational frame) {
    return container > 0 ? container : isKnown(frame) ? plausible(frame) : 1;
  }

  private static boolean isKnown(AVRational ratio) {
    return ratio.num() > 0 && ratio.den() > 0;
  }

  private double plausible(AVRational ratio) {
    double value =
        sideways ? (double) ratio.den() / ratio.num() : (double) ratio.num() / ratio.den();
    return value <= MAX && value * MAX >= 1 ? value : 1;
  }
}
