package io.euge.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.training.tracker.Tracker;
import io.euge.training.Targets.Assignment;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourseTest {
  private final Course course = new Course(5, 6, 100, 1000, 8, 0.002f);

  @Test
  void eachStageHasScenesOfItsOwn() {
    assertThat(IntStream.range(0, 6).mapToLong(course::firstScene))
        .containsExactly(5L, 105L, 205L, 305L, 405L, 505L);
  }

  @Test
  void theLastThirdIsStrict() {
    assertThat(IntStream.range(0, 6).mapToObj(course::assignment))
        .containsExactly(
            Assignment.GENEROUS,
            Assignment.GENEROUS,
            Assignment.GENEROUS,
            Assignment.GENEROUS,
            Assignment.STRICT,
            Assignment.STRICT);
  }

  @Test
  void theRateRisesAndThenFallsToAHundredth() {
    Tracker rates = course.rates();
    assertThat(rates.getNewValue(1)).isLessThan(0.0001f);
    assertThat(rates.getNewValue(500)).isGreaterThan(0.0019f);
    assertThat(rates.getNewValue(3000)).isBetween(0.0009f, 0.0015f);
    assertThat(rates.getNewValue(course.allSteps())).isBetween(0.00001f, 0.0001f);
  }
}
