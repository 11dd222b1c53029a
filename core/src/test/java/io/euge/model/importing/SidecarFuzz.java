package io.euge.model.importing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.euge.model.ModelException;
import io.euge.model.labels.Labels;
import io.euge.testing.OneSentence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes of a sidecar, they are a description or one sentence. */
class SidecarFuzz {
  private static Path folder;
  private static Path graph;

  @BeforeAll
  static void folder() throws Exception {
    folder = Files.createTempDirectory("euge-sidecar-fuzz");
    graph = folder.resolve("any.onnx");
  }

  @AfterAll
  static void clear() throws Exception {
    Files.deleteIfExists(Sidecar.fileOf(graph));
    Files.delete(folder);
  }

  static Stream<byte[]> sidecars() {
    return Stream.of(
            "{\"format\":1,\"head\":\"yolov8\",\"inputSize\":\"640x480\",\"labels\":[\"car\",\"van\"]}",
            "{\"format\":1,\"preprocessing\":{\"fit\":\"stretch\",\"fill\":114,\"channels\":\"BGR\","
                + "\"range\":[0,1],\"mean\":[0.4,0.4,0.4],\"std\":2,\"layout\":\"NCHW\"}}",
            "{\"format\":1,\"sha256\":\"" + "0".repeat(64) + "\"}")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("sidecars")
  @DictionaryEntries({
    "\"format\":1",
    "\"labels\":[",
    "\"preprocessing\":{",
    "\"scale\":1e308",
    "\"scale\":1e-320",
    "\"range\":[-1e38,1e39]",
    "\"mean\":NaN",
    "\"std\":[1,1,1]",
    "\"inputSize\":\"999999999x1\"",
    "[[[[[[[[",
    "\\xEF\\xBB\\xBF",
    "\\x00"
  })
  @FuzzTest(maxDuration = "5s")
  void aSidecarIsADescriptionOrASentence(byte @NotNull [] bytes) throws Exception {
    Files.write(Sidecar.fileOf(graph), bytes);
    try {
      ModelDescription read = Sidecar.beside(graph).orElseThrow().description();
      read.labels().ifPresent(labels -> assertThat(Labels.fault(labels)).isEmpty());
      read.preprocessing().range().ifPresent(range -> assertThat(range.scale()).isPositive());
    } catch (ModelException e) {
      OneSentence.of(e);
    }
  }
}
