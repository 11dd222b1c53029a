package io.euge.detection.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.euge.model.ModelException;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ImportRequest;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import io.euge.testing.OneSentence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the metadata and the shapes of a graph, they are a plan or one sentence. */
class MetadataFuzz {
  static Stream<byte[]> graphs() {
    return Stream.of(
            "i=1,3,640,640\no=1,84,8400\nnames={0: 'person', 1: \"dog's bowl\"}\n",
            "i=1,3,-1,-1\no=1,7,-1\nimgsz=[640, 640]\nstride=32\nnames=['a', 'b', '\\u6c7d']\n",
            "i=1,3,320,320\no=1,300,6\nend2end=True\ntask=detect\n",
            "i=1,320,320,3\no=1,6300,85\no=1,3,40,40,85\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("graphs")
  @DictionaryEntries({
    "o=1,9223372036854775807,9223372036854775807\\x0A",
    "o=1,4,0\\x0A",
    "i=1,3,9223372036854775807,2\\x0A",
    "i=1,3,0,-5\\x0A",
    "names={0: '",
    "\\\\x",
    "\\\\U0010FFFF",
    "imgsz=[999999999, 999999999]\\x0A",
    "stride=0\\x0A",
    "task=obb\\x0A"
  })
  @FuzzTest(maxDuration = "5s")
  void aGraphIsAPlanOrASentence(byte @NotNull [] bytes) {
    List<TensorSpec> inputs = new ArrayList<>();
    List<TensorSpec> outputs = new ArrayList<>();
    Map<String, String> metadata = new HashMap<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
      String[] parts = line.split("=", 2);
      if (parts.length == 2) {
        switch (parts[0]) {
          case "i" -> inputs.add(tensor("i" + inputs.size(), parts[1]));
          case "o" -> outputs.add(tensor("o" + outputs.size(), parts[1]));
          default -> metadata.put(parts[0], parts[1]);
        }
      }
    }
    ModelInspection graph =
        new ModelInspection(
            Path.of("/models/any.onnx"),
            "any",
            inputs,
            outputs,
            List.of(),
            metadata,
            Set.of(),
            1,
            OptionalDouble.empty(),
            1,
            "0".repeat(64),
            "unknown");
    try {
      ImportPlan plan = new DetectionGraphs().plan(graph, ImportRequest.NONE);
      assertThat(plan.description().labels().orElseThrow()).isNotEmpty();
      assertThat(plan.adaptation().input().frameBytes()).isPositive();
    } catch (ModelException e) {
      OneSentence.of(e);
    }
  }

  private static TensorSpec tensor(String name, String text) {
    List<Dimension> shape = new ArrayList<>();
    for (String size : text.split(",", 8)) {
      try {
        long number = Long.parseLong(size.strip());
        shape.add(number == -1 ? Dimension.dynamic("n") : Dimension.fixed(number));
      } catch (NumberFormatException e) {
        shape.add(Dimension.dynamic(size));
      }
    }
    return new TensorSpec(name, ElementType.FLOAT, shape);
  }
}
