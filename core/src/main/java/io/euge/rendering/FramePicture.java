package io.euge.rendering;

import io.euge.detection.Detection;
import io.euge.video.Canvas;
import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import io.euge.video.write.JpegEncoder;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A small JPEG of one frame with its detections. The frame is scaled when it is taken, so that it
 * need not be kept. Each picture replaces the one before. Not thread-safe.
 */
public final class FramePicture {
  /** The longer side in pixels. */
  public static final int SIDE = 320;

  /** The most bytes of a picture. */
  public static final int MAX_BYTES = 32 << 10;

  private static final float[] QUALITIES = {0.75f, 0.5f, 0.25f, 0.05f};

  private static final int LEAST = 16;

  private Letterbox geometry;
  private ByteBuffer rgb;
  private BufferedImage picture;
  private BoxPainter painter;
  private int frameWidth;
  private int frameHeight;
  private double frameRatio;

  /**
   * Takes the current frame.
   *
   * @throws io.euge.video.VideoException if its pixel format cannot be scaled
   */
  public void take(FrameSource frame) {
    if (frame.width() != frameWidth
        || frame.height() != frameHeight
        || frame.pixelAspectRatio() != frameRatio) {
      resize(frame.width(), frame.height(), frame.pixelAspectRatio());
    }
    frame.letterbox(geometry, rgb, 0);
  }

  private void resize(int width, int height, double ratio) {
    double shown = width * ratio;
    double scale = Math.min(1, SIDE / Math.max(shown, height));
    Canvas canvas = Canvas.centered(side(shown * scale), side(height * scale));
    geometry = Letterbox.of(width, height, ratio, canvas);
    rgb = ByteBuffer.allocateDirect(geometry.bytes());
    picture = new BufferedImage(canvas.width(), canvas.height(), BufferedImage.TYPE_3BYTE_BGR);
    painter = new BoxPainter(geometry, 1);
    frameWidth = width;
    frameHeight = height;
    frameRatio = ratio;
  }

  private static int side(double length) {
    return (int) Math.max(LEAST, Math.min(SIDE, Math.rint(length)));
  }

  /**
   * Draws detections on the frame that was taken last.
   *
   * @param detections in pixels of the frame, by decreasing confidence
   * @return a JPEG file of at most {@link #MAX_BYTES}
   */
  public byte[] draw(List<Detection> detections) {
    byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    rgb.get(0, bgr);
    for (int i = 0; i < bgr.length; i += Letterbox.CHANNELS) {
      byte red = bgr[i];
      bgr[i] = bgr[i + 2];
      bgr[i + 2] = red;
    }
    painter.paint(picture, detections, List.of());
    byte[] jpeg = {};
    for (float quality : QUALITIES) {
      jpeg = encode(quality);
      if (jpeg.length <= MAX_BYTES) {
        break;
      }
    }
    return jpeg;
  }

  private byte[] encode(float quality) {
    try (JpegEncoder encoder = new JpegEncoder(quality)) {
      return encoder.encode(picture);
    }
  }
}
