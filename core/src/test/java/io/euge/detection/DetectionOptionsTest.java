package io.euge.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.euge.OptionException;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionOptionsTest {
  private static final List<String> LABELS = List.of("person", "car", "truck");

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1, 2, Float.NaN})
  void aConfidenceOutsideItsRangeIsRefusedWithItsValue(float confidence) {
    assertThatThrownBy(() -> new DetectionOptions(confidence, 0.45f, List.of()))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("confidence is " + confidence);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1.1f, Float.NaN})
  void anOverlapOutsideItsRangeIsRefusedWithItsValue(float iou) {
    assertThatThrownBy(() -> new DetectionOptions(0.25f, iou, List.of()))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("iou is " + iou);
  }

  @Test
  void aLimitOfNoDetectionsIsRefused() {
    assertThatThrownBy(() -> new DetectionOptions(0.25f, 0.45f, List.of(), Suppression.ALL, 0))
        .isInstanceOf(OptionException.class)
        .hasMessage("max-detections is 0: give a whole number from 1");
  }

  @Test
  void noClassesMeansAll() {
    assertThat(DetectionOptions.DEFAULT.selectedFrom(LABELS).cardinality()).isEqualTo(3);
  }

  @Test
  void classesAreFoundByTheirLabels() {
    BitSet selected = with("truck", " Car ").selectedFrom(LABELS);
    assertThat(selected.stream()).containsExactly(1, 2);
  }

  @Test
  void aClassTheModelDoesNotHaveIsRefusedWithThoseItHas() {
    assertThatThrownBy(() -> with("lorry").selectedFrom(LABELS))
        .isInstanceOf(OptionException.class)
        .hasMessage("The model has no class 'lorry'; its classes are person, car, truck");
  }

  private static DetectionOptions with(String... classes) {
    return new DetectionOptions(0.25f, 0.45f, List.of(classes));
  }
}
