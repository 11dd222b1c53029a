package io.euge.traffic;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/**
 * All pixels of a vehicle.
 *
 * @param faces the faces that are turned to the camera; they overlap, and their orientations differ
 */
record Silhouette(List<Path2D> faces) {

  /** Returns the silhouette, or null if the vehicle is not entirely ahead of the camera. */
  static Silhouette of(Camera camera, Vehicle vehicle) {
    List<Path2D> faces = new ArrayList<>();
    for (Part part : vehicle.body.parts()) {
      Point inside = vehicle.world(part.inside());
      for (Face own : part.faces()) {
        Face face = new Face(own.corners().stream().map(vehicle::world).toList(), own.material());
        if (face.normal(inside).dot(camera.place().minus(face.middle())) > 0) {
          Path2D path = Canvas.path(camera, face.corners());
          if (path == null) {
            return null;
          }
          faces.add(path);
        }
      }
    }
    return faces.isEmpty() ? null : new Silhouette(faces);
  }

  void fill(Graphics2D graphics) {
    faces.forEach(graphics::fill);
  }

  Rectangle2D bounds() {
    Rectangle2D bounds = faces.get(0).getBounds2D();
    faces.forEach(face -> Rectangle2D.union(bounds, face.getBounds2D(), bounds));
    return bounds;
  }
}
