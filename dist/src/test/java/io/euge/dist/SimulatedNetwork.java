package io.euge.dist;

import io.euge.EugeException;
import io.euge.model.Model;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.TensorSpec;
import java.util.List;

/**
 * The properties of a network that the simulation needs.
 *
 * @param gflops billions of operations per frame
 * @param weights size in bytes
 * @param input input bytes per frame
 * @param output output bytes per frame
 */
record SimulatedNetwork(String name, double gflops, long weights, double input, double output) {
  /**
   * Three networks whose sizes differ by a factor of more than 100, with the published numbers of
   * operations and weights.
   */
  static final List<SimulatedNetwork> DEFAULTS =
      List.of(
          of("yolo-fastest-1.1", 0.252, 1_400_000, 320, 10, 20),
          of("yolov3-tiny", 5.56, 35_400_000, 416, 13, 26),
          of("yolov3", 65.86, 248_000_000, 416, 13, 26, 52));

  private static SimulatedNetwork of(
      String name, double gflops, long weights, int side, int... grids) {
    long cells = 0;
    for (int grid : grids) {
      cells += (long) grid * grid;
    }
    // Three anchors per cell, each with a box, its objectness and 80 class scores, as floats.
    double outputs = 3.0 * cells * 85 * Float.BYTES;
    return new SimulatedNetwork(name, gflops, weights, 3.0 * side * side, outputs);
  }

  /**
   * Returns the network of a model.
   *
   * @throws EugeException if the number of operations per frame cannot be determined
   */
  static SimulatedNetwork of(Model model) {
    double outputs = model.outputs().stream().mapToLong(TensorSpec::frameBytes).sum();
    double operations =
        ModelInspection.of(model.graph())
            .gflops()
            .orElseThrow(
                () ->
                    new EugeException(
                        model.graph()
                            + " does not tell the operations of a frame: make it anew with euge"
                            + " models import"));
    return new SimulatedNetwork(
        model.name(), operations, model.bytes(), model.input().frameBytes(), outputs);
  }
}
