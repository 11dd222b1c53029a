package io.euge.video;

/** How a frame becomes a picture of another size. */
public enum Resampling {
  /** By libswscale, where frames shrink with a narrow Gaussian. */
  GAUSSIAN,
  /** Between the two nearest pixels in each direction, to the bit as OpenCV does. */
  LINEAR
}
