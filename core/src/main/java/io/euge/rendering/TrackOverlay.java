package io.euge.rendering;

import io.euge.counting.layout.CountingLayout;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Set;

/**
 * Draws the tracks of a video on its frames: a box, the number and the trail of each in a color of
 * its own, and the counting lines and zones with their running counts. All tracks are counted,
 * drawn or not. Frames come in presentation order. Not thread-safe.
 */
public final class TrackOverlay {
  /** Translucent, so that trails do not hide what drives on them. */
  private static final int TRAIL_ALPHA = 190;

  private final List<TrackCourse> courses;
  private final boolean[] drawn;
  private final String[] texts;
  private final Color[] colors;
  private final Color[] trails;
  private final long trailFrames;
  private final LayoutPainter layout;
  private final RunningCounts counts;
  private final Path2D.Double trail = new Path2D.Double();
  private final Rectangle2D.Double box = new Rectangle2D.Double();
  private final int[] active;
  private int actives;
  private int next;
  private long boxes;
  private BoxPainter styled;
  private BasicStroke line;
  private BasicStroke wide;
  private BasicStroke shade;

  /**
   * Prepares the drawing.
   *
   * @param drawn labels whose tracks are drawn
   * @param trailSeconds how far back trails go
   * @throws io.euge.EugeException if a track has two boxes in a frame
   */
  public TrackOverlay(
      VideoTracks tracks,
      Set<String> drawn,
      CountingLayout layout,
      double framesPerSecond,
      double trailSeconds) {
    courses = tracks.courses();
    trailFrames = Math.round(trailSeconds * framesPerSecond);
    this.layout = new LayoutPainter(layout);
    counts =
        new RunningCounts(
            layout, courses.stream().map(TrackCourse::path).toList(), framesPerSecond);
    int count = courses.size();
    active = new int[count];
    texts = new String[count];
    colors = new Color[count];
    trails = new Color[count];
    this.drawn = new boolean[count];
    for (int i = 0; i < count; i++) {
      TrackCourse course = courses.get(i);
      this.drawn[i] = drawn.contains(course.label());
      texts[i] = course.label() + " " + course.id();
      colors[i] = color(course.id());
      trails[i] =
          new Color(colors[i].getRed(), colors[i].getGreen(), colors[i].getBlue(), TRAIL_ALPHA);
    }
  }

  /** Returns the color of a track, the same in all pictures. */
  static Color color(long track) {
    return ClassColors.of((int) Math.floorMod(track - 1, 1L << 20));
  }

  /** Returns how many boxes were drawn. */
  public long boxes() {
    return boxes;
  }

  void paint(BufferedImage picture, BoxPainter painter, long frame) {
    advance(frame);
    counts.advance(frame);
    style(painter);
    Graphics2D graphics = painter.graphics(picture);
    try {
      layout.paintAreas(graphics, painter, line);
      paintTrails(graphics, painter, frame);
      layout.paintLines(graphics, painter, wide, shade);
      painter.clearLabels();
      paintBoxes(graphics, painter, frame);
      layout.paintCounts(graphics, painter, counts);
      paintTexts(graphics, painter, frame);
    } finally {
      graphics.dispose();
    }
  }

  private void style(BoxPainter painter) {
    if (painter != styled) {
      styled = painter;
      line = stroke(painter.line());
      wide = stroke(1.5f * painter.line());
      shade = stroke(1.5f * painter.line() + 2);
    }
  }

  private static BasicStroke stroke(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  /** Keeps the tracks of which anything is on the frame, in the order of their first frames. */
  private void advance(long frame) {
    int kept = 0;
    for (int i = 0; i < actives; i++) {
      if (courses.get(active[i]).last() + trailFrames >= frame) {
        active[kept++] = active[i];
      }
    }
    actives = kept;
    for (; next < courses.size() && courses.get(next).first() <= frame; next++) {
      if (drawn[next] && courses.get(next).last() + trailFrames >= frame) {
        active[actives++] = next;
      }
    }
  }

  private void paintTrails(Graphics2D graphics, BoxPainter painter, long frame) {
    graphics.setStroke(wide);
    for (int i = 0; i < actives; i++) {
      trail.reset();
      courses.get(active[i]).trail(frame - trailFrames, frame, painter, trail, box);
      graphics.setColor(trails[active[i]]);
      graphics.draw(trail);
    }
  }

  private void paintBoxes(Graphics2D graphics, BoxPainter painter, long frame) {
    for (int i = 0; i < actives; i++) {
      TrackCourse course = courses.get(active[i]);
      if (course.last() >= frame) {
        boolean seen = course.locate(frame, box);
        painter.outline(graphics, box, colors[active[i]], seen);
        boxes++;
      }
    }
  }

  private void paintTexts(Graphics2D graphics, BoxPainter painter, long frame) {
    for (int i = 0; i < actives; i++) {
      TrackCourse course = courses.get(active[i]);
      if (course.last() >= frame) {
        course.locate(frame, box);
        painter.label(graphics, box, texts[active[i]], colors[active[i]]);
      }
    }
  }
}
