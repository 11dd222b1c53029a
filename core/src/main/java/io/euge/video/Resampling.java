package io.euge.video;

/** Algorithms that scale a frame. */
public enum Resampling {
  /** Scaling by libswscale, with a narrow Gaussian when a frame shrinks. */
  GAUSSIAN,
  /** Bilinear interpolation, identical to OpenCV's to the bit. */
  LINEAR
}
