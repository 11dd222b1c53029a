package io.euge.spark.source.rows;

import io.euge.detection.FrameDetections;
import io.euge.detection.pipeline.FramePixels;
import io.euge.spark.conf.CropSettings;
import io.euge.video.Letterbox;
import io.euge.video.write.ImageFileEncoder;
import io.euge.video.write.JpegEncoder;
import io.euge.video.write.PngEncoder;
import java.awt.Rectangle;

/** Encodes the pixels of boxes, all that a box covers even in part, as the bytes of a file. */
final class CropEncoder implements AutoCloseable {
  private final ImageFileEncoder encoder;
  private byte[] rgb = {};

  CropEncoder(CropSettings settings) {
    encoder =
        switch (settings.format()) {
          case JPEG -> new JpegEncoder(settings.quality() / 100f);
          case PNG -> new PngEncoder();
        };
  }

  /** Returns the file of one box; null if it lies outside the frame. */
  byte[] encode(FramePixels frame, FrameDetections detections, int i) {
    Rectangle part = visible(detections, i, frame.width(), frame.height());
    if (part.isEmpty()) {
      return null;
    }
    int bytes = part.width * part.height * Letterbox.CHANNELS;
    if (rgb.length < bytes) {
      rgb = new byte[bytes];
    }
    frame.copy(part.x, part.y, part.width, part.height, rgb);
    return encoder.encode(rgb, part.width, part.height);
  }

  /** Returns the whole pixels that a box touches, within a frame; empty if there are none. */
  static Rectangle visible(FrameDetections detections, int i, int frameWidth, int frameHeight) {
    double x = detections.x(i);
    double y = detections.y(i);
    int left = (int) Math.max(0, Math.floor(x));
    int top = (int) Math.max(0, Math.floor(y));
    int right = (int) Math.min(frameWidth, Math.ceil(x + detections.width(i)));
    int bottom = (int) Math.min(frameHeight, Math.ceil(y + detections.height(i)));
    return new Rectangle(left, top, right - left, bottom - top);
  }

  @Override
  public void close() {
    encoder.close();
  }
}
