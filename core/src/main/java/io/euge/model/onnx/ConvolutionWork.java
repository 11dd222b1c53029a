package io.euge.model.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Counts the work of a graph's convolutions from the shapes the file gives: two operations for each
 * weight of a kernel and each cell it is put on, as Darknet counts.
 */
final class ConvolutionWork {
  private ConvolutionWork() {}

  /** Empty if there is no convolution or one whose kernel or output shape is not in the file. */
  static OptionalDouble gflops(OnnxFile file) {
    Map<String, Long> kernels = new HashMap<>();
    for (TensorProto tensor : file.initializers()) {
      kernels.put(tensor.getName(), DeclaredSize.numbers(tensor));
    }
    Map<String, Long> cells = new HashMap<>();
    file.values().forEach(value -> cells.put(value.getName(), cells(value)));
    file.outputs().forEach(value -> cells.put(value.getName(), cells(value)));
    double operations = 0;
    for (NodeProto node : file.nodes()) {
      if (node.getOpType().equals("Conv")) {
        long kernel = node.getInputCount() < 2 ? 0 : kernels.getOrDefault(node.getInput(1), 0L);
        long places = node.getOutputCount() < 1 ? 0 : cells.getOrDefault(node.getOutput(0), 0L);
        if (kernel <= 0 || places <= 0) {
          return OptionalDouble.empty();
        }
        operations += 2.0 * kernel * places;
      }
    }
    return operations == 0 ? OptionalDouble.empty() : OptionalDouble.of(operations / 1e9);
  }

  /** The cells of one frame's output, without batch and channels; 0 if not given. */
  private static long cells(ValueInfoProto value) {
    List<TensorShapeProto.Dimension> dims = value.getType().getTensorType().getShape().getDimList();
    return dims.size() < 3
        ? 0
        : product(dims.stream().skip(2).map(TensorShapeProto.Dimension::getDimValue).toList());
  }

  private static long product(List<Long> dims) {
    return DeclaredSize.product(dims).orElse(0);
  }
}
