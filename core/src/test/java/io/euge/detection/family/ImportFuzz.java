package io.euge.detection.family;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.euge.detection.importing.DetectionGraphs;
import io.euge.model.ModelException;
import io.euge.model.importing.GraphImporter;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ImportRequest;
import io.euge.model.onnx.ModelInspection;
import io.euge.testing.OneSentence;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes of another tool's graph, they are a graph that Euge runs, or one sentence. */
class ImportFuzz {
  private static final Set<String> SEEDS =
      Set.of("end-to-end:pixels", "detr", "rf-detr:sigmoid", "nms-rows", "tensorflow:contiguous");

  private static Path folder;
  private static Path file;

  @BeforeAll
  static void file() throws Exception {
    folder = Files.createTempDirectory("euge-import-fuzz");
    file = folder.resolve("any.onnx");
  }

  @AfterAll
  static void clear() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : (Iterable<Path>) files::iterator) {
        Files.delete(path);
      }
    }
    Files.delete(folder);
  }

  static Stream<byte[]> graphs() throws Exception {
    List<byte[]> seeds = new ArrayList<>();
    for (SyntheticFamilies.Family family : SyntheticFamilies.all()) {
      if (SEEDS.contains(family.head())) {
        seeds.add(Files.readAllBytes(family.graph().write(folder)));
      }
    }
    return seeds.stream();
  }

  @MethodSource("graphs")
  @DictionaryEntries({
    "images",
    "orig_target_sizes",
    "Conv",
    "Cast",
    "Slice",
    "Concat",
    "QuantizeLinear",
    "DynamicQuantizeLinear",
    "logits",
    "pred_boxes",
    "names",
    "imgsz",
    "[0, 3, 999999999]",
    "\\x08\\xFF\\xFF\\xFF\\xFF\\x0F",
    "\\x12\\x00"
  })
  @FuzzTest(maxDuration = "5s")
  void aGraphIsImportedOrRefusedInASentence(byte @NotNull [] bytes) throws Exception {
    Files.write(file, bytes);
    try {
      ModelInspection seen = ModelInspection.of(file);
      ImportPlan plan = new DetectionGraphs().plan(seen, ImportRequest.NONE);
      new GraphImporter(seen, plan).write(OutputStream.nullOutputStream());
      assertThat(plan.adaptation().outputs()).isNotEmpty();
    } catch (ModelException e) {
      OneSentence.of(e);
    }
  }
}
