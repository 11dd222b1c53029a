package io.euge.model.darknet;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a network section by section as ONNX, and what its heads read as outputs. */
final class GraphWriter {
  private final Network network;
  private final Weights weights;
  private final OnnxGraph graph;

  /** What each section's result is called; the network's input stands under -1. */
  private final Map<Integer, String> results = new HashMap<>();

  private double inputScale = 1;

  private GraphWriter(Network network, Weights weights) {
    this.network = network;
    this.weights = weights;
    this.graph = new OnnxGraph(network.file());
  }

  /** Takes all of the network's weights from where they come. */
  static ModelProto write(Network network, Weights weights, Map<String, String> metadata) {
    GraphWriter writer = new GraphWriter(network, weights);
    writer.input();
    for (Network.Step step : network.steps()) {
      writer.results.put(step.index(), writer.section(step));
    }
    for (YoloOutput output : network.outputs()) {
      writer.graph.output(
          output.name(), output.channels(), output.gridHeight(), output.gridWidth());
    }
    return writer.graph.model(metadata);
  }

  private void input() {
    Shape shape = network.input();
    graph.input(
        "images", TensorProto.DataType.UINT8, shape.height(), shape.width(), shape.channels());
    // Turned while still bytes: a quarter of the memory traffic of turning floats.
    String planes =
        graph.node(
            "Transpose",
            List.of("images"),
            "images_planes",
            OnnxGraph.integers("perm", 0L, 3L, 1L, 2L));
    String floats =
        graph.node(
            "Cast",
            List.of(planes),
            "images_float",
            OnnxGraph.integer("to", TensorProto.DataType.FLOAT_VALUE));
    if (network.steps().get(0).layer() instanceof Layer.Convolutional) {
      // Only section 0 can read the input, and its padding is zero, which no scale changes.
      inputScale = 1 / 255.0;
    } else {
      floats =
          graph.node(
              "Mul",
              List.of(floats, graph.constant("one_255th", (float) (1 / 255.0))),
              "images_unit");
    }
    results.put(-1, floats);
  }

  private String section(Network.Step step) {
    int index = step.index();
    String in = results.get(step.sources().get(0));
    Layer layer = step.layer();
    if (layer instanceof Layer.Convolutional conv) {
      return convolution(step, conv, in);
    } else if (layer instanceof Layer.MaxPool pool) {
      long before = pool.padding() / 2;
      long after = pool.padding() - before;
      return graph.node(
          "MaxPool",
          List.of(in),
          "pool_" + index,
          OnnxGraph.integers("kernel_shape", (long) pool.size(), (long) pool.size()),
          OnnxGraph.integers("strides", (long) pool.stride(), (long) pool.stride()),
          OnnxGraph.integers("pads", before, before, after, after));
    } else if (layer instanceof Layer.Upsample up) {
      return upsample(up, in, "upsample_" + index);
    } else if (layer instanceof Layer.Route route) {
      return route(step, route);
    } else if (layer instanceof Layer.Shortcut shortcut) {
      String sum = in;
      for (int i = 1; i < step.sources().size(); i++) {
        sum =
            graph.node(
                "Add",
                List.of(sum, results.get(step.sources().get(i))),
                "shortcut_" + index + "_sum_" + i);
      }
      return Activations.write(graph, shortcut.activation(), sum, "shortcut_" + index);
    } else if (layer instanceof Layer.AveragePool) {
      return graph.node("GlobalAveragePool", List.of(in), "avgpool_" + index);
    }
    // Dropout passes on what it gets, and a head's decoding is not part of the graph.
    return in;
  }

  private String convolution(Network.Step step, Layer.Convolutional conv, String in) {
    String name = "conv_" + step.index();
    FoldedConvolution folded =
        FoldedConvolution.read(step, weights, step.index() == 0 ? inputScale : 1);
    int channels = step.in().get(0).channels();
    long size = conv.size();
    String kernel =
        graph.store(
            name + "_kernel",
            folded.kernel(),
            conv.filters(),
            channels / conv.groups(),
            size,
            size);
    String bias = graph.store(name + "_bias", folded.bias(), conv.filters());
    boolean isLinear = conv.activation() == Activation.LINEAR;
    long padding = conv.padding();
    String sum =
        graph.node(
            "Conv",
            List.of(in, kernel, bias),
            isLinear ? name : name + "_sum",
            OnnxGraph.integers("kernel_shape", size, size),
            OnnxGraph.integers("strides", (long) conv.stride(), (long) conv.stride()),
            OnnxGraph.integers("pads", padding, padding, padding, padding),
            OnnxGraph.integer("group", conv.groups()));
    return Activations.write(graph, conv.activation(), sum, name);
  }

  private String upsample(Layer.Upsample up, String in, String name) {
    String factors = name + "_factors";
    graph.constants(factors, 1f, 1f, up.stride(), up.stride());
    String larger =
        graph.node(
            "Resize",
            List.of(in, "", factors),
            up.scale() == 1 ? name : name + "_unscaled",
            OnnxGraph.text("mode", "nearest"),
            OnnxGraph.text("coordinate_transformation_mode", "asymmetric"),
            OnnxGraph.text("nearest_mode", "floor"));
    if (up.scale() == 1) {
      return larger;
    }
    return graph.node(
        "Mul", List.of(larger, graph.constant("times_" + up.scale(), up.scale())), name);
  }

  private String route(Network.Step step, Layer.Route route) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < step.sources().size(); i++) {
      String source = results.get(step.sources().get(i));
      parts.add(
          route.groups() == 1
              ? source
              : part(
                  source,
                  step.in().get(i).channels() / route.groups(),
                  route.groupId(),
                  i,
                  "route_" + step.index()));
    }
    return parts.size() == 1
        ? parts.get(0)
        : graph.node("Concat", parts, "route_" + step.index(), OnnxGraph.integer("axis", 1));
  }

  private String part(String source, int channels, int part, int number, String route) {
    String name = route + "_part_" + number;
    graph.constants(name + "_start", (long) part * channels);
    graph.constants(name + "_end", (long) (part + 1) * channels);
    graph.constants(name + "_axis", 1L);
    return graph.node(
        "Slice", List.of(source, name + "_start", name + "_end", name + "_axis"), name);
  }
}
