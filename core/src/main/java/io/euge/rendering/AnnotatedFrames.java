package io.euge.rendering;

import io.euge.video.Canvas;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.Segment;
import io.euge.video.VideoException;
import io.euge.video.VideoInfo;
import io.euge.video.VideoSource;
import io.euge.video.decode.VideoReader;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the frames of a video and draws detections on each. All images have the size that the
 * container declares, times the scale, made even by a last gray column or row, and the pixel aspect
 * ratio that it declares; they share one buffer. Not thread-safe. Owns the video until {@link
 * #close()}.
 */
public final class AnnotatedFrames implements AutoCloseable {
  private static final double UNKNOWN_RATE = 25;

  private final VideoReader reader;
  private final boolean tolerant;
  private final FrameAnnotations.Source annotations;
  private final BufferedImage picture;
  private final int[] pixels;
  private final ByteBuffer canvas;
  private final byte[] row;
  private final Mosaic mosaic;
  private final double framesPerSecond;
  private final double pixelAspectRatio;
  private final int scale;
  private Letterbox geometry;
  private BoxPainter painter;
  private TrackOverlay overlay;
  private int frameWidth;
  private int frameHeight;
  private double frameRatio;
  private VideoException end;

  private AnnotatedFrames(
      VideoReader reader, boolean tolerant, int scale, FrameAnnotations.Source annotations) {
    this.reader = reader;
    this.tolerant = tolerant;
    this.annotations = annotations;
    this.scale = scale;
    VideoInfo info = reader.info();
    int width = even(Math.multiplyExact(info.width(), scale));
    int height = even(Math.multiplyExact(info.height(), scale));
    framesPerSecond = info.framesPerSecond() > 0 ? info.framesPerSecond() : UNKNOWN_RATE;
    pixelAspectRatio = info.pixelAspectRatio();
    picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    mosaic = new Mosaic(pixels, width, height);
    row = new byte[Math.multiplyExact(width, Letterbox.CHANNELS)];
    canvas = ByteBuffer.allocateDirect(Math.multiplyExact(row.length, height));
  }

  /**
   * Opens a video before its first frame.
   *
   * @param options how to decode; if they tolerate damage, frames end at what cannot be passed
   * @param scale pixels of the image for one pixel of the frame, from 1
   * @throws VideoException as {@link VideoReader#open}
   */
  public static AnnotatedFrames open(
      Path video, DecodeOptions options, int scale, FrameAnnotations.Source annotations) {
    return open(VideoSource.of(video), Segment.whole(), options, scale, annotations);
  }

  /**
   * Opens a part of a video before its first frame.
   *
   * @param segment one of those that {@code SegmentPlan} gives for this video
   * @throws VideoException as {@link VideoReader#open}
   */
  public static AnnotatedFrames open(
      VideoSource video,
      Segment segment,
      DecodeOptions options,
      int scale,
      FrameAnnotations.Source annotations) {
    if (scale < 1) {
      throw new IllegalArgumentException("a frame cannot be scaled by " + scale);
    }
    VideoReader reader = VideoReader.open(video, segment, options);
    try {
      return new AnnotatedFrames(reader, options.tolerant(), scale, annotations);
    } catch (RuntimeException | Error e) {
      reader.close();
      throw e;
    }
  }

  /** Draws tracks too, on all frames that follow. */
  public void draw(TrackOverlay tracks) {
    overlay = tracks;
  }

  /**
   * Advances to the next frame and draws its annotations.
   *
   * @return false after the last
   * @throws VideoException on damage that the options do not tolerate
   */
  public boolean next() {
    if (end != null) {
      return false;
    }
    try {
      if (!reader.next()) {
        return false;
      }
      updateGeometry(reader.width(), reader.height(), reader.pixelAspectRatio());
      reader.letterbox(geometry, canvas, 0);
    } catch (VideoException e) {
      if (!tolerant) {
        throw e;
      }
      end = e;
      return false;
    }
    unpack();
    draw(annotations.of(frame(), seconds(), frameWidth, frameHeight));
    return true;
  }

  private void unpack() {
    for (int y = 0, i = 0; y < picture.getHeight(); y++) {
      canvas.get(y * row.length, row);
      for (int x = 0; x < row.length; x += Letterbox.CHANNELS) {
        pixels[i++] = (row[x] & 0xFF) << 16 | (row[x + 1] & 0xFF) << 8 | (row[x + 2] & 0xFF);
      }
    }
  }

  private void draw(FrameAnnotations annotation) {
    for (Rectangle2D box : annotation.hidden()) {
      mosaic.hide(painter.onPicture(box.getX(), box.getY(), box.getWidth(), box.getHeight()));
    }
    painter.paint(picture, annotation.boxes(), annotation.groundTruth());
    if (overlay != null) {
      overlay.paint(picture, painter, frame());
    }
  }

  /** Returns the damage so far, in the order it was found; empty unless it is tolerated. */
  public List<VideoException> damage() {
    List<VideoException> damage = new ArrayList<>(reader.damage());
    if (end != null && !damage.contains(end)) {
      damage.add(end);
    }
    return damage;
  }

  /** Returns the index of the current frame in presentation order, from 0. */
  public long frame() {
    return reader.frame();
  }

  /** Returns the presentation time of the current frame in seconds. */
  public double seconds() {
    return reader.seconds();
  }

  /** Returns the average frame rate of the video; 25 if it is unknown. */
  public double framesPerSecond() {
    return framesPerSecond;
  }

  /** Returns the width of a pixel of the images as displayed, divided by its height. */
  public double pixelAspectRatio() {
    return pixelAspectRatio;
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

  private void updateGeometry(int width, int height, double ratio) {
    if (width == frameWidth && height == frameHeight && ratio == frameRatio) {
      return;
    }
    frameWidth = width;
    frameHeight = height;
    frameRatio = ratio;
    int canvasWidth = picture.getWidth();
    int canvasHeight = picture.getHeight();
    // Letterbox.of would stretch a frame of odd size by a pixel, and blur it.
    geometry =
        even(width * scale) == canvasWidth
                && even(height * scale) == canvasHeight
                && ratio == pixelAspectRatio
            ? new Letterbox(canvasWidth, canvasHeight, 0, 0, width * scale, height * scale, scale)
            : Letterbox.of(
                width,
                height,
                ratio / pixelAspectRatio,
                Canvas.centered(canvasWidth, canvasHeight));
    painter = new BoxPainter(geometry, pixelAspectRatio);
  }

  private static int even(int length) {
    return length + length % 2;
  }
}
