package io.euge.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.euge.model.darknet.Network;
import io.euge.model.darknet.YoloOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Some examples at once, each mirrored or not and in a light of its own. */
final class Batch {
  private final Network network;
  private final int width;
  private final int height;
  private final float[] pixels;
  private final List<List<Example.Vehicle>> vehicles = new ArrayList<>();

  Batch(Network network, int size) {
    this.network = network;
    width = network.input().width();
    height = network.input().height();
    pixels = new float[size * 3 * width * height];
  }

  void fill(List<Example> examples, RandomGenerator random) {
    vehicles.clear();
    for (int i = 0; i < examples.size(); i++) {
      boolean mirrored = random.nextBoolean();
      paint(examples.get(i).pixels(), i, mirrored, lights(random));
      vehicles.add(examples.get(i).vehicles().stream().map(v -> mirrored ? mirror(v) : v).toList());
    }
  }

  /** For each channel what a byte becomes: other contrast, other brightness, other tint. */
  private static float[][] lights(RandomGenerator random) {
    float contrast = 0.75f + 0.5f * random.nextFloat();
    float brightness = 0.2f * (random.nextFloat() - 0.5f);
    float[][] lights = new float[3][256];
    for (float[] light : lights) {
      float tint = 0.94f + 0.12f * random.nextFloat();
      for (int value = 0; value < 256; value++) {
        float changed = (value / 255f - 0.5f) * contrast * tint + 0.5f + brightness;
        light[value] = Math.max(0, Math.min(1, changed));
      }
    }
    return lights;
  }

  private void paint(byte[] rgb, int slot, boolean mirrored, float[][] lights) {
    for (int channel = 0; channel < 3; channel++) {
      float[] light = lights[channel];
      int target = (slot * 3 + channel) * width * height;
      for (int y = 0; y < height; y++) {
        int source = (y * width + (mirrored ? width - 1 : 0)) * 3 + channel;
        int step = mirrored ? -3 : 3;
        for (int x = 0; x < width; x++) {
          pixels[target++] = light[rgb[source] & 0xFF];
          source += step;
        }
      }
    }
  }

  private Example.Vehicle mirror(Example.Vehicle v) {
    return new Example.Vehicle(v.kind(), width - v.x(), v.y(), v.width(), v.height(), v.counts());
  }

  /** Floats {@code [N, 3, height, width]}. */
  NDArray images(NDManager manager) {
    return Owned.of(manager, pixels, new Shape(vehicles.size(), 3, height, width));
  }

  /** What each head should say, in the order of {@link Network#outputs()}. */
  List<Targets> targets(Targets.Assignment assignment) {
    List<Targets> targets = new ArrayList<>();
    List<YoloOutput> heads = network.outputs();
    heads.forEach(head -> targets.add(new Targets(head, width, vehicles.size(), assignment)));
    for (int picture = 0; picture < vehicles.size(); picture++) {
      for (Example.Vehicle vehicle : vehicles.get(picture)) {
        float best = Float.MAX_VALUE;
        for (YoloOutput head : heads) {
          for (var anchor : head.anchors()) {
            best = Math.min(best, Targets.misfit(vehicle, anchor));
          }
        }
        for (Targets target : targets) {
          target.add(picture, vehicle, best);
        }
      }
    }
    return targets;
  }
}
