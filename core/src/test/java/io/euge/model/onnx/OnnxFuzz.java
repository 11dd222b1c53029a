package io.euge.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.TinyModel;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.store.ModelStore;
import io.euge.testing.OneSentence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes of an ONNX file, they are an inspection and a model, or one sentence. */
class OnnxFuzz {
  private static Path folder;
  private static Path file;

  @BeforeAll
  static void file() throws Exception {
    folder = Files.createTempDirectory("euge-onnx-fuzz");
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
    Path onnx = folder.resolve("tiny.onnx");
    ModelStore.convert(DarknetFiles.beside(TinyModel.write(folder)), onnx);
    byte[] ours = Files.readAllBytes(onnx);
    ModelProto.Builder foreign = ModelProto.parseFrom(ours).toBuilder().clearMetadataProps();
    foreign
        .getGraphBuilder()
        .getInitializerBuilder(0)
        .clearRawData()
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("weights.bin"));
    return Stream.of(ours, foreign.build().toByteArray(), new byte[0]);
  }

  @MethodSource("graphs")
  @DictionaryEntries({
    "euge.format",
    "euge.head.0",
    "euge.head.1",
    "euge.labels",
    "euge.gflops",
    "location",
    "../",
    "images",
    "conv_0",
    "grid=999999x999999",
    "classes=999999",
    "scale_x_y=1E38",
    "anchors=1E99x1,",
    "Conv",
    "\\xFF\\xFF\\xFF\\xFF\\x0F",
    "\\xFF\\xFF\\xFF\\xFF\\xFF\\xFF\\xFF\\xFF\\x7F"
  })
  @FuzzTest(maxDuration = "5s")
  void anOnnxFileIsAModelOrASentence(byte @NotNull [] bytes) throws Exception {
    Files.write(file, bytes);
    try {
      ModelInspection seen = ModelInspection.of(file);
      assertThat(seen.parameters()).isNotNegative();
      assertThat(seen.bytes()).isEqualTo(bytes.length);
      Model model = ModelReader.read(file);
      DetectionModels.check(model);
      assertThat(model.outputs()).isNotEmpty();
      assertThat(model.input().width()).isPositive();
    } catch (ModelException e) {
      OneSentence.of(e);
    }
  }
}
