package io.euge.traffic;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Paints parts of the scene as a camera sees them. */
final class Canvas {
  private final Camera camera;
  private final Graphics2D graphics;

  Canvas(Camera camera, BufferedImage image) {
    this.camera = camera;
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
  }

  Camera camera() {
    return camera;
  }

  Graphics2D graphics() {
    return graphics;
  }

  /** Fills a polygon; omits one that reaches behind the camera. */
  void fill(List<Point> corners, Color color) {
    Path2D path = path(camera, corners);
    if (path != null) {
      graphics.setColor(color);
      graphics.fill(path);
    }
  }

  /** Returns the outline in pixels, or null if a corner is not ahead of the camera. */
  static Path2D path(Camera camera, List<Point> corners) {
    Path2D path = new Path2D.Double();
    for (Point corner : corners) {
      if (!camera.ahead(corner)) {
        return null;
      }
      if (path.getCurrentPoint() == null) {
        path.moveTo(camera.column(corner), camera.row(corner));
      } else {
        path.lineTo(camera.column(corner), camera.row(corner));
      }
    }
    path.closePath();
    return path;
  }
}
