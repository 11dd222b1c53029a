package io.euge.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.cli.CommandRun;
import io.euge.model.TinyModel;
import io.euge.testing.ChannelMeans;
import io.euge.testing.TinyGraph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  private static final int FLOATS = 56;

  @TempDir Path folder;

  @Test
  void anImportedModelIsWrittenAndShown() throws Exception {
    Path onnx = folder.resolve("tiny.onnx");
    CommandRun imported =
        CommandRun.of("models", "import", darknet(FLOATS), "--output", onnx.toString());
    assertThat(imported.err()).isEmpty();
    assertThat(imported.exit()).isZero();
    assertThat(imported.out().strip()).isEqualTo(onnx.toString());

    CommandRun shown = CommandRun.of("models", "inspect", onnx.toString());
    assertThat(shown.exit()).isZero();
    assertThat(shown.out())
        .containsPattern("name +tiny\n")
        .containsPattern("input +\\S+ uint8 \\[N, 4, 8, 3\\]\n")
        .containsPattern("output +\\S+ float.* \\[N, 14, 4, 8\\]\n")
        .containsPattern("head +yolo\\S* \\S+ 8x4 cells, anchors 3x4 5x6, scale_x_y 1.05\n")
        .containsPattern("labels +2: car, van\n")
        .containsPattern("parameters +56\n")
        .containsPattern("GFLOPs +0.00 a frame\n")
        .containsPattern("bytes +[\\d,]+\n")
        .containsPattern("sha256 +[0-9a-f]{64}\n")
        .contains("weights");
  }

  @Test
  void weightsFromASeedAreReportedAsRandomlyInitialized() throws Exception {
    String cfg = darknet(FLOATS);
    Files.delete(folder.resolve("tiny.weights"));
    String onnx = folder.resolve("made.onnx").toString();
    assertThat(
            CommandRun.of("models", "import", cfg, "--seeded-weights", "7", "--output", onnx)
                .exit())
        .isZero();
    assertThat(CommandRun.of("models", "inspect", onnx).out())
        .containsPattern("weights +.*randomly initialized from seed 7");
  }

  @Test
  void aGraphOfAnotherToolIsShownAsFarAsItIsDescribed() {
    Path foreign =
        TinyGraph.write(folder, "foreign", 1, TensorProto.DataType.UINT8, "head").graph();
    CommandRun run = CommandRun.of("models", "inspect", foreign.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("images uint8 [N, 8, 16, 3]\n")
        .containsPattern("head +unknown\n")
        .containsPattern("labels +none\n")
        .containsPattern("parameters +576\n");
  }

  @Test
  void inspectSaysWhatEachPartComesFrom() throws Exception {
    Path onnx = ChannelMeans.write(folder, "means", Map.of("names", "{0: 'a', 1: 'b', 2: 'c'}"));
    Files.writeString(
        folder.resolve("means.euge.json"), "{\"format\": 1, \"preprocessing\": {\"fill\": 7}}");
    CommandRun run =
        CommandRun.of("models", "inspect", onnx.toString(), "--preprocessing", "channels=BGR");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("input      images float [1, 3, 32, 32]\n")
        .contains("output     output0 float [1, 7, 21]\n")
        .contains("head       yolov8:pixels  (shape)\n")
        .contains("size       32x32  (shape)\n")
        .contains("labels     3: a, b, c  (metadata)\n")
        .contains("fill       7  (sidecar)\n")
        .contains("channels   BGR  (option)\n")
        .contains("range      0..1  (usual for the family)\n")
        .contains("batching   one: its graph is made for one  (shape)\n")
        .doesNotContain("quantized");
  }

  @Test
  void inspectSaysWhatIsMissing() {
    Path onnx = ChannelMeans.write(folder, "means", Map.of());
    CommandRun run = CommandRun.of("models", "inspect", onnx.toString());
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains(
            "problem    Cannot use " + onnx + " as a model: it scores 3 classes and names none");
  }

  @Test
  void anImportedForeignModelHasASidecar() throws Exception {
    Path onnx = ChannelMeans.write(folder, "means", Map.of());
    refused("it scores 3 classes and names none: give labels", "models", "import", onnx.toString());
    Path labels = Files.writeString(folder.resolve("labels.txt"), "red\ngreen light\n青\n");
    CommandRun run =
        CommandRun.of("models", "import", onnx.toString(), "--labels", labels.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines())
        .containsExactly(onnx + "", folder.resolve("means.euge.json") + "");
    JsonNode sidecar = new ObjectMapper().readTree(folder.resolve("means.euge.json").toFile());
    assertThat(sidecar.get("head").textValue()).isEqualTo("yolov8:pixels");
    assertThat(sidecar.get("labels").get(2).textValue()).isEqualTo("青");
    assertThat(sidecar.get("preprocessing").get("fill").intValue()).isEqualTo(114);
    assertThat(CommandRun.of("models", "inspect", onnx.toString()).out())
        .contains("labels     3: red, green light, 青  (sidecar)\n");
  }

  @Test
  void everyOptionOfAModelThatCannotBeIsReportedAtOnce() {
    Path onnx = ChannelMeans.write(folder, "means", Map.of());
    CommandRun run =
        CommandRun.of(
            "models",
            "inspect",
            onnx.toString(),
            "--head",
            "yolo9000",
            "--labels",
            "none.txt",
            "--input-size",
            "big",
            "--preprocessing",
            "chanels=RGB");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err())
        .contains(
            "--head is 'yolo9000': give one of", "--labels is 'none.txt', there is no such file")
        .contains("--input-size is 'big': give WIDTHxHEIGHT", "did you mean 'channels'?");
  }

  @Test
  void aMissingCfgIsNamed() {
    refused("There is no file", "models", "import", folder.resolve("no.cfg").toString());
  }

  @Test
  void aFolderThatIsNotThereIsNamed() throws Exception {
    Path output = folder.resolve("none/tiny.onnx");
    refused(
        "There is no directory " + output.getParent(),
        "models",
        "import",
        darknet(FLOATS),
        "--output",
        output.toString());
  }

  @Test
  void weightsTooShortOrLeftOverAreCounted() throws Exception {
    refused("55", "models", "import", darknet(FLOATS - 1), "--output", folder + "/x.onnx");
    refused("57", "models", "import", darknet(FLOATS + 1), "--output", folder + "/x.onnx");
    assertThat(folder.resolve("x.onnx")).doesNotExist();
  }

  @Test
  void missingWeightsOrLabelsAreNamed() throws Exception {
    String cfg = darknet(FLOATS);
    Files.delete(folder.resolve("tiny.names"));
    refused("tiny.names", "models", "import", cfg);
    Files.delete(folder.resolve("tiny.weights"));
    refused("tiny.weights", "models", "import", cfg);
  }

  @Test
  void whatIsNoGraphIsRefused() throws Exception {
    Path text = Files.writeString(folder.resolve("text.onnx"), "not a graph, but a text");
    refused("text.onnx", "models", "inspect", text.toString());
    refused("it is a directory", "models", "inspect", folder.toString());
    refused("no.onnx", "models", "inspect", folder.resolve("no.onnx").toString());
  }

  @Test
  void whatIsNoModelIsNamedWithWhatToGiveInstead() throws Exception {
    String cfg = darknet(FLOATS);
    for (String part : List.of("tiny.weights", "tiny.names", "")) {
      for (String command : List.of("inspect", "import")) {
        CommandRun run = CommandRun.of("models", command, folder.resolve(part).toString());
        assertThat(run.exit()).isBetween(1, 2);
        assertThat(run.errors()).hasSize(1);
        assertThat(run.err()).contains(part, ": it is ", cfg).doesNotContain("ONNX");
      }
    }
  }

  @Test
  void aGraphOfEugeNeedsNoImport() throws Exception {
    Path onnx = folder.resolve("tiny.onnx");
    CommandRun.of("models", "import", darknet(FLOATS), "--output", onnx.toString());
    CommandRun run = CommandRun.of("models", "import", onnx.toString());
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("use it as it is, with --model " + onnx);
  }

  @Test
  void labelsThatAreNotAsManyAsTheClassesAreCounted() throws Exception {
    String cfg = darknet(FLOATS);
    Files.writeString(folder.resolve("tiny.names"), "car\nvan\nbus\ntruck\n");
    String message =
        "Cannot use the labels %s: it has 4 lines, and %s has 2 classes"
            .formatted(folder.resolve("tiny.names"), cfg);
    refused(message, "models", "import", cfg);
    refused(message, "models", "inspect", cfg);
  }

  @Test
  void theModelThatComesWithEugeIsHereWithoutAPull() throws Exception {
    assertThat(CommandRun.of("models", "list").out())
        .containsPattern("\ndemo +\\d\\.\\d MB +yes +5 +416x256 +Apache-2.0 +Euge's own ");
    JsonNode demo =
        new ObjectMapper()
            .readTree(CommandRun.of("models", "list", "--json").out())
            .at("/builtIn/0");
    assertThat(demo.get("name").asText()).isEqualTo("demo");
    assertThat(demo.at("/files/1/sha256").asText()).hasSize(64);

    CommandRun pulled = CommandRun.of("models", "pull", "demo");
    assertThat(pulled.exit()).isZero();
    assertThat(pulled.out()).contains("demo comes with Euge: there is nothing to pull");

    CommandRun shown = CommandRun.of("models", "inspect", "demo");
    assertThat(shown.err()).isEmpty();
    assertThat(shown.out())
        .containsPattern("name +demo\n")
        .containsPattern("labels +5: car, van, bus, truck, motorcycle\n")
        .contains("Darknet demo.cfg (sha256 ");
  }

  @Test
  void theCatalogueIsShown() {
    CommandRun run = CommandRun.of("models", "list");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("MODEL ")
        .containsPattern("\nyolov3 +248.0 MB +(yes|no) +80 +608x608 +public domain .*GPU\n");
  }

  @Test
  void theCatalogueIsAlsoOneLineForPrograms() throws Exception {
    CommandRun run = CommandRun.of("models", "list", "--json");
    assertThat(run.exit()).isZero();
    JsonNode first = new ObjectMapper().readTree(run.out()).get("catalogue").get(0);
    assertThat(first.get("name").asText()).isEqualTo("yolo-fastest-1.1");
    assertThat(first.get("licenseAddress").asText()).startsWith("https://");
    assertThat(first.get("files").get(1).get("sha256").asText()).hasSize(64);
    assertThat(first.get("here").isBoolean()).isTrue();
  }

  @Test
  void anUnknownNameIsReportedWithTheNearest() {
    CommandRun run = CommandRun.of("models", "pull", "YOLOv33");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).contains("'YOLOv33'", "did you mean yolov3?", "euge models list");
  }

  private static void refused(String message, String... args) {
    CommandRun run = CommandRun.of(args);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.errors()).hasSize(1);
    assertThat(run.err()).startsWith("euge: ").contains(message).doesNotContain("Exception");
  }

  /** A network of one convolution and one head, with so many floats of weights. */
  private String darknet(int floats) throws Exception {
    return TinyModel.write(folder, floats).toString();
  }
}
