package io.euge.cli.report;

import io.euge.EugeException;
import io.euge.cli.render.StillFrames;
import io.euge.cli.render.StillFrames.Still;
import io.euge.cli.report.ReportFigures.Camera;
import io.euge.cli.report.ReportFigures.Moment;
import io.euge.rendering.HeatMap;
import io.euge.spark.storage.HadoopVideoSource;
import io.euge.video.VideoSource;
import io.euge.video.write.JpegEncoder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Draws the images of a report. A frame is read from its video, one at a time. The rows of the
 * table are drawn, and blurred as by {@code euge render --blur}.
 */
final class ReportPictures {
  private static final int WIDTH = 640;
  private static final int MOST_HEIGHT = 800;
  private static final float QUALITY = 0.82f;
  private static final Color PLAIN = new Color(0x2A3138);

  private final ReportFigures figures;
  private final PictureRows rows;
  private final StillFrames stills;
  private final SortedMap<Integer, Set<String>> classes;
  private final Configuration hadoop;
  private final Optional<String> folder;
  private final boolean readsVideos;

  /**
   * An image of a page, or the reason why it is missing.
   *
   * @param address a data URL; empty if there is no image
   */
  record Picture(String address, int width, int height, String note) {
    boolean isPresent() {
      return !address.isEmpty();
    }
  }

  /**
   * Creates the drawer of images.
   *
   * @param rows of the frames to draw
   * @param classes of the table: labels by class index
   * @param folder of the videos, if it differs from the paths in the table
   * @param readsVideos whether videos may be read
   */
  ReportPictures(
      ReportFigures figures,
      PictureRows rows,
      StillFrames stills,
      SortedMap<Integer, Set<String>> classes,
      Configuration hadoop,
      Optional<String> folder,
      boolean readsVideos) {
    this.figures = figures;
    this.rows = rows;
    this.stills = stills;
    this.classes = classes;
    this.hadoop = hadoop;
    this.folder = folder;
    this.readsVideos = readsVideos;
  }

  /** Returns an image for each of the busiest moments. */
  List<Picture> moments() {
    List<Picture> pictures = new ArrayList<>();
    for (Moment moment : figures.busiest()) {
      try {
        Still still = still(moment, true);
        pictures.add(picture(scaled(still)));
      } catch (EugeException e) {
        pictures.add(new Picture("", 0, 0, reason(e)));
      }
    }
    return pictures;
  }

  /** Returns the heat map of each camera; empty for a table without boxes. */
  List<Picture> heatMaps() {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < figures.heat().size(); i++) {
      Camera camera = figures.cameras().get(i);
      int width = WIDTH;
      int height = height(camera.width() * camera.ratio(), camera.height());
      String note = "";
      BufferedImage frame;
      try {
        frame = still(camera.first(), false).picture();
      } catch (EugeException e) {
        frame = plain(width, height);
        note = readsVideos ? reason(e) : "";
      }
      BufferedImage picture = HeatMap.background(frame, width, height);
      HeatMap map = new HeatMap(width, height);
      add(figures.heat().get(i), map, width, height);
      map.paint(picture);
      Picture made = picture(picture);
      pictures.add(new Picture(made.address(), width, height, note));
    }
    return pictures;
  }

  private static void add(long[] cells, HeatMap map, int width, int height) {
    for (int row = 0; row < ReportFigures.ROWS; row++) {
      for (int column = 0; column < ReportFigures.COLUMNS; column++) {
        long points = cells[row * ReportFigures.COLUMNS + column];
        if (points > 0) {
          map.add(
              (column + 0.5) * width / ReportFigures.COLUMNS,
              (row + 0.5) * height / ReportFigures.ROWS,
              points);
        }
      }
    }
  }

  private Still still(Moment moment, boolean boxes) {
    if (!readsVideos) {
      throw new EugeException("No video was read (--no-frames)");
    }
    VideoSource video = source(moment.video());
    if (rows.isOfTracks()) {
      NavigableSet<String> labels = new TreeSet<>();
      classes.values().forEach(labels::addAll);
      return stills.read(video, moment.frame(), rows.tracks(moment), labels, boxes);
    }
    return stills.read(video, rows.detections(moment), classes, boxes);
  }

  private VideoSource source(String video) {
    String file = video.substring(video.lastIndexOf('/') + 1);
    try {
      // Constructed from parts because a colon in the name would be parsed as a scheme.
      String name =
          folder
              .map(place -> new Path(new Path(place), new Path(null, null, file)).toString())
              .orElse(video);
      return new HadoopVideoSource(name, hadoop);
    } catch (IllegalArgumentException e) {
      throw new EugeException("Cannot find %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static String reason(EugeException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private static int height(double width, double height) {
    return width > 0 && height > 0
        ? (int) Math.max(1, Math.min(MOST_HEIGHT, Math.round(WIDTH * height / width)))
        : WIDTH * 9 / 16;
  }

  private static BufferedImage plain(int width, int height) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(PLAIN);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return picture;
  }

  private static BufferedImage scaled(Still still) {
    BufferedImage frame = still.picture();
    double displayed = frame.getWidth() * still.pixelAspectRatio();
    int height = height(displayed, frame.getHeight());
    BufferedImage picture = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    // Averages all pixels; scaling a large frame in one step would use only a few of them.
    graphics.drawImage(
        frame.getScaledInstance(WIDTH, height, BufferedImage.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    return picture;
  }

  private static Picture picture(BufferedImage image) {
    try (JpegEncoder encoder = new JpegEncoder(QUALITY)) {
      return new Picture(
          "data:image/jpeg;base64," + Base64.getEncoder().encodeToString(encoder.encode(image)),
          image.getWidth(),
          image.getHeight(),
          "");
    }
  }
}
