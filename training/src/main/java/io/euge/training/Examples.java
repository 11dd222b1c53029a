package io.euge.training;

import io.euge.evaluation.groundtruth.IgnoreThresholds;
import io.euge.evaluation.groundtruth.ObjectGroundTruth;
import io.euge.traffic.Conditions;
import io.euge.traffic.Kind;
import io.euge.traffic.Scene;
import io.euge.video.DecodeOptions;
import io.euge.video.Letterbox;
import io.euge.video.decode.VideoReader;
import io.euge.video.write.VideoWriter;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures to learn from: moments of many scenes, a few seconds apart. They go through a video file
 * and its reader, so that the network learns from what it will be given: compressed, scaled and
 * letterboxed.
 */
final class Examples {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  /** Pictures of a scene. */
  static final int OF_A_SCENE = 20;

  private static final double STEP = 0.1;

  /** Smaller ones than the evaluation asks for: what is below is a matter of luck. */
  private static final IgnoreThresholds LEARNT = new IgnoreThresholds(0.3, 1 / 30.0);

  private static final List<String> LABELS = Kind.labels();

  private final Letterbox letterbox;

  /** For networks with an input of this size in pixels. */
  Examples(int width, int height) {
    letterbox = Letterbox.of(WIDTH, HEIGHT, width, height);
  }

  /**
   * Makes the pictures.
   *
   * @param seed of the first scene; each further scene has the next one
   * @param scenes so many, of all conditions in turn
   */
  List<Example> make(long seed, int scenes) throws IOException {
    Path folder = Files.createTempDirectory("euge-training");
    try {
      return IntStream.range(0, scenes)
          .parallel()
          .mapToObj(i -> scene(seed + i, folder.resolve(i + ".mp4")))
          .flatMap(List::stream)
          .toList();
    } finally {
      Files.delete(folder);
    }
  }

  private List<Example> scene(long seed, Path file) {
    Conditions[] all = Conditions.values();
    Scene scene = new Scene(seed, all[(int) (seed % all.length)], WIDTH, HEIGHT);
    List<List<ObjectGroundTruth>> truth = new ArrayList<>();
    try (VideoWriter writer = new VideoWriter(file, WIDTH, HEIGHT, 25)) {
      for (int i = 0; i < OF_A_SCENE; i++) {
        writer.write(((DataBufferInt) scene.picture().getRaster().getDataBuffer()).getData());
        truth.add(scene.objects());
        // Longer and longer pauses: vehicles that drive, that wait, and those that come later.
        for (double t = 0; t < 1 + 0.1 * i; t += STEP) {
          scene.advance(STEP);
        }
      }
    }
    List<Example> examples = new ArrayList<>();
    ByteBuffer canvas = ByteBuffer.allocateDirect(letterbox.bytes());
    try (VideoReader reader = VideoReader.open(file, DecodeOptions.DEFAULT)) {
      for (List<ObjectGroundTruth> sightings : truth) {
        if (!reader.next()) {
          throw new IllegalStateException(file + " lost a frame");
        }
        reader.letterbox(letterbox, canvas, 0);
        byte[] pixels = new byte[letterbox.bytes()];
        canvas.get(0, pixels);
        examples.add(new Example(pixels, sightings.stream().map(this::vehicle).toList()));
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return examples;
  }

  private Example.Vehicle vehicle(ObjectGroundTruth sighting) {
    double scale = letterbox.scaleX();
    return new Example.Vehicle(
        LABELS.indexOf(sighting.label()),
        (float) (letterbox.left() + (sighting.x() + sighting.width() / 2) * scale),
        (float) (letterbox.top() + (sighting.y() + sighting.height() / 2) * scale),
        (float) (sighting.width() * scale),
        (float) (sighting.height() * scale),
        !LEARNT.ignores(sighting, HEIGHT));
  }
}
