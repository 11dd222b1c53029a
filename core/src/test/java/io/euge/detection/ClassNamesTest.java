package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import java.util.List;
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
}
