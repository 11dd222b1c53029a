package io.euge.model.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.model.ModelException;
import io.euge.model.TinyModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MistakenFileTest {
  @TempDir Path folder;
  private Path cfg;

  @BeforeEach
  void model() throws Exception {
    cfg = TinyModel.write(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny.weights", "tiny.names"})
  void aPartOfADarknetModelNamesItsNetwork(String part) {
    assertThat(MistakenFile.explain(folder.resolve(part)).orElseThrow())
        .endsWith("give its network, " + cfg);
  }

  @Test
  void aPartWithoutANetworkOfItsNameNamesAnotherBesideIt() throws Exception {
    Path names = Files.writeString(folder.resolve("coco.names"), "car\n");
    assertThat(MistakenFile.explain(names))
        .contains("it is a list of labels; give the network beside it, such as " + cfg);
    Files.delete(cfg);
    assertThat(MistakenFile.explain(names))
        .contains(
            "it is a list of labels; give its network, a .cfg file, and keep both in one"
                + " directory");
  }

  @Test
  void aPartThatIsNamedByItsKindAloneIsExplained() throws Exception {
    Path weights = Files.createFile(folder.resolve("weights"));
    Path names = Files.createFile(folder.resolve("names"));
    assertThat(MistakenFile.explain(weights))
        .contains(
            "it is the weights of a Darknet model; give the network beside it, such as " + cfg);
    assertThat(MistakenFile.explain(names))
        .contains("it is a list of labels; give the network beside it, such as " + cfg);
    Path own = Files.createFile(folder.resolve("weights.cfg"));
    assertThat(MistakenFile.explain(weights).orElseThrow()).endsWith("give its network, " + own);
  }

  @Test
  void aDirectoryNamesAModelInIt() throws Exception {
    assertThat(MistakenFile.explain(folder))
        .contains("it is a directory; give a model in it, such as " + cfg);
    Path empty = Files.createDirectory(folder.resolve("empty.onnx"));
    assertThat(MistakenFile.explain(empty).orElseThrow())
        .startsWith("it is a directory; there is no .cfg or .onnx file in it");
  }

  @ParameterizedTest
  @CsvSource({"video.mp4", "video.onnx", "video"})
  void aVideoIsKnownByItsContent(String name) throws Exception {
    byte[] head = "\0\0\0\30ftypisom\0\0\2\0isom".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(MistakenFile.explain(Files.write(folder.resolve(name), head)).orElseThrow())
        .startsWith("it is a video");
  }

  @Test
  void aNetworkOfAnotherNameIsToBeRenamed() throws Exception {
    Path text = folder.resolve("tiny.txt");
    Files.writeString(text, "# mine\n\n" + Files.readString(cfg));
    assertThat(MistakenFile.explain(text))
        .contains("it is a Darknet network whose name ends in .txt; rename it to end in .cfg");
  }

  @Test
  void aModelOfAnotherFrameworkIsNamed() throws Exception {
    Path file = Files.write(folder.resolve("yolov8n.PT"), new byte[] {'P', 'K', 3, 4});
    assertThat(MistakenFile.explain(file).orElseThrow())
        .startsWith("it is a PyTorch model, which Euge does not run; export it as ONNX");
    assertThatThrownBy(() -> ModelStore.requireModel(file))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("Cannot use '" + file + "' as a model: it is a PyTorch model");
  }

  @Test
  void whatMayBeAModelIsNotExplained() throws Exception {
    assertThat(MistakenFile.explain(cfg)).isEmpty();
    assertThat(MistakenFile.explain(folder.resolve("none.weights"))).isEmpty();
    Path graph = Files.write(folder.resolve("graph.onnx"), new byte[] {8, 8, 18, 4});
    assertThat(MistakenFile.explain(graph)).isEmpty();
  }
}
