package io.euge.rendering;

import io.euge.detection.Detection;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.VideoInfo;
import io.euge.video.decode.VideoReader;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;

/**
 * Reads the frames of a video and draws detections on each. All images have the size that the
 * container declares, times the scale, made even by a last grey column or row; they share one
 * buffer. Not thread-safe. Owns the video until {@link #close()}.
 */
public final class AnnotatedFrames implements AutoCloseable {
  private final VideoReader reader;
  private final LongFunction<List<Detection>> detections;
  private final LongFunction<List<Rectangle2D>> groundTruth;
  private final BufferedImage picture;
  private final int[] pixels;
  private final ByteBuffer canvas;
  private final byte[] row;
  private final int rate;
  private final int scale;
  private Letterbox geometry;
  private BoxPainter painter;
  private int frameWidth;
  private int frameHeight;

  private AnnotatedFrames(
      VideoReader reader,
      int scale,
      LongFunction<List<Detection>> detections,
      LongFunction<List<Rectangle2D>> groundTruth) {
    this.reader = reader;
    this.detections = detections;
    this.groundTruth = groundTruth;
    this.scale = scale;
    VideoInfo info = reader.info();
    int width = even(Math.multiplyExact(info.width(), scale));
    int height = even(Math.multiplyExact(info.height(), scale));
    rate = Math.max(1, (int) Math.round(info.framesPerSecond()));
    picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    row = new byte[Math.multiplyExact(width, Letterbox.CHANNELS)];
    canvas = ByteBuffer.allocateDirect(Math.multiplyExact(row.length, height));
  }

  /**
   * Opens a video before its first frame.
   *
   * @param scale pixels of the image for one pixel of the frame, from 1
   * @param detections of a frame, by its index in presentation order, in pixels of the frame
   * @param groundTruth boxes to draw dashed, in the same way
   * @throws io.euge.video.VideoException as {@link VideoReader#open}
   */
  public static AnnotatedFrames open(
      Path video,
      int scale,
      LongFunction<List<Detection>> detections,
      LongFunction<List<Rectangle2D>> groundTruth) {
    if (scale < 1) {
      throw new IllegalArgumentException("a frame cannot be scaled by " + scale);
    }
    VideoReader reader = VideoReader.open(video, DecodeOptions.DEFAULT);
    try {
      return new AnnotatedFrames(reader, scale, detections, groundTruth);
    } catch (RuntimeException | Error e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Advances to the next frame and draws its detections.
   *
   * @return false after the last
   * @throws io.euge.video.VideoException on damage
   */
  public boolean next() {
    if (!reader.next()) {
      return false;
    }
    updateGeometry(reader.width(), reader.height());
    reader.letterbox(geometry, canvas, 0);
    for (int y = 0, i = 0; y < picture.getHeight(); y++) {
      canvas.get(y * row.length, row);
      for (int x = 0; x < row.length; x += Letterbox.CHANNELS) {
        pixels[i++] = (row[x] & 0xFF) << 16 | (row[x + 1] & 0xFF) << 8 | (row[x + 2] & 0xFF);
      }
    }
    painter.paint(picture, detections.apply(reader.frame()), groundTruth.apply(reader.frame()));
    return true;
  }

  /** Returns the index of the current frame in presentation order, from 0. */
  public long frame() {
    return reader.frame();
  }

  /** Returns the presentation time of the current frame in seconds. */
  public double seconds() {
    return reader.seconds();
  }

  /** Returns the frame rate of the video, rounded to a whole number from 1. */
  public int rate() {
    return rate;
  }

  /** Returns the current image, which the next frame overwrites. */
  public BufferedImage picture() {
    return picture;
  }

  int[] pixels() {
    return pixels;
  }

  @Override
  public void close() {
    reader.close();
  }

  private void updateGeometry(int width, int height) {
    if (width == frameWidth && height == frameHeight) {
      return;
    }
    frameWidth = width;
    frameHeight = height;
    int canvasWidth = picture.getWidth();
    int canvasHeight = picture.getHeight();
    // Letterbox.of would stretch a frame of odd size by a pixel, and blur it.
    geometry =
        even(width * scale) == canvasWidth && even(height * scale) == canvasHeight
            ? new Letterbox(canvasWidth, canvasHeight, 0, 0, width * scale, height * scale, scale)
            : Letterbox.of(width, height, canvasWidth, canvasHeight);
    painter = new BoxPainter(geometry);
  }

  private static int even(int length) {
    return length + length % 2;
  }
}
