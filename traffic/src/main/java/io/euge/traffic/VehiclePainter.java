package io.euge.traffic;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Paints vehicles with their shadows and lamps. */
final class VehiclePainter {
  private final Light light;

  VehiclePainter(Light light) {
    this.light = light;
  }

  /** Paints the shadow of a vehicle on the road. */
  void shadow(Canvas canvas, Vehicle vehicle) {
    double half = vehicle.body.width() / 2;
    double end = vehicle.body.length() / 2;
    Point sun = light.sun();
    double tall = vehicle.body.height() * 0.8;
    double reach = Math.min(4, tall / sun.y());
    List<Point> outline = new ArrayList<>();
    for (double[] corner :
        new double[][] {{-half, -end}, {half, -end}, {half, end}, {-half, end}}) {
      Point foot = vehicle.world(new Point(corner[0], 0, corner[1]));
      outline.add(foot);
      outline.add(new Point(foot.x() - sun.x() * reach, 0, foot.z() - sun.z() * reach));
    }
    List<Point> hull = Outline.around(outline);
    canvas.fill(hull, Backdrop.alpha(Color.BLACK, (float) light.shadow()));
    // No light reaches the road directly under the vehicle.
    List<Point> under = new ArrayList<>();
    for (double[] corner :
        new double[][] {{-half, -end}, {half, -end}, {half, end}, {-half, end}}) {
      under.add(vehicle.world(new Point(corner[0] * 0.96, 0, corner[1] * 0.97)));
    }
    canvas.fill(under, Backdrop.alpha(Color.BLACK, 0.5f));
  }

  void paint(Canvas canvas, Vehicle vehicle) {
    Camera camera = canvas.camera();
    List<Part> parts = new ArrayList<>(vehicle.body.parts());
    parts.sort(
        Comparator.comparingInt(Part::layer)
            .thenComparingDouble(part -> -camera.depth(vehicle.world(part.inside()))));
    for (Part part : parts) {
      Point inside = vehicle.world(part.inside());
      for (Face face : part.faces()) {
        paint(canvas, vehicle, face, inside);
      }
    }
    if (light.lamps()) {
      lamps(canvas, vehicle);
    }
  }

  private void paint(Canvas canvas, Vehicle vehicle, Face own, Point inside) {
    Camera camera = canvas.camera();
    Face face = new Face(own.corners().stream().map(vehicle::world).toList(), own.material());
    Point normal = face.normal(inside);
    Point middle = face.middle();
    if (normal.dot(camera.place().minus(middle)) <= 0) {
      return;
    }
    canvas.fill(face.corners(), light.shade(face.material(), normal, camera.depth(middle)));
  }

  private void lamps(Canvas canvas, Vehicle vehicle) {
    Camera camera = canvas.camera();
    double half = vehicle.body.length() / 2;
    boolean one = vehicle.body.kind() == Kind.MOTORCYCLE;
    double side = one ? 0 : vehicle.body.width() / 2 - 0.25;
    for (int end : new int[] {1, -1}) {
      Point ahead = vehicle.world(new Point(0, 0, end)).minus(vehicle.world(new Point(0, 0, 0)));
      for (int which : one ? new int[] {0} : new int[] {-1, 1}) {
        Point lamp = vehicle.world(new Point(which * side, 0.7, end * (half + 0.05)));
        if (!camera.ahead(lamp)) {
          continue;
        }
        Point toCamera = camera.place().minus(lamp).unit();
        double facing = ahead.unit().dot(toCamera);
        if (facing <= 0.05) {
          continue;
        }
        boolean front = end > 0;
        Color color = front ? new Color(255, 250, 225) : new Color(255, 40, 30);
        double size = front ? 0.55 : vehicle.braking ? 0.4 : 0.25;
        double radius = camera.focal() * size / camera.depth(lamp) * (0.5 + facing);
        float strength = (float) Math.min(0.95, (front ? 0.9 : 0.7) * (0.5 + facing / 2));
        Backdrop.glow(
            canvas.graphics(), camera.column(lamp), camera.row(lamp), radius, color, strength);
      }
    }
  }

  /** Paints the light of the headlamps on the road ahead. */
  void beam(Canvas canvas, Vehicle vehicle) {
    if (!light.lamps()) {
      return;
    }
    double half = vehicle.body.length() / 2;
    for (int ring = 0; ring < 10; ring++) {
      List<Point> pool = new ArrayList<>();
      double wide = 0.6 + 0.13 * ring;
      double far = 12 - 0.9 * ring;
      for (int i = 0; i <= 12; i++) {
        double angle = Math.PI * i / 12;
        pool.add(
            vehicle.world(
                new Point(wide * Math.cos(angle) * 1.3, 0, half + 0.4 + far * Math.sin(angle))));
      }
      canvas.fill(pool, Backdrop.alpha(new Color(255, 244, 210), 0.025f));
    }
  }
}
