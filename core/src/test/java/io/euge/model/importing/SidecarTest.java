package io.euge.model.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.model.ModelException;
import io.euge.model.spec.InputSize;
import io.euge.testing.OneSentence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidecarTest {
  private static final String SHA256 = "0123456789abcdef".repeat(4);

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path graph = folder.resolve("best.v2.onnx");
    ModelDescription said =
        new ModelDescription(
            Optional.of("yolov8"),
            Optional.of(List.of("car", "Lkw mit \"Anhänger\"", "грузовик, 汽车")),
            Optional.of(new InputSize(640, 384)),
            PreprocessingKeys.parse(
                "fit=top-left,fill=0,channels=BGR,range=-1..1,mean=0.1,0.2,0.3,std=2,layout=NHWC"));
    Path file = SidecarWriter.write(graph, SHA256, said);
    assertThat(file.getFileName()).hasToString("best.v2.euge.json");
    Sidecar read = Sidecar.beside(graph).orElseThrow();
    assertThat(read.description()).isEqualTo(said);
    assertThat(read.sha256()).contains(SHA256);
    assertThat(read.file()).isEqualTo(file);
  }

  @Test
  void aGraphWithoutASidecarHasNone() {
    assertThat(Sidecar.beside(folder.resolve("best.onnx"))).isEmpty();
  }

  @Test
  void everyFieldButTheFormatCanBeLeftOut() throws IOException {
    assertThat(read("{\"format\": 1}").description()).isEqualTo(ModelDescription.NONE);
  }

  @Test
  void aSidecarOfAnotherGraphIsRefused() throws IOException {
    Sidecar sidecar = read("{\"format\": 1, \"sha256\": \"" + SHA256 + "\"}");
    sidecar.requireFor(folder.resolve("best.onnx"), SHA256);
    assertThatThrownBy(() -> sidecar.requireFor(folder.resolve("best.onnx"), "f".repeat(64)))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("best.euge.json for best.onnx: its sha256 is " + SHA256)
        .hasMessageContaining("remove that field");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]|it holds no object",
        "{|it is not JSON at line 1, column 2",
        "{\"format\": 1} x|it is not JSON",
        "{\"format\": 1, \"format\": 1}|a field is there twice",
        "{}|its field format is missing; this version reads 1",
        "{\"format\": 2}|its field format is 2; this version reads 1",
        "{\"format\": 1, \"label\": []}|it has no field 'label'; did you mean 'labels'?",
        "{\"format\": 1, \"color\": 1}|it has no field 'color'; its fields are format, sha256, head, inputSize, labels, preprocessing",
        "{\"format\": 1, \"head\": 8}|its field head is 8; give a text",
        "{\"format\": 1, \"sha256\": \"12\"}|its field sha256 is \"12\"; give 64 hexadecimal digits or none",
        "{\"format\": 1, \"labels\": \"car\"}|its field labels is \"car\"; give an array of texts",
        "{\"format\": 1, \"labels\": [\"car\", 3]}|its field labels has 3 at 1; give an array of texts",
        "{\"format\": 1, \"labels\": [\"car\", \" \"]}|of its field labels, label 1 is empty",
        "{\"format\": 1, \"labels\": []}|it has 0 labels, and a model has 1 to 1048576",
        "{\"format\": 1, \"labels\": [\"a\\nb\"]}|label 0 has a control character",
        "{\"format\": 1, \"inputSize\": \"640by480\"}|input-size is '640by480': give WIDTHxHEIGHT",
        "{\"format\": 1, \"inputSize\": \"0x480\"}|input-size is 0x480: give sides from 1 to",
        "{\"format\": 1, \"inputSize\": [640, 480]}|its field inputSize is [640,480]; give a text",
        "{\"format\": 1, \"preprocessing\": []}|its field preprocessing is []; give an object",
        "{\"format\": 1, \"preprocessing\": {\"fill\": null}}|its field preprocessing has null of fill; give",
        "{\"format\": 1, \"preprocessing\": {\"mean\": [1, \"2\", 3]}}|its field preprocessing has [1,\"2\",3] of mean; give",
        "{\"format\": 1, \"preprocessing\": {\"mean\": [1, 2]}}|preprocessing has mean=1,2: give one number, or three",
        "{\"format\": 1, \"preprocessing\": {\"fil\": 1}}|preprocessing has no key 'fil'; did you mean",
        "{\"format\": 1, \"preprocessing\": {\"fill\": 114.5}}|preprocessing has fill=114.5: give a whole number",
        "{\"format\": 1, \"preprocessing\": {\"range\": [1, 0]}}|preprocessing has range=1..0: give LOW..HIGH",
      })
  void whatCannotBeReadIsOneSentenceWithTheFile(String json, String words) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(ModelException.class, OneSentence::of)
        .hasMessageContaining("Cannot read " + folder.resolve("best.euge.json") + ": ")
        .hasMessageContaining(words);
  }

  @Test
  void aDirectoryOfThatNameIsNamed() throws IOException {
    Files.createDirectory(folder.resolve("best.euge.json"));
    assertThatThrownBy(() -> Sidecar.beside(folder.resolve("best.onnx")))
        .hasMessageContaining("it is not a regular file");
  }

  private Sidecar read(String json) throws IOException {
    Path graph = folder.resolve("best.onnx");
    Files.writeString(Sidecar.fileOf(graph), json);
    return Sidecar.beside(graph).orElseThrow();
  }
}
