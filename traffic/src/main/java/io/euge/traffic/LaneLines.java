package io.euge.traffic;

import io.euge.evaluation.groundtruth.LaneLine;
import io.euge.traffic.Street.Lane;
import java.util.ArrayList;
import java.util.List;

/**
 * Places the counting lines as a user would place them on a real camera's image: in each lane a few
 * meters beyond the nearest distance at which vehicles are entirely in view, because fewer vehicles
 * occlude each other near the camera. The ends of the lines lie between the lower edges of the
 * vehicles' bounding boxes, which are beside the lane centers where the camera sees the sides of
 * vehicles.
 */
final class LaneLines {
  /** The length of a car in meters. */
  private static final double LENGTH = 4.5;

  private static final double WIDTH = 1.9;
  private static final double HEIGHT = 1.5;

  /** Distance in meters that approaching vehicles drive in view after the line. */
  private static final double TOWARDS_METRES = 6;

  /**
   * Distance in meters that departing vehicles drive in view before the line, in which a track must
   * begin.
   */
  private static final double AWAY_METRES = 10;

  private static final double STEP = 0.25;
  private static final double FARTHEST = 80;

  /** Margin of the image, as a fraction of its width. */
  private static final double EDGE = 0.01;

  private final Camera camera;
  private final Street street;

  LaneLines(Camera camera, Street street) {
    this.camera = camera;
    this.street = street;
  }

  /** Returns one line per lane, from left to right. */
  List<LaneLine> lines() {
    return street.lanes().stream().map(this::line).toList();
  }

  private LaneLine line(Lane lane) {
    double meters = inView(lane) + (lane.away() ? AWAY_METRES : TOWARDS_METRES);
    List<Lane> lanes = street.lanes();
    int i = lane.number();
    Lane before = lanes.get(Math.max(0, i - 1));
    Lane after = lanes.get(Math.min(lanes.size() - 1, i + 1));
    double left = i == 0 ? -street.laneWidth() : (before.center() - lane.center()) / 2;
    double right =
        i == lanes.size() - 1 ? street.laneWidth() : (after.center() - lane.center()) / 2;
    Point from = new Point(lane.center() + left, 0, meters);
    Point to = new Point(lane.center() + right, 0, meters);
    double beside = beside(lane, meters);
    return new LaneLine(
        "lane " + lane.number(),
        lane.number(),
        lane.away(),
        camera.column(from) + (beside + beside(before, meters)) / 2,
        camera.row(from),
        camera.column(to) + (beside + beside(after, meters)) / 2,
        camera.row(to));
  }

  /** Returns the minimum distance in meters at which a car is entirely in the image. */
  private double inView(Lane lane) {
    double meters = LENGTH;
    while (meters < FARTHEST && !isInView(lane, meters)) {
      meters += STEP;
    }
    return meters;
  }

  private boolean isInView(Lane lane, double meters) {
    double edge = EDGE * camera.width();
    return corners(lane, meters).stream()
        .allMatch(
            corner ->
                camera.ahead(corner)
                    && camera.column(corner) >= edge
                    && camera.column(corner) <= camera.width() - edge
                    && camera.row(corner) <= camera.height() - edge);
  }

  /**
   * Returns the horizontal offset in pixels from the lane center to the center of a car's bounding
   * box.
   */
  private double beside(Lane lane, double meters) {
    List<Double> columns = corners(lane, meters).stream().map(camera::column).sorted().toList();
    double middle = (columns.get(0) + columns.get(columns.size() - 1)) / 2;
    return middle - camera.column(new Point(lane.center(), 0, meters));
  }

  private static List<Point> corners(Lane lane, double meters) {
    List<Point> corners = new ArrayList<>();
    for (double x : new double[] {-WIDTH / 2, WIDTH / 2}) {
      for (double z : new double[] {0, LENGTH}) {
        for (double y : new double[] {0, HEIGHT}) {
          corners.add(new Point(lane.center() + x, y, meters + z));
        }
      }
    }
    return corners;
  }
}
