package io.euge.traffic;

import io.euge.traffic.Face.Material;
import java.util.ArrayList;
import java.util.List;

/**
 * A convex part of a vehicle: an outline as seen from the right side, extruded across the width.
 * Details on its faces (windows, lamps, wheels) follow the face that they lie on.
 *
 * @param faces in painting order
 * @param inside a point inside the part; all normals point away from it
 * @param layer parts of a higher layer are painted after those of a lower one
 */
record Part(List<Face> faces, Point inside, int layer) {

  /** A point of an outline, in meters ahead of the vehicle's center and above the road. */
  record Corner(double ahead, double up) {}

  /**
   * Returns an outline extruded across the width.
   *
   * @param outline convex, in order around it
   * @param low half the width at the lowest corner
   * @param high half the width at the highest corner
   */
  static Part drawnOut(List<Corner> outline, double low, double high, Material material) {
    double least = outline.stream().mapToDouble(Corner::up).min().orElseThrow();
    double most = outline.stream().mapToDouble(Corner::up).max().orElseThrow();
    List<Point> right = new ArrayList<>();
    List<Point> left = new ArrayList<>();
    for (Corner corner : outline) {
      double half = low + (high - low) * (corner.up - least) / (most - least);
      right.add(new Point(half, corner.up, corner.ahead));
      left.add(0, new Point(-half, corner.up, corner.ahead));
    }
    List<Face> faces =
        new ArrayList<>(List.of(new Face(right, material), new Face(left, material)));
    int corners = outline.size();
    for (int i = 0; i < corners; i++) {
      int next = (i + 1) % corners;
      faces.add(
          new Face(
              List.of(
                  right.get(next),
                  right.get(i),
                  left.get(corners - 1 - i),
                  left.get(corners - 1 - next)),
              material));
    }
    return new Part(faces, Point.middle(concat(right, left)), 0);
  }

  private static List<Point> concat(List<Point> a, List<Point> b) {
    List<Point> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  /** Returns a box, which has the same width everywhere. */
  static Part box(double back, double front, double low, double high, double half, Material m) {
    return drawnOut(
        List.of(
            new Corner(back, low),
            new Corner(front, low),
            new Corner(front, high),
            new Corner(back, high)),
        half,
        half,
        m);
  }

  /** Returns this part on a higher layer. */
  Part on(int higher) {
    return new Part(faces, inside, higher);
  }

  /** Returns this part with more faces painted on it. */
  Part with(List<Face> more) {
    List<Face> all = new ArrayList<>(faces);
    all.addAll(more);
    return new Part(all, inside, layer);
  }

  /**
   * Returns this part with smaller faces of another material in the center of some of its faces.
   */
  Part inset(double scale, Material material, int... which) {
    List<Face> more = new ArrayList<>();
    for (int index : which) {
      more.add(shrunk(faces.get(index), scale, material));
    }
    return with(more);
  }

  private static Face shrunk(Face face, double scale, Material material) {
    Point middle = face.middle();
    List<Point> corners =
        face.corners().stream()
            .map(
                c ->
                    new Point(
                        middle.x() + (c.x() - middle.x()) * scale,
                        middle.y() + (c.y() - middle.y()) * scale,
                        middle.z() + (c.z() - middle.z()) * scale))
            .toList();
    return new Face(corners, material);
  }
}
