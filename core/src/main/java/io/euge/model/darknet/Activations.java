package io.euge.model.darknet;

import java.util.List;

/** Writes activations with operators every engine has. */
final class Activations {
  private static final float SIXTH = 1 / 6f;

  private Activations() {}

  /**
   * Adds the activation of {@code in} to the graph.
   *
   * @param out what its result is to be called
   * @return the result's name: {@code in} itself for a linear one
   */
  static String write(OnnxGraph graph, Activation activation, String in, String out) {
    List<String> x = List.of(in);
    return switch (activation) {
      case LINEAR -> in;
      case LEAKY -> graph.node("LeakyRelu", x, out, OnnxGraph.number("alpha", 0.1f));
      case RELU -> graph.node("Relu", x, out);
      case RELU6 ->
          graph.node("Clip", List.of(in, graph.constant("zero", 0), graph.constant("six", 6)), out);
      case LOGISTIC -> graph.node("Sigmoid", x, out);
      case SWISH -> times(graph, in, graph.node("Sigmoid", x, out + "_sigmoid"), out);
      case MISH -> {
        String softplus = graph.node("Softplus", x, out + "_softplus");
        yield times(graph, in, graph.node("Tanh", List.of(softplus), out + "_tanh"), out);
      }
      case HARD_SIGMOID -> hardSigmoid(graph, x, out);
      case HARD_SWISH -> times(graph, in, hardSigmoid(graph, x, out + "_sigmoid"), out);
    };
  }

  private static String hardSigmoid(OnnxGraph graph, List<String> x, String out) {
    return graph.node(
        "HardSigmoid", x, out, OnnxGraph.number("alpha", SIXTH), OnnxGraph.number("beta", 0.5f));
  }

  private static String times(OnnxGraph graph, String left, String right, String out) {
    return graph.node("Mul", List.of(left, right), out);
  }
}
