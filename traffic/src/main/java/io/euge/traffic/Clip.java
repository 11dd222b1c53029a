package io.euge.traffic;

import io.euge.evaluation.groundtruth.LaneLine;
import io.euge.evaluation.groundtruth.VideoGroundTruth;
import io.euge.evaluation.groundtruth.VideoGroundTruth.Crossing;
import io.euge.evaluation.groundtruth.VideoGroundTruth.Frame;
import io.euge.evaluation.groundtruth.WholeBox;
import io.euge.video.write.VideoWriter;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A video of a synthetic traffic camera. The same values produce the same images.
 *
 * @param seed of the street, the light, the traffic and the noise
 * @param width in pixels, even
 * @param height in pixels, even
 * @param rate frames per second
 * @param seconds duration in seconds
 */
public record Clip(
    long seed, Conditions conditions, int width, int height, int rate, double seconds) {
  /**
   * Distance from the camera to the counting line across the road, in meters; a vehicle crosses the
   * line with its center.
   */
  private static final double LINE = 30;

  /** The first seed that the training set never uses. */
  public static final long FIRST_UNLEARNT = 800_000;

  /** Returns a clip of the default size. */
  public static Clip of(long seed, Conditions conditions, double seconds) {
    return new Clip(seed, conditions, 640, 360, 25, seconds);
  }

  /** Returns the number of frames. */
  public int frames() {
    return (int) Math.round(seconds * rate);
  }

  /**
   * Writes the video and its ground truth, {@code NAME.truth.json} in the same directory.
   *
   * @param video an MP4 file; an existing one is overwritten
   * @return the ground truth
   */
  public VideoGroundTruth write(Path video) throws IOException {
    return write(video, () -> {});
  }

  /**
   * Writes the video and its ground truth, and reports progress.
   *
   * @param drawn called after each frame
   */
  public VideoGroundTruth write(Path video, Runnable drawn) throws IOException {
    Scene scene = new Scene(seed, conditions, width, height);
    List<Frame> frames = new ArrayList<>();
    List<Crossing> crossings = new ArrayList<>();
    Map<Integer, Double> before = new HashMap<>();
    LineCounter counter = new LineCounter();
    try (VideoWriter writer = new VideoWriter(video, width, height, rate)) {
      for (int i = 0; i < frames(); i++) {
        BufferedImage picture = scene.picture();
        writer.write(((DataBufferInt) picture.getRaster().getDataBuffer()).getData());
        List<WholeBox> whole = scene.whole();
        frames.add(new Frame(i, scene.objects(), whole));
        counter.add((double) i / rate, whole);
        count(scene, i, before, crossings);
        scene.advance(1.0 / rate);
        drawn.run();
      }
    }
    String name = video.getFileName().toString();
    List<LaneLine> lines = scene.lines();
    VideoGroundTruth truth =
        new VideoGroundTruth(
            Scene.EDITION,
            name,
            seed,
            conditions.name(),
            width,
            height,
            rate,
            frames,
            crossings,
            lines,
            counter.crossings(lines));
    truth.write(VideoGroundTruth.beside(video));
    return truth;
  }

  private static void count(
      Scene scene, int frame, Map<Integer, Double> before, List<Crossing> crossings) {
    for (Vehicle vehicle : scene.vehicles()) {
      Double was = before.put(vehicle.id, vehicle.z);
      if (was != null && (was < LINE) != (vehicle.z < LINE)) {
        crossings.add(
            new Crossing(
                frame,
                vehicle.id,
                vehicle.body.kind().name(),
                vehicle.lane.number(),
                vehicle.lane.away()));
      }
    }
  }
}
