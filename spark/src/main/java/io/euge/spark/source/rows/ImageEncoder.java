package io.euge.spark.source.rows;

import io.euge.video.FrameSource;

/** Encodes the pixels of a frame as a value of the column {@code image}. */
interface ImageEncoder {
  /** Returns the value for the current frame. */
  Object encode(FrameSource frame);
}
