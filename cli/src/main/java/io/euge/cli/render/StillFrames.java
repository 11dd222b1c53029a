package io.euge.cli.render;

import io.euge.EugeException;
import io.euge.cli.table.DetectionRow;
import io.euge.cli.table.TrackRow;
import io.euge.rendering.AnnotatedFrames;
import io.euge.rendering.FrameAnnotations;
import io.euge.rendering.TrackOverlay;
import io.euge.video.Segment;
import io.euge.video.VideoInfo;
import io.euge.video.VideoSource;
import io.euge.video.split.SegmentPlan;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads single frames of videos and draws or blurs their boxes from a table, by the rules of {@code
 * euge render}.
 *
 * @param table name for error messages
 * @param blur classes to blur, as labels or indexes
 */
public record StillFrames(String table, List<String> blur) {
  private static final double SEGMENT_SECONDS = 5;

  /** Decoding more frames would take minutes. */
  private static final long MOST_DECODED = 20_000;

  /**
   * A frame.
   *
   * @param pixelAspectRatio displayed width of a pixel divided by its height
   */
  public record Still(BufferedImage picture, double pixelAspectRatio) {}

  /**
   * Returns the labels whose boxes are blurred.
   *
   * @param classes of the table: labels by class index
   * @throws io.euge.OptionException for a class that the table does not have
   */
  public Set<String> hidden(SortedMap<Integer, Set<String>> classes) {
    return rules(classes).blurred();
  }

  private RenderingRules rules(SortedMap<Integer, Set<String>> classes) {
    return RenderingRules.of(List.of(), blur, 0, classes, "The table " + table);
  }

  /**
   * Reads a frame of a table of detections.
   *
   * @param boxes whether to draw them
   * @throws EugeException if the frame cannot be read, or its size differs from that in the table
   */
  public Still read(
      VideoSource video, DetectionRow row, SortedMap<Integer, Set<String>> classes, boolean boxes) {
    RenderingRules rules = boxes ? rules(classes) : rules(classes).withoutBoxes();
    TreeMap<Long, DetectionRow> rows = new TreeMap<>();
    rows.put(row.frame(), row);
    SegmentPlan plan = SegmentPlan.of(video, SEGMENT_SECONDS);
    checkSize(video, plan.info(), row.width(), row.height());
    return still(video, plan, row.frame(), new TableAnnotations(rows, rules), null);
  }

  /**
   * Reads a frame of a table of tracks.
   *
   * @param rows of the video, from a few seconds before to a few seconds after the frame
   * @param labels of the whole table
   * @param boxes whether to draw the tracks
   * @throws EugeException if the frame cannot be read, or its size differs from that in the table
   */
  public Still read(
      VideoSource video, long frame, List<TrackRow> rows, SortedSet<String> labels, boolean boxes) {
    SegmentPlan plan = SegmentPlan.of(video, SEGMENT_SECONDS);
    TrackScene scene =
        TrackScene.of(
            VideoTrackRows.of(
                Path.of(table), rows, new TreeSet<>(labels), Path.of(name(video)), plan.info()),
            Path.of(table),
            Path.of(name(video)),
            plan.info(),
            null,
            new RenderingRequest(List.of(), blur, false, 0));
    return still(video, plan, frame, scene.hidden(), boxes ? scene.overlay(plan.info()) : null);
  }

  private static String name(VideoSource video) {
    return video.name().substring(video.name().lastIndexOf('/') + 1);
  }

  private static void checkSize(VideoSource video, VideoInfo info, int width, int height) {
    if (info.width() != width || info.height() != height) {
      throw new EugeException(
          "%s is %dx%d in the table and this file is %dx%d: give the videos of this table"
              .formatted(name(video), width, height, info.width(), info.height()));
    }
  }

  private static Still still(
      VideoSource video,
      SegmentPlan plan,
      long frame,
      FrameAnnotations.Source annotations,
      TrackOverlay overlay) {
    Segment segment =
        plan.segments().stream()
            .filter(part -> frame >= part.firstFrame() && frame < part.endFrame())
            .findFirst()
            .orElse(Segment.whole());
    if (frame - segment.firstFrame() > MOST_DECODED) {
      throw new EugeException(
          "Frame %d of %s is too far from the keyframe before it: the video has too few keyframes"
              .formatted(frame, name(video)));
    }
    // Annotations of the earlier frames are not visible.
    try (AnnotatedFrames frames =
        AnnotatedFrames.open(
            video,
            segment,
            VideoRendering.decoding(),
            1,
            (index, seconds, width, height) ->
                index == frame
                    ? annotations.of(index, seconds, width, height)
                    : FrameAnnotations.NONE)) {
      frames.draw(overlay);
      while (frames.next()) {
        if (frames.frame() == frame) {
          return new Still(
              frames.picture().getSubimage(0, 0, plan.info().width(), plan.info().height()),
              frames.pixelAspectRatio());
        }
      }
      throw frames.damage().isEmpty()
          ? new EugeException(
              "%s has no frame %d: give the videos of this table".formatted(name(video), frame))
          : frames.damage().get(0);
    }
  }
}
