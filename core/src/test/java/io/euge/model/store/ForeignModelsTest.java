package io.euge.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.importing.ImportPlan;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Preprocessing;
import io.euge.model.importing.PreprocessingKeys;
import io.euge.model.importing.Sidecar;
import io.euge.model.onnx.OnnxFile;
import io.euge.model.spec.FrameFit;
import io.euge.testing.ChannelMeans;
import io.euge.testing.OneSentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of other tools become models that describe themselves in one file. */
class ForeignModelsTest {
  private static final Map<String, String> NAMES = Map.of("names", "{0: 'r', 1: 'g', 2: 'b'}");
  private static final ModelDescription LABELLED =
      new ModelDescription(
          Optional.empty(),
          Optional.of(List.of("red", "green", "blue")),
          Optional.empty(),
          Preprocessing.NONE);

  @TempDir Path folder;
  private ModelStore store;

  @BeforeEach
  void store() {
    store = DetectionModels.in(folder.resolve("cache"));
  }

  @Test
  void whatAUserStatesIsInTheGraphThatExecutorsGet() {
    Path onnx = ChannelMeans.write(folder, "means", NAMES);
    ModelDescription said =
        new ModelDescription(
            Optional.of("yolov8"),
            Optional.of(List.of("red", "Grün, hell", "青")),
            Optional.empty(),
            PreprocessingKeys.parse("fit=stretch"));
    Model model = store.resolve(onnx.toString(), said);
    Model alone = store.resolve(model.graph().toString());
    assertThat(alone.labels()).containsExactly("red", "Grün, hell", "青");
    assertThat(alone.input().fit().mode()).isEqualTo(FrameFit.Mode.STRETCHED);
    assertThat(model.name()).isEqualTo("means");
  }

  @Test
  void aSidecarIsReadWhereverTheModelIsNamed() throws IOException {
    Path onnx = ChannelMeans.write(folder, "means", Map.of());
    assertThatThrownBy(() -> store.resolve(onnx.toString()))
        .hasMessageContaining("it scores 3 classes and names none");
    Files.writeString(
        folder.resolve("means.euge.json"),
        "{\"format\": 1, \"labels\": [\"a\", \"b\", \"c\"], \"preprocessing\": {\"fill\": 7}}");
    Model model = store.resolve(onnx.toString());
    assertThat(model.labels()).containsExactly("a", "b", "c");
    assertThat(model.input().fit().fill()).isEqualTo(7);
    assertThat(store.resolve(onnx.toString(), LABELLED).labels())
        .containsExactly("red", "green", "blue");
  }

  @Test
  void anImportWritesACompleteSidecar() {
    Path onnx = ChannelMeans.write(folder, "means", Map.of());
    OnnxFile file = OnnxFile.read(onnx);
    ImportPlan plan = store.imports().plan(file, LABELLED);
    assertThat(store.imports().write(file, plan, Optional.empty()))
        .isEqualTo(folder.resolve("means.euge.json"));
    Sidecar written = Sidecar.beside(onnx).orElseThrow();
    assertThat(written.description()).isEqualTo(plan.description());
    assertThat(written.sha256()).contains(file.sha256());
    assertThat(store.resolve(onnx.toString()).sha256())
        .isEqualTo(store.resolve(onnx.toString(), LABELLED).sha256());
  }

  @Test
  void anImportToAnotherPlaceCopiesTheGraph() throws IOException {
    Path onnx = ChannelMeans.write(folder, "means", Map.of());
    Path copy = Files.createDirectory(folder.resolve("models")).resolve("copy.onnx");
    OnnxFile file = OnnxFile.read(onnx);
    store.imports().write(file, store.imports().plan(file, LABELLED), Optional.of(copy));
    assertThat(copy).hasSameBinaryContentAs(onnx);
    assertThat(store.resolve(copy.toString()).labels()).containsExactly("red", "green", "blue");
    assertThat(folder.resolve("means.euge.json")).doesNotExist();
  }

  @Test
  void aSidecarOfAnotherModelIsRefused() throws IOException {
    Path onnx = ChannelMeans.write(folder, "means", NAMES);
    Files.writeString(
        folder.resolve("means.euge.json"),
        "{\"format\": 1, \"sha256\": \"" + "0".repeat(64) + "\"}");
    refused(onnx).hasMessageContaining("its sha256 is 0000");
  }

  @Test
  void aModelThatDescribesItselfTakesNoDescription() {
    Path onnx = ChannelMeans.write(folder, "means", NAMES);
    Path ours = store.resolve(onnx.toString()).graph();
    assertThatThrownBy(() -> store.resolve(ours.toString(), LABELLED))
        .isInstanceOfSatisfying(ModelException.class, OneSentence::of)
        .hasMessageContaining("it describes itself");
    assertThatThrownBy(() -> store.resolve("demo", LABELLED))
        .hasMessageContaining("it describes itself");
  }

  @Test
  void operatorsOfPluginsAreRefusedByName() {
    refused(ChannelMeans.writeWithPlugin(folder, "plugin"))
        .hasMessageContaining(
            "needs an operator that ONNX Runtime does not have: mmdeploy:Reshape; export the model without plugins");
  }

  @Test
  void weightsInAnotherFileAreRefusedWithTheWayToOneFile() throws IOException {
    Path onnx = ChannelMeans.write(folder, "means", NAMES);
    ModelProto.Builder graph = ModelProto.parseFrom(Files.readAllBytes(onnx)).toBuilder();
    graph
        .getGraphBuilder()
        .getInitializerBuilder(0)
        .clearFloatData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(
            StringStringEntryProto.newBuilder().setKey("location").setValue("means.bin"));
    Files.write(onnx, graph.build().toByteArray());
    refused(onnx).hasMessageContaining("its weights are in a separate file; save it as one file");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(Path onnx) {
    return assertThatThrownBy(() -> store.resolve(onnx.toString()))
        .isInstanceOfSatisfying(ModelException.class, OneSentence::of);
  }
}
