package io.euge.model.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.EugeException;
import io.euge.OptionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsTest {
  @TempDir Path folder;

  @Test
  void aFileHasALabelInEachLine() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("labels.txt"), "\uFEFFtraffic light\r\n汽车\n  Lkw, groß \nгрузовик\n\n");
    assertThat(Labels.parse(file.toString()))
        .containsExactly("traffic light", "汽车", "Lkw, groß", "грузовик");
  }

  @Test
  void labelsCanBeGivenThemselves() {
    assertThat(Labels.parse("car, traffic light,bus"))
        .containsExactly("car", "traffic light", "bus");
    assertThat(Labels.parse("plate")).containsExactly("plate");
  }

  @Test
  void tenThousandLabelsAreRead() throws IOException {
    String text =
        IntStream.range(0, 10_000)
            .mapToObj(number -> "class " + number)
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("many.txt"), text);
    assertThat(Labels.parse(file.toString())).hasSize(10_000).endsWith("class 9999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"labels.txt", "no/such/file", "coco.names", "data.yaml"})
  void aFileThatIsNotThereIsNamed(String name) {
    assertThatThrownBy(() -> Labels.parse(name))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "labels is '%s', there is no such file: give a text file with one label a line, or labels with commas between"
                .formatted(name));
  }

  @Test
  void aFileOfAnotherFormatIsNotTakenForLabels() throws IOException {
    Path file = Files.writeString(folder.resolve("data.yaml"), "names:\n  0: car\n");
    assertThatThrownBy(() -> Labels.parse(file.toString()))
        .hasMessageContaining(file + "', it is not plain text: give a text file");
  }

  @Test
  void anEmptyLabelIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("labels.txt"), "car\n\nbus\n");
    assertThatThrownBy(() -> Labels.parse(file.toString()))
        .isInstanceOf(EugeException.class)
        .hasMessage(file + " line 2 is empty; each line is a label");
    assertThatThrownBy(() -> Labels.parse("car,,bus"))
        .hasMessageStartingWith("labels is 'car,,bus', label 1 is empty: give");
  }

  @Test
  void aFileInAnotherEncodingIsRefused() throws IOException {
    Path file =
        Files.write(
            folder.resolve("labels.txt"), "Fußgänger\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Labels.parse(file.toString()))
        .hasMessage("Cannot read the labels " + file + ": it is not text in UTF-8; convert it");
  }

  @Test
  void aControlCharacterIsNoPartOfALabel() throws IOException {
    Path file = Files.writeString(folder.resolve("labels.txt"), "car\nb\u001b[31mus\n");
    assertThatThrownBy(() -> Labels.parse(file.toString()))
        .hasMessageContaining("label 1 has a control character, b?[31mus; write one label a line");
    assertThat(Labels.fault(List.of("a\nb"))).isPresent();
  }
}
