package io.euge.rendering;

import io.euge.EugeException;
import io.euge.video.write.VideoWriter;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Writes annotated frames of one or several videos as H.264 in MP4. The file is incomplete until
 * the writer is closed. Not thread-safe.
 */
public final class AnnotatedVideo implements AutoCloseable {
  private final Path target;
  private VideoWriter writer;
  private int width;
  private int height;
  private double pixelAspectRatio;
  private double start;
  private double end;

  /**
   * @param target is overwritten if it exists
   */
  public AnnotatedVideo(Path target) {
    this.target = target;
  }

  /**
   * Adds the remaining frames, one image each, at the times they have in their video; those of a
   * further video follow the end of the one before.
   *
   * @param each is called for each image, for instance to keep some as stills
   * @return the number of images written
   * @throws EugeException if the frames cannot be read, are not of the shape of those before, or
   *     the target cannot be written
   */
  public long add(AnnotatedFrames frames, Consumer<AnnotatedFrames> each) {
    begin(frames);
    long written = 0;
    for (; frames.next(); written++) {
      writer.write(frames.pixels(), start + frames.seconds());
      end = start + frames.seconds() + 1 / frames.framesPerSecond();
      each.accept(frames);
    }
    start = end;
    return written;
  }

  private void begin(AnnotatedFrames frames) {
    int nextWidth = frames.picture().getWidth();
    int nextHeight = frames.picture().getHeight();
    if (writer == null) {
      width = nextWidth;
      height = nextHeight;
      pixelAspectRatio = frames.pixelAspectRatio();
      writer = VideoWriter.timed(target, width, height, pixelAspectRatio, frames.framesPerSecond());
    } else if (nextWidth != width || nextHeight != height) {
      throw new EugeException(
          "Pictures of %dx%d cannot follow those of %dx%d in %s: write another video for them"
              .formatted(nextWidth, nextHeight, width, height, target));
    } else if (frames.pixelAspectRatio() != pixelAspectRatio) {
      throw new EugeException(
          "Pictures with the pixel aspect ratio %s cannot follow those with %s in %s: write another video for them"
              .formatted(frames.pixelAspectRatio(), pixelAspectRatio, target));
    }
  }

  /**
   * Finishes the video. Closing twice is harmless.
   *
   * @throws EugeException if the end cannot be written
   */
  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
