package io.euge.traffic;

import io.euge.evaluation.groundtruth.LaneLine;
import io.euge.evaluation.groundtruth.ObjectGroundTruth;
import io.euge.evaluation.groundtruth.WholeBox;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A synthetic traffic camera. The same seed and edition produce the same images. */
public final class Scene {
  /**
   * The edition of the drawing: a new edition produces other images or another ground truth for the
   * same seed.
   */
  public static final int EDITION = 4;

  private static final int MARGIN = 8;

  private final Street street;
  private final RandomGenerator random;
  private final Conditions conditions;
  private final Light light;
  private final Camera camera;
  private final BufferedImage backdrop;
  private final Traffic traffic;
  private final Sensor sensor;
  private final VehiclePainter painter;
  private final VisibilityPass visibility;
  private double shakeX;
  private double shakeY;

  public Scene(long seed, Conditions conditions, int width, int height) {
    this.conditions = conditions;
    random = new SplittableRandom(seed);
    int lanesEach = 1 + random.nextInt(3);
    street =
        new Street(
            lanesEach,
            3.3 + 0.3 * random.nextDouble(),
            random.nextInt(3) == 0 ? 2.5 : 0.4,
            2 + 2 * random.nextDouble(),
            22 + 14 * random.nextDouble());
    light = conditions.light(random);
    camera = camera(width, height);
    Camera wide =
        new Camera(
            width + 2 * MARGIN,
            height + 2 * MARGIN,
            camera.focal(),
            camera.place(),
            camera.pitch(),
            camera.yaw(),
            0,
            0);
    backdrop = new Backdrop(street, light, conditions == Conditions.RAIN, random).paint(wide);
    traffic = new Traffic(street, 0.1 + 0.16 * random.nextDouble(), random);
    sensor = new Sensor(conditions.noise(), random);
    painter = new VehiclePainter(light);
    visibility = new VisibilityPass(width, height);
  }

  private Camera camera(int width, int height) {
    double high = 5.5 + 3.5 * random.nextDouble();
    double side = (random.nextDouble() * 2 - 1) * (street.half() - 0.5);
    double focal = width * (0.85 + 0.35 * random.nextDouble());
    double pitch = Math.toRadians(11 + 8 * random.nextDouble());
    double yaw = -side / 45 + 0.04 * (random.nextDouble() - 0.5);
    return new Camera(width, height, focal, new Point(side, high, 0), pitch, yaw, 0, 0);
  }

  /** Advances the time of the scene. */
  public void advance(double seconds) {
    traffic.advance(seconds);
    shakeX = shakeX * 0.8 + 0.15 * random.nextGaussian();
    shakeY = shakeY * 0.8 + 0.1 * random.nextGaussian();
  }

  /** Renders the current frame. */
  public BufferedImage picture() {
    double open = conditions.shutter();
    traffic.drift(-open / 2);
    BufferedImage image = exposed();
    traffic.drift(open);
    average(image, exposed());
    traffic.drift(-open / 2);
    if (conditions == Conditions.RAIN) {
      rain(image.createGraphics());
    }
    sensor.expose(image);
    return image;
  }

  private BufferedImage exposed() {
    BufferedImage image =
        new BufferedImage(camera.width(), camera.height(), BufferedImage.TYPE_INT_RGB);
    Canvas canvas = new Canvas(camera.shaken(shakeX, shakeY), image);
    canvas
        .graphics()
        .drawImage(
            backdrop, AffineTransform.getTranslateInstance(shakeX - MARGIN, shakeY - MARGIN), null);
    List<Vehicle> farFirst = farFirst();
    farFirst.forEach(vehicle -> painter.beam(canvas, vehicle));
    for (Vehicle vehicle : farFirst) {
      painter.shadow(canvas, vehicle);
      painter.paint(canvas, vehicle);
    }
    return image;
  }

  /** Averages two images, which blurs what moves during the exposure. */
  private static void average(BufferedImage image, BufferedImage later) {
    int[] first = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    int[] second = ((DataBufferInt) later.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < first.length; i++) {
      first[i] = ((first[i] & 0xFEFEFE) >> 1) + ((second[i] & 0xFEFEFE) >> 1);
    }
  }

  private void rain(Graphics2D graphics) {
    graphics.setStroke(new BasicStroke(0.7f));
    graphics.setColor(new Color(220, 226, 232, 70));
    for (int i = 0; i < camera.width() * camera.height() / 900; i++) {
      double x = random.nextDouble() * camera.width();
      double y = random.nextDouble() * camera.height();
      double length = 5 + 9 * random.nextDouble();
      graphics.draw(new Line2D.Double(x, y, x - length * 0.15, y + length));
    }
  }

  /** Returns the ground truth of the current frame, farthest object first. */
  public List<ObjectGroundTruth> objects() {
    return visibility.look(camera.shaken(shakeX, shakeY), farFirst());
  }

  /** Returns the bounding boxes of all vehicles, occluded or not. */
  List<WholeBox> whole() {
    return visibility.whole(camera.shaken(shakeX, shakeY), farFirst());
  }

  /** Returns the counting lines of the lanes. */
  List<LaneLine> lines() {
    return new LaneLines(camera, street).lines();
  }

  List<Vehicle> vehicles() {
    return traffic.vehicles();
  }

  private List<Vehicle> farFirst() {
    List<Vehicle> vehicles = new ArrayList<>(traffic.vehicles());
    vehicles.sort(Comparator.comparingDouble((Vehicle v) -> v.z).reversed());
    return vehicles;
  }
}
