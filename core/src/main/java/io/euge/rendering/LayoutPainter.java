package io.euge.rendering;

import io.euge.counting.layout.CountingLayout;
import io.euge.counting.layout.CountingLine;
import io.euge.counting.layout.Point;
import io.euge.counting.layout.Polygon;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Draws lines with an arrow in their first direction, zones and ignored regions. */
final class LayoutPainter {
  private static final Color LINE = new Color(0xFF, 0xDC, 0x3C);
  private static final Color ZONE = new Color(0x80, 0xED, 0x99);
  private static final Color ZONE_AREA = new Color(0x80, 0xED, 0x99, 50);
  private static final Color IGNORED = new Color(0, 0, 0, 90);
  private static final Color SHADE = new Color(0, 0, 0, 150);

  private final CountingLayout layout;
  private final Path2D.Double shape = new Path2D.Double();
  private final Rectangle2D.Double place = new Rectangle2D.Double();

  LayoutPainter(CountingLayout layout) {
    this.layout = layout;
  }

  /** Draws what lies below the tracks. */
  void paintAreas(Graphics2D graphics, BoxPainter painter, BasicStroke stroke) {
    graphics.setStroke(stroke);
    for (int i = 0; i < layout.ignored().size(); i++) {
      outline(layout.ignored().get(i), painter);
      graphics.setColor(IGNORED);
      graphics.fill(shape);
    }
    for (int i = 0; i < layout.zones().size(); i++) {
      outline(layout.zones().get(i).area(), painter);
      graphics.setColor(ZONE_AREA);
      graphics.fill(shape);
      graphics.setColor(ZONE);
      graphics.draw(shape);
    }
  }

  private void outline(Polygon area, BoxPainter painter) {
    polyline(area.points(), painter);
    shape.closePath();
  }

  private void polyline(List<Point> points, BoxPainter painter) {
    shape.reset();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      if (i == 0) {
        shape.moveTo(painter.x(point.x()), painter.y(point.y()));
      } else {
        shape.lineTo(painter.x(point.x()), painter.y(point.y()));
      }
    }
  }

  void paintLines(Graphics2D graphics, BoxPainter painter, BasicStroke stroke, BasicStroke shade) {
    for (int i = 0; i < layout.lines().size(); i++) {
      CountingLine line = layout.lines().get(i);
      polyline(line.points(), painter);
      addArrow(line.points(), painter);
      graphics.setStroke(shade);
      graphics.setColor(SHADE);
      graphics.draw(shape);
      graphics.setStroke(stroke);
      graphics.setColor(LINE);
      graphics.draw(shape);
    }
  }

  /** Adds an arrow from the middle of the line to its right-hand side. */
  private void addArrow(List<Point> points, BoxPainter painter) {
    int middle = points.size() / 2;
    double fromX = painter.x(points.get(middle - 1).x());
    double fromY = painter.y(points.get(middle - 1).y());
    double alongX = painter.x(points.get(middle).x()) - fromX;
    double alongY = painter.y(points.get(middle).y()) - fromY;
    double size = 8 * painter.line() / Math.max(1e-9, Math.hypot(alongX, alongY));
    double acrossX = -alongY * size;
    double acrossY = alongX * size;
    double x = fromX + alongX / 2;
    double y = fromY + alongY / 2;
    double tipX = x + acrossX;
    double tipY = y + acrossY;
    shape.moveTo(x, y);
    shape.lineTo(tipX, tipY);
    shape.moveTo(
        tipX - 0.4 * acrossX + 0.4 * alongX * size, tipY - 0.4 * acrossY + 0.4 * alongY * size);
    shape.lineTo(tipX, tipY);
    shape.lineTo(
        tipX - 0.4 * acrossX - 0.4 * alongX * size, tipY - 0.4 * acrossY - 0.4 * alongY * size);
  }

  /** Writes the counts, beside the first point of each line and in each zone. */
  void paintCounts(Graphics2D graphics, BoxPainter painter, RunningCounts counts) {
    for (int i = 0; i < layout.lines().size(); i++) {
      Point first = layout.lines().get(i).points().get(0);
      place.setRect(first.x(), first.y(), 0, 0);
      painter.label(graphics, place, counts.ofLine(i), LINE);
    }
    for (int i = 0; i < layout.zones().size(); i++) {
      Point first = layout.zones().get(i).area().points().get(0);
      place.setRect(first.x(), first.y(), 0, 0);
      painter.label(graphics, place, counts.ofZone(i), ZONE);
    }
  }
}
