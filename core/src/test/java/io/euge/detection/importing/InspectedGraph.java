package io.euge.detection.importing;

import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** A graph with the shapes of YOLOv8 at 640x640 for two classes, where nothing else is said. */
final class InspectedGraph {
  private TensorSpec input = tensor("images", ElementType.FLOAT, 1, 3, 640, 640);
  private List<TensorSpec> outputs = List.of(tensor("out0", ElementType.FLOAT, 1, 6, 8400));
  private Map<String, String> metadata = Map.of();

  InspectedGraph input(ElementType type, long... shape) {
    return input(tensor("images", type, shape));
  }

  InspectedGraph input(TensorSpec given) {
    input = given;
    return this;
  }

  InspectedGraph output(long... shape) {
    return outputs(List.of(tensor("out0", ElementType.FLOAT, shape)));
  }

  InspectedGraph outputs(List<TensorSpec> given) {
    outputs = given;
    return this;
  }

  InspectedGraph names(String names) {
    return metadata(Map.of("names", names));
  }

  InspectedGraph metadata(Map<String, String> properties) {
    metadata = properties;
    return this;
  }

  ModelInspection inspection() {
    return new ModelInspection(
        Path.of("/models/best.onnx"),
        "best",
        List.of(input),
        outputs,
        List.of(),
        metadata,
        Set.of(),
        1,
        OptionalDouble.empty(),
        1,
        "0".repeat(64),
        "unknown");
  }

  static TensorSpec tensor(String name, ElementType type, long... shape) {
    return new TensorSpec(
        name,
        type,
        Arrays.stream(shape)
            .mapToObj(size -> size == -1 ? Dimension.dynamic("") : Dimension.fixed(size))
            .toList());
  }
}
