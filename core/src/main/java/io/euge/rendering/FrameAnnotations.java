package io.euge.rendering;

import io.euge.detection.Detection;
import java.awt.geom.Rectangle2D;
import java.util.List;

/**
 * The annotations of one frame, in pixels of the frame.
 *
 * @param boxes by decreasing confidence, so that the most confident are on top
 * @param groundTruth boxes to draw dashed, below the others
 * @param hidden boxes whose content is replaced by a mosaic before anything is drawn
 */
public record FrameAnnotations(
    List<Detection> boxes, List<Rectangle2D> groundTruth, List<Rectangle2D> hidden) {
  /** Annotations of a frame on which nothing is drawn. */
  public static final FrameAnnotations NONE = new FrameAnnotations(List.of(), List.of(), List.of());

  public FrameAnnotations {
    boxes = List.copyOf(boxes);
    groundTruth = List.copyOf(groundTruth);
    hidden = List.copyOf(hidden);
  }

  /** Chooses what is drawn on each frame of a video. Frames come in presentation order. */
  @FunctionalInterface
  public interface Source {
    /**
     * Returns what is drawn on a frame.
     *
     * @param frame index in presentation order, from 0
     * @param seconds presentation time
     * @param width of the frame in pixels
     * @param height of the frame in pixels
     */
    FrameAnnotations of(long frame, double seconds, int width, int height);
  }
}
