package io.euge.model.onnx;

import java.util.Set;

/** Graphs that compute in 8 bits, with scales that are stored or those of each frame. */
public final class QuantizedGraph {
  /** What to know of such a graph before it is given to a GPU. */
  public static final String ON_GPU =
      "it is quantized: CUDA has no kernels for most of its nodes, which run on the CPU there; give a GPU the float model";

  private static final Set<String> OPERATORS =
      Set.of(
          "QuantizeLinear",
          "DynamicQuantizeLinear",
          "QLinearConv",
          "QLinearMatMul",
          "ConvInteger",
          "MatMulInteger");

  private QuantizedGraph() {}

  /** Returns whether a graph has nodes that quantize or compute with quanta. */
  public static boolean isQuantized(Set<String> operators) {
    return operators.stream().anyMatch(OPERATORS::contains);
  }
}
