package io.euge.model.darknet;

import io.euge.model.ModelException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A parsed cfg: each section with the shapes of its inputs and output.
 *
 * @param file the cfg's name, for messages
 */
public record Network(String file, Shape input, List<Step> steps) {
  /** A graph file is one protobuf message, and those end at 2 GiB. */
  private static final long MAX_WEIGHTS = (Integer.MAX_VALUE - (64 << 20)) / Float.BYTES;

  private static final int MAX_PIXELS = 1 << 14;

  /** One section in its place. {@code sources} are indexes; -1 is the network's input. */
  public record Step(
      int index, Section section, Layer layer, List<Integer> sources, List<Shape> in, Shape out) {}

  /**
   * Reads a cfg.
   *
   * @throws ModelException naming the line of what is wrong or not known to Euge
   */
  public static Network read(Path cfg) {
    return of(Cfg.read(cfg));
  }

  static Network of(Cfg cfg) {
    int channels = cfg.net().integer("channels", 3, 1, MAX_PIXELS);
    if (channels != 3) {
      throw cfg.net().problem("channels", "is not supported; frames have 3, red, green and blue");
    }
    // Darknet has no size where the cfg gives none, so there is nothing to assume.
    int width = cfg.net().integer("width", 0, 1, MAX_PIXELS);
    int height = cfg.net().integer("height", 0, 1, MAX_PIXELS);
    if (width == 0 || height == 0) {
      throw cfg.net().problem("must give width and height");
    }
    if (!Shape.isPossible(channels, height, width)) {
      throw cfg.net().problem("has frames of " + width + "x" + height + ", too large to compute");
    }
    Shape input = new Shape(channels, height, width);
    List<Step> steps = new ArrayList<>();
    long weights = 0;
    for (Section section : cfg.sections()) {
      Step step = step(section, input, steps);
      steps.add(step);
      // Checked at each section, so that the sum cannot overflow.
      weights += weights(step);
      if (weights > MAX_WEIGHTS) {
        throw section.problem(
            "brings the network to "
                + weights
                + " weights, more than the "
                + MAX_WEIGHTS
                + " one ONNX file can hold");
      }
    }
    if (steps.stream().noneMatch(step -> step.layer() instanceof Layer.Yolo)) {
      throw new ModelException(
          cfg.file() + " has no [yolo] section; only detectors with YOLOv3 heads are read");
    }
    return new Network(cfg.file(), input, List.copyOf(steps));
  }

  private static Step step(Section section, Shape input, List<Step> before) {
    int index = before.size();
    Layer layer = LayerReader.read(section, index);
    List<Integer> sources = layer.sources(index);
    List<Shape> in = new ArrayList<>();
    for (int source : sources) {
      if (source >= 0 && before.get(source).layer() instanceof Layer.Yolo) {
        throw section.problem("reads section " + source + ", a [yolo], which only ends a network");
      }
      in.add(source < 0 ? input : before.get(source).out());
    }
    Layer previous = index == 0 ? null : before.get(index - 1).layer();
    if (layer instanceof Layer.Yolo && !(previous instanceof Layer.Convolutional)) {
      throw section.problem("must follow a [convolutional] section");
    }
    return new Step(index, section, layer, sources, in, Shapes.out(section, layer, in));
  }

  private static long weights(Step step) {
    if (step.layer() instanceof Layer.Convolutional conv) {
      return conv.kernel(step.in().get(0)) + (conv.batchNormalize() ? 4L : 1L) * conv.filters();
    }
    return 0;
  }

  /** The number of floats in the weights file after its header. */
  public long weights() {
    return steps.stream().mapToLong(Network::weights).sum();
  }

  /** Billions of multiplications and additions in the convolutions for one frame. */
  public double gflops() {
    double operations = 0;
    for (Step step : steps) {
      if (step.layer() instanceof Layer.Convolutional conv) {
        operations += 2.0 * conv.kernel(step.in().get(0)) * step.out().cells();
      }
    }
    return operations / 1e9;
  }

  /** Returns the outputs of the graph in the order of the sections. */
  public List<YoloOutput> outputs() {
    List<YoloOutput> outputs = new ArrayList<>();
    for (Step step : steps) {
      if (step.layer() instanceof Layer.Yolo yolo) {
        outputs.add(
            new YoloOutput(
                "conv_" + (step.index() - 1),
                step.out().width(),
                step.out().height(),
                yolo.anchors(),
                yolo.classes(),
                yolo.scaleXY(),
                yolo.newCoords()));
      }
    }
    return outputs;
  }
}
