package io.euge.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TrainingInfoProto;
import io.euge.detection.family.Heads;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.Sha256;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.onnx.ModelInspection;
import io.euge.model.onnx.ModelReader;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import io.euge.model.store.ModelStore;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTest {
  @TempDir Path folder;
  private Path onnx;

  @BeforeEach
  void tiny() throws Exception {
    onnx = folder.resolve("tiny.onnx");
    ModelStore.convert(DarknetFiles.beside(TinyModel.write(folder)), onnx);
  }

  @Test
  void aMissingFileOrOneThatIsNotOnnxIsReported() throws Exception {
    Path none = folder.resolve("none.onnx");
    complaint(none)
        .hasMessage(
            "Cannot read the model file %s: no such file or directory; check the path and its permissions",
            none);
    complaint(folder).hasMessageContaining("is a directory");
    complaint(Files.write(folder.resolve("empty.onnx"), new byte[0]))
        .hasMessageContaining("is not an ONNX file");
    complaint(Files.writeString(folder.resolve("text.onnx"), "This is not a model.\n"))
        .hasMessageContaining("is not an ONNX file");
    byte[] bytes = Files.readAllBytes(onnx);
    complaint(Files.write(folder.resolve("half.onnx"), Arrays.copyOf(bytes, bytes.length / 2)))
        .hasMessageContaining("is not an ONNX file or is corrupt");
  }

  @Test
  void aGraphWithoutADescriptionIsRefused() throws Exception {
    complaint(changed(model -> model.clearMetadataProps()))
        .hasMessageContaining("has no description of its head");
  }

  @Test
  void aGraphOfAnotherVersionIsRefused() throws Exception {
    complaint(withProperty(ModelMetadata.FORMAT, "99")).hasMessageContaining("has euge.format 99");
  }

  @Test
  void fewerLabelsThanClassesAreRefused() throws Exception {
    complaint(withProperty(ModelMetadata.LABELS, "car"))
        .hasMessageContaining("has 1 label for 2 classes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "centernet",
        "yolo output=conv_0 grid=8x4 classes=2 scale_x_y=1E+- anchors=",
        "yolo output=conv_0 grid=8x4 classes=2 scale_x_y=1E99 new_coords=false anchors=1x1",
        "yolo output=conv_0 grid=8x4 classes=2 scale_x_y=1 new_coords=false anchors=0x1"
      })
  void aHeadThatCannotBeUnderstoodIsShown(String head) throws Exception {
    complaint(withProperty("euge.head.0", head)).hasMessageContaining("euge.head.0: " + head);
  }

  @Test
  void aDescriptionThatDisagreesWithItsGraphIsRefused() throws Exception {
    String head =
        "yolo output=conv_0 grid=9x4 classes=2 scale_x_y=1.0 new_coords=false"
            + " anchors=3.0x4.0,5.0x6.0";
    complaint(withProperty("euge.head.0", head)).hasMessageContaining("head conv_0");
    complaint(changed(model -> model.setGraph(model.getGraph().toBuilder().clearInput())))
        .hasMessageContaining("does not have the one input");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/hostname", "../secret", "a/../../secret", "link", "C:\\..\\x"})
  void weightsOutsideTheFolderAreRefused(String location) throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/hostname"));
    TensorProto outside = external(location);
    complaint(graph(graph -> graph.addInitializer(outside))).hasMessageContaining(location);
    NodeProto.Builder constant =
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addAttribute(AttributeProto.newBuilder().setName("value").setT(outside));
    complaint(graph(graph -> graph.addNode(constant)))
        .hasMessageContaining("outside its directory");
    NodeProto.Builder branch =
        NodeProto.newBuilder()
            .setOpType("If")
            .addAttribute(
                AttributeProto.newBuilder().setG(GraphProto.newBuilder().addInitializer(outside)));
    complaint(graph(graph -> graph.addNode(branch))).hasMessageContaining("outside its directory");
  }

  @Test
  void weightsOutsideTheFolderAreFoundWhereverTheyAreNamed() throws Exception {
    TensorProto outside = external("../secret");
    SparseTensorProto.Builder sparse =
        SparseTensorProto.newBuilder().setValues(TensorProto.newBuilder()).setIndices(outside);
    complaint(graph(graph -> graph.addSparseInitializer(sparse))).hasMessageContaining("outside");
    AttributeProto.Builder attribute = AttributeProto.newBuilder().setName("value").setT(outside);
    complaint(
            changed(
                model ->
                    model.addFunctions(FunctionProto.newBuilder().addAttributeProto(attribute))))
        .hasMessageContaining("outside");
    complaint(
            changed(
                model ->
                    model.addTrainingInfo(
                        TrainingInfoProto.newBuilder()
                            .setAlgorithm(GraphProto.newBuilder().addInitializer(outside)))))
        .hasMessageContaining("outside");
    complaint(
            graph(
                graph ->
                    graph.addNode(
                        NodeProto.newBuilder()
                            .addAttribute(
                                AttributeProto.newBuilder()
                                    .addSparseTensors(sparse)
                                    .addTensors(external("tiny.data"))))))
        .hasMessageContaining("outside");
  }

  @Test
  void weightsBesideTheModelAreNotRunWhereverTheyAreNamed() throws Exception {
    NodeProto.Builder constant =
        NodeProto.newBuilder()
            .setOpType("Constant")
            .addAttribute(AttributeProto.newBuilder().setName("value").setT(external("tiny.data")));
    Path beside = graph(graph -> graph.addNode(constant));
    complaint(beside).hasMessageContaining("its weights are in a separate file");
    // Nor does the copy in a cache come to be, beside which there may be another such file.
    Path cache = folder.resolve("cache");
    assertThatThrownBy(() -> DetectionModels.in(cache).resolve(beside.toString()))
        .hasMessageContaining("its weights are in a separate file");
    assertThat(cache).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 31, 1L << 62, Long.MAX_VALUE})
  void aTensorLargerThanItsFileIsRefused(long length) throws Exception {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName("huge\u001b[2J")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(length)
            .addDims(4);
    Path file = graph(graph -> graph.addInitializer(tensor));
    complaint(file)
        .hasMessageContaining("declares the weights huge?[2J as [" + length + ", 4], more than");
    assertThatThrownBy(() -> ModelInspection.of(file)).isInstanceOf(ModelException.class);
  }

  @Test
  void aTensorLargerThanItsFileIsRefusedWhereverItIsDeclared() throws Exception {
    TensorProto huge =
        TensorProto.newBuilder()
            .setName("huge")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(1L << 40)
            .build();
    SparseTensorProto sparse =
        SparseTensorProto.newBuilder()
            .setValues(TensorProto.newBuilder().setName("huge").addDims(0))
            .setIndices(TensorProto.newBuilder().addDims(0))
            .addDims(1L << 20)
            .addDims(1L << 20)
            .build();
    GraphProto branch = GraphProto.newBuilder().addInitializer(huge).build();
    List<AttributeProto> attributes =
        List.of(
            AttributeProto.newBuilder().setT(huge).build(),
            AttributeProto.newBuilder().addTensors(huge).build(),
            AttributeProto.newBuilder().setSparseTensor(sparse).build(),
            AttributeProto.newBuilder().setG(branch).build(),
            AttributeProto.newBuilder()
                .addGraphs(GraphProto.newBuilder().addSparseInitializer(sparse))
                .build());
    for (AttributeProto attribute : attributes) {
      NodeProto.Builder node = NodeProto.newBuilder().setOpType("Any").addAttribute(attribute);
      tooLarge(graph(graph -> graph.addNode(node)));
      tooLarge(changed(model -> model.addFunctions(FunctionProto.newBuilder().addNode(node))));
    }
    tooLarge(graph(graph -> graph.addSparseInitializer(sparse)));
  }

  private static void tooLarge(Path file) {
    assertThatThrownBy(() -> ModelInspection.of(file))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("declares the weights huge as [10");
  }

  @Test
  void aFileTooLargeForOneMessageIsRefusedUnread() throws Exception {
    Path large = folder.resolve("large.onnx");
    try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
      file.setLength(Integer.MAX_VALUE + 1L);
    }
    complaint(large)
        .hasMessageContaining("has 2147483648 bytes, and one ONNX file can have 2147483647");
  }

  @Test
  void aGraphOfMoreThanItsWeightsIsRefused() throws Exception {
    String much = "x".repeat(17 << 20);
    complaint(graph(graph -> graph.addNode(NodeProto.newBuilder().setDocString(much))))
        .hasMessageContaining("has more than 16 MiB without the weights");
    Path many =
        graph(
            graph -> {
              for (int i = 0; i < 300_000; i++) {
                graph.addInitializer(TensorProto.getDefaultInstance());
              }
              return graph;
            });
    complaint(many).hasMessageContaining("has more than 16 MiB without the weights");
  }

  @Test
  void graphsInGraphsEndSomewhere() throws Exception {
    GraphProto graph = GraphProto.getDefaultInstance();
    for (int i = 0; i < 200; i++) {
      graph =
          GraphProto.newBuilder()
              .addNode(NodeProto.newBuilder().addAttribute(AttributeProto.newBuilder().setG(graph)))
              .build();
    }
    NodeProto deep = graph.getNode(0);
    complaint(graph(all -> all.addNode(deep))).hasMessageContaining("is not an ONNX file");
  }

  @Test
  void framesAndHeadsTooLargeToComputeAreRefused() throws Exception {
    complaint(
            graph(
                graph -> {
                  graph
                      .getInputBuilder(0)
                      .getTypeBuilder()
                      .getTensorTypeBuilder()
                      .getShapeBuilder()
                      .setDim(1, TensorShapeProto.Dimension.newBuilder().setDimValue(65536))
                      .setDim(2, TensorShapeProto.Dimension.newBuilder().setDimValue(65536));
                  return graph;
                }))
        .hasMessageContaining("of at most 536870912 bytes");
  }

  @Test
  void whatIsNoRegularFileIsNotRead() {
    complaint(Path.of("/dev/zero")).hasMessageContaining("is not a regular file");
  }

  @Test
  void weightsBesideTheModelCanBeInspectedButNotRun() throws Exception {
    Path beside = graph(graph -> graph.addInitializer(external("tiny.data")));
    assertThat(ModelInspection.of(beside).name()).isEqualTo("tiny");
    complaint(beside).hasMessageContaining("its weights are in a separate file");
  }

  @Test
  void anInspectionOfAGraphOfEugeIsComplete() throws Exception {
    ModelInspection seen = ModelInspection.of(onnx);
    assertThat(seen.name()).isEqualTo("tiny");
    assertThat(seen.inputs())
        .containsExactly(TensorSpec.ofFrames("images", ElementType.UINT8, 4, 8, 3));
    assertThat(seen.outputs())
        .containsExactly(TensorSpec.ofFrames("conv_0", ElementType.FLOAT, 14, 4, 8));
    assertThat(Heads.find(seen.metadata())).contains(Heads.of(ModelReader.read(onnx)));
    assertThat(seen.labels()).containsExactly("car", "van");
    assertThat(seen.parameters()).isEqualTo(14 * 3 + 14);
    assertThat(seen.gflops().getAsDouble()).isEqualTo(2 * 14 * 3 * 32 / 1e9, offset(1e-6));
    assertThat(seen.bytes()).isEqualTo(Files.size(onnx));
    assertThat(seen.sha256()).isEqualTo(Sha256.of(onnx));
    assertThat(seen.origin()).startsWith("Darknet tiny.cfg");
  }

  @Test
  void anInspectionOfAnyOtherGraphHasWhatTheFileDeclares() throws Exception {
    Path foreign = changed(model -> model.clearMetadataProps());
    ModelInspection seen = ModelInspection.of(foreign);
    assertThat(seen.name()).isEqualTo("changed");
    assertThat(Heads.find(seen.metadata())).isEmpty();
    assertThat(seen.labels()).isEmpty();
    assertThat(seen.origin()).isEqualTo("unknown");
    assertThat(seen.parameters()).isEqualTo(56);
    // The one convolution's shape is that of an output, so its work follows.
    assertThat(seen.gflops().getAsDouble()).isEqualTo(2 * 14 * 3 * 32 / 1e9, offset(1e-12));
    Path shapeless =
        changed(
            model ->
                model.clearMetadataProps().setGraph(model.getGraph().toBuilder().clearOutput()));
    assertThat(ModelInspection.of(shapeless).gflops()).isEmpty();
  }

  @Test
  void anInspectionReportsRandomlyInitializedWeights() throws Exception {
    Path made = folder.resolve("made.onnx");
    ModelStore.convert(DarknetFiles.seeded(folder.resolve("tiny.cfg"), 7), made);
    assertThat(ModelInspection.of(made).origin()).contains("randomly initialized from seed 7");
  }

  @Property(tries = 300)
  void noBytesGiveAnythingButAModelException(@ForAll byte[] bytes) throws Exception {
    Path file = Files.createTempFile("any", ".onnx");
    try {
      ModelInspection.of(Files.write(file, bytes));
    } catch (ModelException e) {
      assertThat(e.getMessage()).contains(file.toString());
    } finally {
      Files.delete(file);
    }
  }

  private static TensorProto external(String location) {
    return TensorProto.newBuilder()
        .setName("far")
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(StringStringEntryProto.newBuilder().setKey("location").setValue(location))
        .build();
  }

  private Path graph(UnaryOperator<GraphProto.Builder> change) throws Exception {
    return changed(model -> model.setGraph(change.apply(model.getGraph().toBuilder())));
  }

  private Path withProperty(String key, String value) throws Exception {
    return changed(
        model -> {
          for (StringStringEntryProto.Builder entry : model.getMetadataPropsBuilderList()) {
            if (entry.getKey().equals(key)) {
              entry.setValue(value);
            }
          }
          return model;
        });
  }

  private Path changed(UnaryOperator<ModelProto.Builder> change) throws Exception {
    ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(onnx)).toBuilder();
    return Files.write(folder.resolve("changed.onnx"), change.apply(model).build().toByteArray());
  }

  private static AbstractThrowableAssert<?, ?> complaint(Path file) {
    return assertThatThrownBy(() -> DetectionModels.check(ModelReader.read(file)))
        .isInstanceOf(ModelException.class);
  }
}
