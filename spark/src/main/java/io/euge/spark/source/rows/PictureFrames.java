package io.euge.spark.source.rows;

import io.euge.detection.FrameDetections;
import io.euge.rendering.FramePicture;
import io.euge.spark.activity.TaskPictures;
import io.euge.video.FrameSource;
import io.euge.video.Letterbox;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frames on their way to the model, of which one is taken from time to time as a picture for
 * Spark's UI. The thread that decodes takes a frame, and the one that gets its detections draws it.
 */
final class PictureFrames implements FrameSource {
  private static final Logger LOG = LoggerFactory.getLogger(PictureFrames.class);
  private static final long NONE = -1;
  private static final long BROKEN = -2;

  private final FrameSource frames;
  private final String video;
  private final TaskPictures pictures;
  private final FramePicture picture;

  /** The frame that was taken and is not drawn yet. */
  private volatile long taken = NONE;

  PictureFrames(FrameSource frames, String video, TaskPictures pictures, FramePicture picture) {
    this.frames = frames;
    this.video = video;
    this.pictures = pictures;
    this.picture = picture;
  }

  @Override
  public void letterbox(Letterbox geometry, ByteBuffer target, int offset) {
    frames.letterbox(geometry, target, offset);
    if (taken == NONE && pictures.isDue()) {
      try {
        picture.take(frames);
        taken = frames.frame();
      } catch (RuntimeException | LinkageError e) {
        giveUp(e);
      }
    }
  }

  /** Draws and sends the picture if it is of this frame. */
  void draw(FrameDetections detections) {
    long frame = taken;
    if (frame < 0 || frame > detections.frame()) {
      return;
    }
    try {
      if (frame == detections.frame()) {
        byte[] jpeg = picture.draw(detections.detections());
        pictures.send(video, frame, detections.seconds(), jpeg);
      }
      taken = NONE;
    } catch (RuntimeException | LinkageError e) {
      giveUp(e);
    }
  }

  /** Without pictures the results are the same. */
  private void giveUp(Throwable cause) {
    taken = BROKEN;
    LOG.warn("Spark's UI gets no picture of {}", video, cause);
  }

  @Override
  public boolean next() {
    return frames.next();
  }

  @Override
  public long fetchNanos() {
    return frames.fetchNanos();
  }

  @Override
  public long frame() {
    return frames.frame();
  }

  @Override
  public double seconds() {
    return frames.seconds();
  }

  @Override
  public int width() {
    return frames.width();
  }

  @Override
  public int height() {
    return frames.height();
  }

  @Override
  public double pixelAspectRatio() {
    return frames.pixelAspectRatio();
  }
}
