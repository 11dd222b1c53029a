package io.euge.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.detection.pipeline.DetectionModels;
import io.euge.file.Sha256;
import io.euge.model.Model;
import io.euge.testing.Shared;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private static final String SMALL =
      """
      models = small
      small.for = a test
      small.files = small.cfg, small.weights
      small.license = none
      small.license-address = https://example.org/license
      small.classes = 2
      small.input = 8x4
      file.small.cfg.source = https://example.org/small.cfg
      file.small.cfg.bytes = 10
      file.small.cfg.sha256 = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      file.small.weights.source = https://example.org/small.weights
      file.small.weights.bytes = 20
      file.small.weights.sha256 = bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      """;

  @Test
  void theStandardCatalogueTakesNothingThatCouldBeChangedOnTheWay() {
    Catalogue catalogue = Catalogue.standard();
    Set<String> seen = new HashSet<>();
    assertThat(catalogue.find("yolo-fastest-1.1-xl")).isPresent();
    for (CatalogueEntry entry : catalogue.entries()) {
      assertThat(entry.licenseAddress()).hasScheme("https");
      assertThat(entry.files())
          .extracting(CatalogueFile::source)
          .allSatisfy(source -> assertThat(source).hasScheme("https"));
      assertThat(seen.add(entry.files().get(Math.min(1, entry.files().size() - 1)).sha256()))
          .isTrue();
      String name = entry.name();
      assertThat(entry.files())
          .extracting(CatalogueFile::name)
          .isIn(List.of(name + ".onnx"), List.of(name + ".cfg", name + ".weights", "coco.names"));
    }
  }

  @Test
  void aModelOfEugesOwnHasItsFilesInTheJarAndIsWhatItsLinesSay(@TempDir Path folder) {
    Catalogue catalogue = Catalogue.standard();
    assertThat(catalogue.names()).startsWith("demo, ");
    assertThat(catalogue.find("demo")).isEmpty();
    BuiltInModel demo = catalogue.findBuiltIn("demo").orElseThrow();
    assertThat(demo.license()).isEqualTo("Apache-2.0");
    assertThat(demo.purpose()).contains("not for real roads");
    assertThat(demo.files())
        .extracting(BuiltInModel.BundledFile::name)
        .containsExactly("demo.cfg", "demo.weights", "demo.names");
    assertThat(demo.bytes()).isLessThan(2_100_000);
    Model model = DetectionModels.in(folder).resolve("demo");
    assertThat(model.input().width()).isEqualTo(demo.inputWidth());
    assertThat(model.input().height()).isEqualTo(demo.inputHeight());
    assertThat(model.labels()).containsExactly("car", "van", "bus", "truck", "motorcycle");
    assertThat(demo.classes()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yolo-fastest-1.1", "yolo-fastest-1.1-xl"})
  void theSharedModelsAreThoseOfTheCatalogue(String name) throws IOException {
    for (CatalogueFile file : Catalogue.standard().find(name).orElseThrow().files()) {
      Path shared = Shared.model(file.name());
      assertThat(Files.size(shared)).isEqualTo(file.bytes());
      assertThat(Sha256.of(shared)).isEqualTo(file.sha256());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "yolox-nano, yolox_nano_416.onnx",
    "nanodet-m, nanodet_m_416.onnx",
    "fastestdet, fastestdet_352.onnx",
    "deimv2-atto, deimv2_atto_320_int8dyn.onnx",
    "yolo26n-pose, yolo26n-pose_256_int8qdq.onnx",
  })
  void aForeignModelOfTheCatalogueIsWhatItsLinesSay(
      String name, String shared, @TempDir Path folder) throws IOException {
    CatalogueEntry entry = Catalogue.standard().find(name).orElseThrow();
    Path file = Shared.file("data/onnx/" + shared);
    assertThat(Files.size(file)).isEqualTo(entry.model().bytes());
    assertThat(Sha256.of(file)).isEqualTo(entry.model().sha256());
    Path pulled = Files.createDirectories(folder.resolve("pulled").resolve(name));
    Files.copy(file, pulled.resolve(entry.model().name()));
    Model model = DetectionModels.in(folder).resolve(name);
    assertThat(model.labels()).hasSize(entry.classes());
    assertThat(model.input().width()).isEqualTo(entry.inputWidth());
    assertThat(model.input().height()).isEqualTo(entry.inputHeight());
  }

  @Test
  void aLicenseThatBindsItsUserIsListed() {
    assertThat(Catalogue.standard().find("yolo26n-pose").orElseThrow().license())
        .isEqualTo("AGPL-3.0");
  }

  @Test
  void anEntrySaysWhatItsLinesSay() throws IOException {
    CatalogueEntry entry = read(SMALL).find("small").orElseThrow();
    assertThat(entry.purpose()).isEqualTo("a test");
    assertThat(entry.inputWidth()).isEqualTo(8);
    assertThat(entry.inputHeight()).isEqualTo(4);
    assertThat(entry.bytes()).isEqualTo(30);
    assertThat(entry.model().name()).isEqualTo("small.cfg");
    assertThat(read(SMALL).find("Small")).contains(entry);
    assertThat(read(SMALL).find("smal")).isEmpty();
    assertThat(read(SMALL).names()).isEqualTo("small");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "small.for = a test||small.for",
        "small.input = 8x4|small.input = 8|small.input",
        "models = small|models = small, small|two models",
        "files = small.cfg, small.weights|files = small.weights|needs one",
        "bytes = 10|bytes = 0|0 bytes",
        "cfg.sha256 = aa|cfg.sha256 = A|SHA-256",
        "https://example.org/small.cfg|ftp://example.org/small.cfg|web address",
        "https://example.org/small.cfg|file:///etc/passwd|web address",
      })
  void anInvalidCatalogueLineIsRefused(String line, String other, String message) {
    String text = SMALL.replace(line, other == null ? "" : other);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"../x.cfg", "a/b.cfg", ".lock", "''"})
  void aFileNameLeavesNoFolder(String name) {
    CatalogueFile good = Catalogue.standard().entries().get(0).files().get(0);
    assertThatThrownBy(() -> new CatalogueFile(name, good.source(), 1, good.sha256()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Catalogue read(String text) throws IOException {
    return Catalogue.read(new StringReader(text));
  }
}
