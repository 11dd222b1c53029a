package io.euge.rendering;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures of all tracks of a video over one of its frames. Pixels are square, as displayed. */
public final class TrackPicture {
  private final BufferedImage frame;
  private final double pixelAspectRatio;
  private final List<TrackCourse> courses;

  /**
   * Prepares the pictures.
   *
   * @param frame of the size that the tracks' boxes are in
   * @param pixelAspectRatio width of its pixels as displayed, divided by their height
   * @throws io.euge.EugeException if a track has two boxes in a frame
   */
  public TrackPicture(BufferedImage frame, double pixelAspectRatio, VideoTracks tracks) {
    this.frame = frame;
    this.pixelAspectRatio = pixelAspectRatio;
    this.courses = tracks.courses();
  }

  /** Draws the way of each track's bottom center in the color of the track. */
  public BufferedImage paths() {
    BufferedImage picture = background();
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    float width = Math.max(1.5f, Math.min(picture.getWidth(), picture.getHeight()) / 240f);
    graphics.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    Path2D.Double line = new Path2D.Double();
    for (TrackCourse course : courses) {
      line.reset();
      follow(course, line);
      graphics.setColor(TrackOverlay.color(course.id()));
      graphics.draw(line);
    }
    graphics.dispose();
    return picture;
  }

  private void follow(TrackCourse course, Path2D line) {
    Rectangle2D.Double box = new Rectangle2D.Double();
    for (long at = course.first(); at <= course.last(); at++) {
      course.locate(at, box);
      double x = box.getCenterX() * pixelAspectRatio;
      if (at == course.first()) {
        line.moveTo(x, box.getMaxY());
      }
      line.lineTo(x, box.getMaxY());
    }
  }

  /** Shows how often a vehicle was at a place: the time that all tracks together spent there. */
  public BufferedImage heatMap() {
    BufferedImage picture = background();
    HeatMap map = new HeatMap(picture.getWidth(), picture.getHeight());
    Rectangle2D.Double box = new Rectangle2D.Double();
    for (TrackCourse course : courses) {
      for (long at = course.first(); at <= course.last(); at++) {
        course.locate(at, box);
        map.add(box.getCenterX() * pixelAspectRatio, box.getMaxY());
      }
    }
    map.paint(picture);
    return picture;
  }

  private BufferedImage background() {
    int width = (int) Math.max(1, Math.round(frame.getWidth() * pixelAspectRatio));
    return HeatMap.background(frame, width, frame.getHeight());
  }
}
