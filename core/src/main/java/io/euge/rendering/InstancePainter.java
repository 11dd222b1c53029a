package io.euge.rendering;

import io.euge.detection.Detection;
import io.euge.detection.Keypoint;
import io.euge.video.Letterbox;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;

/** Draws masks and keypoints. A person of COCO's 17 keypoints has the lines of a skeleton. */
final class InstancePainter {
  private static final int MASK_ALPHA = 110;

  /** Points below it are not drawn; a point without confidence is. */
  private static final float LEAST_CONFIDENCE = 0.25f;

  private static final int COCO_KEYPOINTS = 17;

  /** Pairs of COCO's keypoints: face, arms, trunk, legs. */
  private static final int[][] SKELETON = {
    {0, 1}, {0, 2}, {1, 3}, {2, 4}, {3, 5}, {4, 6}, {5, 6}, {5, 7}, {7, 9}, {6, 8}, {8, 10},
    {5, 11}, {6, 12}, {11, 12}, {11, 13}, {13, 15}, {12, 14}, {14, 16}
  };

  private final Letterbox geometry;
  private final double pixelAspectRatio;
  private final float line;
  private final BasicStroke bones;

  InstancePainter(Letterbox geometry, double pixelAspectRatio, float line) {
    this.geometry = geometry;
    this.pixelAspectRatio = pixelAspectRatio;
    this.line = line;
    this.bones = new BasicStroke(line, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** Fills the pixels of the object with its color, so that they show through. */
  void paintMask(Graphics2D graphics, Detection detection, Color color) {
    if (detection.mask() == null) {
      return;
    }
    Path2D area = new Path2D.Double(Path2D.WIND_EVEN_ODD);
    for (int[] outline : detection.mask().outlines()) {
      area.moveTo(x(outline[0]), y(outline[1]));
      for (int i = 2; i < outline.length; i += 2) {
        area.lineTo(x(outline[i]), y(outline[i + 1]));
      }
      area.closePath();
    }
    graphics.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), MASK_ALPHA));
    graphics.fill(area);
  }

  void paintKeypoints(Graphics2D graphics, Detection detection, Color color) {
    List<Keypoint> points = detection.keypoints();
    graphics.setColor(color);
    graphics.setStroke(bones);
    if (points.size() == COCO_KEYPOINTS) {
      for (int[] bone : SKELETON) {
        Keypoint from = points.get(bone[0]);
        Keypoint to = points.get(bone[1]);
        if (isSeen(from) && isSeen(to)) {
          graphics.draw(new Line2D.Double(x(from.x()), y(from.y()), x(to.x()), y(to.y())));
        }
      }
    }
    double radius = 1.5 * line;
    for (Keypoint point : points) {
      if (isSeen(point)) {
        dot(graphics, point, radius, ClassColors.on(color));
        dot(graphics, point, radius * 0.7, color);
      }
    }
  }

  private void dot(Graphics2D graphics, Keypoint point, double radius, Color color) {
    graphics.setColor(color);
    graphics.fill(
        new Ellipse2D.Double(x(point.x()) - radius, y(point.y()) - radius, 2 * radius, 2 * radius));
  }

  private static boolean isSeen(Keypoint point) {
    return !point.isScored() || point.confidence() >= LEAST_CONFIDENCE;
  }

  private double x(double x) {
    return (geometry.left() + x * geometry.scaleX()) * pixelAspectRatio;
  }

  private double y(double y) {
    return geometry.top() + y * geometry.scaleY();
  }
}
