package io.euge.detection.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names that Ultralytics writes into the metadata, as Python writes a dictionary. */
class GraphLabelsTest {
  @Test
  void aDictionaryOfNumbersAndNamesIsRead() {
    assertThat(labels("{0: 'person', 1: 'traffic light', 2: \"dog's bowl\"}"))
        .containsExactly("person", "traffic light", "dog's bowl");
  }

  @Test
  void theOrderIsThatOfTheNumbers() {
    assertThat(labels("{1: 'b', 0: 'a'}")).containsExactly("a", "b");
  }

  @Test
  void aListAndWhatJsonWritesAreRead() {
    assertThat(labels("['a', 'b']")).containsExactly("a", "b");
    assertThat(labels("{\"0\": \"a\", \"1\": \"b\"}")).containsExactly("a", "b");
  }

  @Test
  void namesThatYamlTakesForNumbersAndTruthValuesAreRead() {
    assertThat(labels("{0: 0, 1: 1.5, 2: False, 3: 'two words'}"))
        .containsExactly("0", "1.5", "False", "two words");
    assertThat(labels("('a', 'b')")).containsExactly("a", "b");
  }

  @Test
  void otherToolsWriteThemUnderOtherKeys() {
    for (String key : List.of("class_names", "classes", "labels")) {
      assertThat(GraphLabels.of(Map.of(key, "[\"a\", \"b\"]"))).contains(List.of("a", "b"));
    }
    assertThat(GraphLabels.of(Map.of("classes", "80", "names", "{0: 'x'}"))).contains(List.of("x"));
    assertThat(GraphLabels.of(Map.of("classes", "80"))).isEmpty();
  }

  @Test
  void escapesStandForTheirCharacters() {
    assertThat(labels("{0: 'it\\'s', 1: 'a\\\\b', 2: '\\xe4\\u6c7d\\U0001F697', 3: '汽车'}"))
        .containsExactly("it's", "a\\b", "ä汽\uD83D\uDE97", "汽车");
  }

  @Test
  void tenThousandNamesAreRead() {
    String text =
        IntStream.range(0, 10_000)
            .mapToObj(number -> number + ": 'class " + number + "'")
            .collect(Collectors.joining(", ", "{", "}"));
    assertThat(labels(text)).hasSize(10_000).endsWith("class 9999");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "{0: 'a', 2: 'c'}",
        "{0: 'a'",
        "{0 'a'}",
        "{a: 'b'}",
        "{0: 'a\\",
        "{99999999999: 'a'}",
        "person, car"
      })
  void whatIsNoCompleteListHasNoLabels(String text) {
    assertThat(GraphLabels.ofPython(text)).isEmpty();
  }

  private static List<String> labels(String text) {
    return GraphLabels.of(Map.of("names", text)).orElseThrow();
  }
}
