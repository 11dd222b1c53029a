package io.euge.spark.source.rows;

import io.euge.detection.FrameDetections;
import io.euge.detection.pipeline.FramePixels;
import io.euge.rendering.ImageFileEncoder;
import io.euge.spark.conf.CropSettings;
import io.euge.video.Letterbox;
import io.euge.video.write.PngEncoder;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/** Encodes the pixels of boxes, all that a box covers even in part, as the bytes of a file. */
final class CropEncoder implements AutoCloseable {
  private static final int[] RGB = {0, 1, 2};
  private static final ColorModel COLORS =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          ColorModel.OPAQUE,
          DataBuffer.TYPE_BYTE);

  /** Null if crops are PNG files. */
  private final ImageFileEncoder jpeg;

  /** Null if crops are JPEG files. */
  private final PngEncoder png;

  private byte[] rgb = {};

  CropEncoder(CropSettings settings) {
    boolean lossy = settings.format() == CropSettings.Format.JPEG;
    jpeg = lossy ? ImageFileEncoder.jpeg(settings.quality() / 100f) : null;
    png = lossy ? null : new PngEncoder();
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
    return png != null
        ? png.encode(rgb, part.width, part.height)
        : jpeg.encode(image(part.width, part.height));
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

  private BufferedImage image(int width, int height) {
    int row = width * Letterbox.CHANNELS;
    return new BufferedImage(
        COLORS,
        Raster.createInterleavedRaster(
            new DataBufferByte(rgb, row * height),
            width,
            height,
            row,
            Letterbox.CHANNELS,
            RGB,
            null),
        false,
        null);
  }

  @Override
  public void close() {
    if (png != null) {
      png.close();
    } else {
      jpeg.close();
    }
  }
}
