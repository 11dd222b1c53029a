package io.euge.traffic;

import io.euge.evaluation.groundtruth.LaneLine;
import io.euge.traffic.Street.Lane;
import java.util.ArrayList;
import java.util.List;

/**
 * The counting lines, placed as one would place them on a real camera's picture: in each lane a few
 * metres beyond the place where its vehicles are wholly in view, for nearer to the camera fewer
 * vehicles hide others. Their ends are between the lower edges of the vehicles' boxes, which are
 * beside the middles of the lanes where a camera sees the vehicles' sides.
 */
final class LaneLines {
  /** A car, in metres. */
  private static final double LENGTH = 4.5;

  private static final double WIDTH = 1.9;
  private static final double HEIGHT = 1.5;

  /** Metres that vehicles drive in view after the line. */
  private static final double TOWARDS_METRES = 6;

  /** Metres that vehicles drive in view before the line, in which a track must begin. */
  private static final double AWAY_METRES = 10;

  private static final double STEP = 0.25;
  private static final double FARTHEST = 80;

  /** Of the picture's width. */
  private static final double EDGE = 0.01;

  private final Camera camera;
  private final Street street;

  LaneLines(Camera camera, Street street) {
    this.camera = camera;
    this.street = street;
  }

  /** Returns a line for each lane, from the left to the right. */
  List<LaneLine> lines() {
    return street.lanes().stream().map(this::line).toList();
  }

  private LaneLine line(Lane lane) {
    double metres = inView(lane) + (lane.away() ? AWAY_METRES : TOWARDS_METRES);
    List<Lane> lanes = street.lanes();
    int i = lane.number();
    Lane before = lanes.get(Math.max(0, i - 1));
    Lane after = lanes.get(Math.min(lanes.size() - 1, i + 1));
    double left = i == 0 ? -street.laneWidth() : (before.centre() - lane.centre()) / 2;
    double right =
        i == lanes.size() - 1 ? street.laneWidth() : (after.centre() - lane.centre()) / 2;
    Point from = new Point(lane.centre() + left, 0, metres);
    Point to = new Point(lane.centre() + right, 0, metres);
    double beside = beside(lane, metres);
    return new LaneLine(
        "lane " + lane.number(),
        lane.number(),
        lane.away(),
        camera.column(from) + (beside + beside(before, metres)) / 2,
        camera.row(from),
        camera.column(to) + (beside + beside(after, metres)) / 2,
        camera.row(to));
  }

  /** Returns the least distance in metres at which a car is wholly in the picture. */
  private double inView(Lane lane) {
    double metres = LENGTH;
    while (metres < FARTHEST && !isInView(lane, metres)) {
      metres += STEP;
    }
    return metres;
  }

  private boolean isInView(Lane lane, double metres) {
    double edge = EDGE * camera.width();
    return corners(lane, metres).stream()
        .allMatch(
            corner ->
                camera.ahead(corner)
                    && camera.column(corner) >= edge
                    && camera.column(corner) <= camera.width() - edge
                    && camera.row(corner) <= camera.height() - edge);
  }

  /** Returns how many pixels the middle of a car's box is right of that of its lane. */
  private double beside(Lane lane, double metres) {
    List<Double> columns = corners(lane, metres).stream().map(camera::column).sorted().toList();
    double middle = (columns.get(0) + columns.get(columns.size() - 1)) / 2;
    return middle - camera.column(new Point(lane.centre(), 0, metres));
  }

  private static List<Point> corners(Lane lane, double metres) {
    List<Point> corners = new ArrayList<>();
    for (double x : new double[] {-WIDTH / 2, WIDTH / 2}) {
      for (double z : new double[] {0, LENGTH}) {
        for (double y : new double[] {0, HEIGHT}) {
          corners.add(new Point(lane.centre() + x, y, metres + z));
        }
      }
    }
    return corners;
  }
}
