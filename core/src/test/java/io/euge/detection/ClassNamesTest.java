package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassNamesTest {
  private static final List<String> LABELS = List.of("person", "car", "traffic light");

  @Test
  void namesAreFoundInAnyCase() {
    assertThat(ClassNames.find(List.of("CAR", " traffic light "), LABELS, "The model"))
        .containsExactly("car", "traffic light");
  }

  @ParameterizedTest
  @CsvSource({
    "cra, The model has no class 'cra'; did you mean 'car'?",
    "persn, The model has no class 'persn'; did you mean 'person'?",
    "lorry, 'The model has no class ''lorry''; its classes are person, car, traffic light'",
  })
  void anUnknownNameIsAnErrorWithWhatWasPerhapsMeant(String name, String message) {
    assertThatThrownBy(() -> ClassNames.find(List.of(name), LABELS, "The model"))
        .isInstanceOf(OptionException.class)
        .hasMessage(message);
  }

  @Test
  void classesAreFoundByNameAndByNumber() {
    assertThat(indices(LABELS, "2", "person")).containsExactly(0, 2);
  }

  @Test
  void aLabelThatIsANumberWinsOverTheNumberOfAClass() {
    assertThat(indices(List.of("9", "1", "0"), "0")).containsExactly(2);
  }

  @Test
  void allClassesOfOneLabelAreSelectedTogether() {
    assertThat(indices(List.of("N/A", "car", "N/A"), "n/a")).containsExactly(0, 2);
  }

  @Test
  void labelsOfAnyAlphabetAreFound() {
    assertThat(indices(List.of("汽车", "Lkw mit Anhänger", "грузовик"), "ГРУЗОВИК", "汽车"))
        .containsExactly(0, 2);
  }

  @Test
  void aNumberThatIsNoClassIsAnErrorWithThoseThatAre() {
    assertThatThrownBy(() -> indices(LABELS, "3"))
        .isInstanceOf(OptionException.class)
        .hasMessage("The model has no class 3; its classes have the numbers 0 to 2");
  }

  @Test
  void tenThousandClassesAreNotAllListedInAMessage() {
    List<String> labels = IntStream.range(0, 10_000).mapToObj(number -> "class " + number).toList();
    assertThat(indices(labels, "class 9999", "17")).containsExactly(17, 9999);
    assertThatThrownBy(() -> indices(labels, "lorry"))
        .isInstanceOf(OptionException.class)
        .hasMessageEndingWith("class 99 and 9900 more");
  }

  private static int[] indices(List<String> labels, String... names) {
    return ClassNames.indices(List.of(names), labels, "The model").stream().toArray();
  }

  @Test
  void classesOfATableAreNamedByLabelOrNumber() {
    SortedMap<Integer, Set<String>> table =
        new TreeMap<>(Map.of(2, Set.of("car"), 5, Set.of("bus"), 7, Set.of("9")));

    assertThat(ClassNames.labels(List.of("2", "Bus"), table, "The table"))
        .containsExactly("bus", "car");
    assertThat(ClassNames.labels(List.of("9"), table, "The table")).containsExactly("9");
    assertThatThrownBy(() -> ClassNames.labels(List.of("3"), table, "The table"))
        .hasMessage("The table has no class 3; its classes have the numbers 2, 5, 7");
    assertThatThrownBy(() -> ClassNames.labels(List.of("cart"), table, "The table"))
        .hasMessageContaining("did you mean 'car'?");
  }
}
