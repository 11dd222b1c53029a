package io.euge.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.detection.family.Heads;
import io.euge.detection.head.Anchor;
import io.euge.detection.head.yolo.YoloV3Head;
import io.euge.detection.importing.DetectionGraphs;
import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.Sha256;
import io.euge.model.Model;
import io.euge.model.ModelException;
import io.euge.model.ModelMetadata;
import io.euge.model.TinyModel;
import io.euge.model.catalogue.Catalogue;
import io.euge.model.catalogue.CatalogueEntry;
import io.euge.model.catalogue.CatalogueFile;
import io.euge.model.catalogue.ModelPull;
import io.euge.model.darknet.DarknetFiles;
import io.euge.model.onnx.ModelReader;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.TensorSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  @TempDir Path folder;
  private Path cache;
  private Path cfg;
  private ModelStore store;

  @BeforeEach
  void files() throws Exception {
    cache = folder.resolve("cache/models");
    cfg = TinyModel.write(folder.resolve("in"));
    store = DetectionModels.in(cache);
  }

  @Test
  void aCfgBecomesAModelWithItsHeadsAndLabels() {
    Model model = store.resolve(cfg.toString());
    assertThat(model.name()).isEqualTo("tiny");
    assertThat(model.input().width()).isEqualTo(8);
    assertThat(model.input().height()).isEqualTo(4);
    assertThat(model.labels()).containsExactly("car", "van");
    assertThat(model.outputs())
        .containsExactly(TensorSpec.ofFrames("conv_0", ElementType.FLOAT, 14, 4, 8));
    List<Anchor> anchors = List.of(new Anchor(3, 4), new Anchor(5, 6));
    assertThat(Heads.of(model))
        .isEqualTo(
            new YoloV3Head(
                List.of(new YoloV3Head.Layer("conv_0", 8, 4, anchors, 2, 1.05f, false))));
    assertThat(model.sha256()).isEqualTo(Sha256.of(model.graph()));
    assertThat(model.bytes()).isEqualTo(model.graph().toFile().length());
    assertThat(model.metadata().get(ModelMetadata.ORIGIN))
        .startsWith("Darknet tiny.cfg (sha256 ")
        .contains(Sha256.of(cfg.resolveSibling("tiny.weights")));
  }

  @Test
  void aNameInTheCatalogueIsThePulledModelOrTheCommandThatPullsIt() throws Exception {
    ModelStore named =
        new ModelStore(cache, catalogue(), new DetectionGraphs(), DetectionModels::check);
    assertThatThrownBy(() -> named.resolve("tiny"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("not downloaded yet: run euge models pull tiny");
    new ModelPull(named.pulled(), Map.of("EUGE_MODEL_MIRROR", folder.resolve("mirror").toString()))
        .pull(named.catalogue().find("tiny").orElseThrow(), (file, bytes) -> {});
    Model model = named.resolve("tiny");
    assertThat(model).isEqualTo(store.resolve(cfg.toString()));
    assertThat(named.kept()).hasSize(1).first().extracting(Model::sha256).isEqualTo(model.sha256());
  }

  @Test
  void aModelThatComesWithEugeIsAlwaysThere() throws Exception {
    Model model = store.resolve("demo");
    assertThat(model.name()).isEqualTo("demo");
    assertThat(store.resolve("demo")).isEqualTo(model);
    List<Path> unpacked = names(cache.resolve("built-in"));
    assertThat(unpacked).hasSize(1);
    assertThat(names(unpacked.get(0)))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder("demo.cfg", "demo.weights", "demo.names");
    assertThat(store.resolve(unpacked.get(0).resolve("demo.cfg").toString())).isEqualTo(model);

    Path labels = unpacked.get(0).resolve("demo.names");
    String whole = Files.readString(labels);
    Files.writeString(labels, "cat\ndog\n");
    Files.delete(unpacked.get(0).resolve("demo.cfg"));
    assertThat(store.resolve("demo")).isEqualTo(model);
    assertThat(labels).hasContent(whole);
    assertThat(names(unpacked.get(0))).hasSize(3);
  }

  @Test
  void anUnknownNameIsReportedWithTheKnownOnes() {
    assertThatThrownBy(() -> store.resolve("yolov33"))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll("'yolov33'", "a name in the catalogue (", "yolov3-tiny");
  }

  /** Of the files beside the cfg, which lie in a mirror too. */
  private Catalogue catalogue() throws IOException {
    Path mirror = Files.createDirectories(folder.resolve("mirror/tiny"));
    List<CatalogueFile> files = new ArrayList<>();
    for (String name : List.of("tiny.cfg", "tiny.weights", "tiny.names")) {
      Path file = Files.copy(cfg.resolveSibling(name), mirror.resolve(name));
      URI nowhere = URI.create("https://127.0.0.1:9/" + name);
      files.add(new CatalogueFile(name, nowhere, Files.size(file), Sha256.of(file)));
    }
    URI license = URI.create("https://example.org/license");
    return new Catalogue(
        List.of(), List.of(new CatalogueEntry("tiny", "a test", "none", license, 2, 8, 4, files)));
  }

  @Test
  void aCfgIsConvertedOnceAndThenTakenFromTheCache() throws Exception {
    Model first = store.resolve(cfg.toString());
    FileTime made = Files.getLastModifiedTime(first.graph());
    assertThat(store.resolve(cfg.toString())).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.graph())).isEqualTo(made);
    assertThat(names(cache)).hasSize(1);
  }

  @Test
  void anyByteOfCfgWeightsOrLabelsMakesAnotherModel() throws Exception {
    Path first = store.resolve(cfg.toString()).graph();
    Files.writeString(cfg, "\n# changed\n", StandardOpenOption.APPEND);
    Path second = store.resolve(cfg.toString()).graph();
    Files.writeString(cfg.resolveSibling("tiny.names"), "car\nbus\n");
    Path third = store.resolve(cfg.toString()).graph();
    byte[] weights = Files.readAllBytes(cfg.resolveSibling("tiny.weights"));
    weights[40]++;
    Files.write(cfg.resolveSibling("tiny.weights"), weights);
    Path fourth = store.resolve(cfg.toString()).graph();
    assertThat(List.of(first, second, third, fourth)).doesNotHaveDuplicates();
  }

  @Test
  void theSameFilesByAnotherNameShareTheGraph() throws Exception {
    Model first = store.resolve(cfg.toString());
    Path other = Files.createDirectory(folder.resolve("other"));
    for (String ending : List.of(".cfg", ".weights", ".names")) {
      Files.copy(cfg.resolveSibling("tiny" + ending), other.resolve("copy" + ending));
    }
    Model copy = store.resolve(other.resolve("copy.cfg").toString());
    assertThat(copy.graph()).isEqualTo(first.graph());
    assertThat(copy.name()).isEqualTo("copy");
  }

  @Test
  void aCorruptGraphInTheCacheIsMadeAgain() throws Exception {
    Model whole = store.resolve(cfg.toString());
    byte[] bytes = Files.readAllBytes(whole.graph());
    byte[] flipped = bytes.clone();
    flipped[flipped.length / 2] ^= 1;
    for (byte[] corrupt : List.of(flipped, Arrays.copyOf(bytes, 99), new byte[0])) {
      Files.write(whole.graph(), corrupt);
      assertThat(store.resolve(cfg.toString())).isEqualTo(whole);
      assertThat(Files.readAllBytes(whole.graph())).isEqualTo(bytes);
    }
    assertThat(names(cache)).hasSize(1);
  }

  @Test
  void whatAKilledProcessLeftIsSweptLater() throws Exception {
    Files.createDirectories(cache);
    Path old = Files.writeString(cache.resolve("euge-1.tmp"), "half");
    Path young = Files.writeString(cache.resolve("euge-2.tmp"), "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(86_400)));
    store.resolve(cfg.toString());
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void aFailedConversionLeavesNothing() throws Exception {
    Files.writeString(cfg.resolveSibling("tiny.weights"), "xx", StandardOpenOption.APPEND);
    complaint(cfg.toString())
        .hasMessageContaining("expected 56 floats")
        .hasMessageContaining("and 2");
    assertThat(names(cache)).isEmpty();
  }

  @Test
  void threadsThatResolveAtOnceGetTheSameModel() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Model>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        tasks.add(() -> DetectionModels.in(cache).resolve(cfg.toString()));
      }
      List<Model> models = new ArrayList<>();
      for (Future<Model> future : threads.invokeAll(tasks)) {
        models.add(future.get());
      }
      assertThat(models).hasSize(16).containsOnly(models.get(0));
      assertThat(names(cache)).hasSize(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void cocoNamesServeWhereTheCfgHasNoneOfItsOwn() throws Exception {
    Files.move(cfg.resolveSibling("tiny.names"), cfg.resolveSibling("coco.names"));
    assertThat(store.resolve(cfg.toString()).labels()).containsExactly("car", "van");
  }

  @Test
  void aMissingPartIsNamed() throws Exception {
    Files.delete(cfg.resolveSibling("tiny.names"));
    complaint(cfg.toString())
        .hasMessageContaining("no labels")
        .hasMessageContaining("tiny.names")
        .hasMessageContaining("coco.names");
    Files.delete(cfg.resolveSibling("tiny.weights"));
    complaint(cfg.toString()).hasMessageContaining("tiny.weights");
  }

  @Test
  void tooFewLabelsAreCounted() throws Exception {
    Files.writeString(cfg.resolveSibling("tiny.names"), "car\n");
    complaint(cfg.toString())
        .hasMessageContaining("has 1 line, and ")
        .hasMessageContaining("2 classes");
    Files.writeString(cfg.resolveSibling("tiny.names"), "car\n\nvan\n");
    complaint(cfg.toString()).hasMessageContaining("line 2 is empty");
  }

  @Test
  void whatIsNoModelIsNamedWithWhatIsAccepted() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "hello");
    for (String spec : List.of("yolov9", "", "no\0file", text.toString(), folder.toString())) {
      complaint(spec)
          .hasMessageContaining("'" + spec + "'")
          .hasMessageContaining(".onnx")
          .hasMessageContaining(".cfg");
    }
  }

  @Test
  void aCacheThatCannotBeWrittenNamesItselfAndTheVariable() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path cache : List.of(file, file.resolve("models"))) {
      for (String model : List.of(cfg.toString(), "demo")) {
        assertThatThrownBy(() -> DetectionModels.in(cache).resolve(model))
            .isInstanceOf(ModelException.class)
            .hasMessageContaining(cache.toString())
            .hasMessageContaining("EUGE_CACHE");
      }
    }
  }

  @Test
  void aFileWithSeededWeightsStatesThatTheyAreRandomlyInitialized() throws Exception {
    Files.delete(cfg.resolveSibling("tiny.names"));
    Files.delete(cfg.resolveSibling("tiny.weights"));
    Model model = store.resolve(DarknetFiles.seeded(cfg, 7));
    assertThat(model.metadata().get(ModelMetadata.RANDOMLY_INITIALIZED))
        .contains("randomly initialized from seed 7");
    assertThat(model.metadata()).containsEntry(ModelMetadata.SEED, "7");
    assertThat(model.labels()).containsExactly("class 0", "class 1");
    assertThat(store.resolve(DarknetFiles.seeded(cfg, 8)).sha256()).isNotEqualTo(model.sha256());
    assertThat(store.resolve(DarknetFiles.seeded(cfg, 7))).isEqualTo(model);
  }

  @Test
  void jobsReadACopyThatStaysWhenTheUserReplacesTheFile() throws Exception {
    Path mine = folder.resolve("mine.onnx");
    ModelStore.convert(DarknetFiles.beside(cfg), mine);
    Model before = store.resolve(mine.toString());
    ModelStore.convert(DarknetFiles.seeded(cfg, 7), mine);
    Model after = store.resolve(mine.toString());

    assertThat(before.graph()).isNotEqualTo(mine);
    assertThat(after.sha256()).isNotEqualTo(before.sha256());
    assertThat(ModelReader.read(before.graph()).sha256()).isEqualTo(before.sha256());
  }

  @Test
  void aModelCanBeWrittenToAnyFile() {
    Path output = folder.resolve("mine.onnx");
    Model model = ModelStore.convert(DarknetFiles.beside(cfg), output);
    assertThat(model.graph()).isEqualTo(output);
    assertThat(store.resolve(output.toString()).sha256()).isEqualTo(model.sha256());
    assertThat(model.sha256()).isEqualTo(store.resolve(cfg.toString()).sha256());
    assertThatThrownBy(() -> ModelStore.convert(DarknetFiles.beside(cfg), folder.resolve("mine")))
        .hasMessageContaining("ends in .onnx");
    assertThatThrownBy(
            () -> ModelStore.convert(DarknetFiles.beside(cfg), folder.resolve("no/mine.onnx")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Cannot write the model");
  }

  private AbstractThrowableAssert<?, ?> complaint(String spec) {
    return assertThatThrownBy(() -> store.resolve(spec)).isInstanceOf(ModelException.class);
  }

  private static List<Path> names(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
