package io.euge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.euge.demo.DemoResult.Figures;
import io.euge.detection.Detection;
import io.euge.evaluation.Evaluation;
import io.euge.evaluation.GroundTruth;
import io.euge.evaluation.Image;
import io.euge.evaluation.Rules;
import io.euge.inference.sharing.SharingMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoResultTest {
  private static final Evaluation EVALUATION =
      Evaluation.of(
          List.of(
              new Image(
                  List.of(truth("van"), truth("truck"), truth("car")),
                  List.of(found("car"), found("chair")))),
          Rules.STANDARD);

  @Test
  void classesAreInTheOrderOfTheirNumbersAndStrangersLast() {
    assertThat(DemoResult.classes(EVALUATION))
        .extracting(Figures::name)
        .containsExactly("car", "van", "truck", "chair");
  }

  @Test
  void jsonHasNullWhereNothingWasCounted() throws Exception {
    Job.Outcome run =
        new Job.Outcome(SharingMode.PROCESS, 1, 0.5, 0.4, 0.1, null, null, 1, 1, 2, "abc");
    DemoResult result =
        new DemoResult(
            1,
            0,
            "demo",
            2,
            List.of(run),
            true,
            "large",
            List.of(),
            DemoResult.overall(EVALUATION),
            DemoResult.classes(EVALUATION),
            List.of());
    JsonNode json = new ObjectMapper().readTree(result.json());
    assertThat(json.at("/runs/0/peakBytes").isNull()).isTrue();
    assertThat(json.at("/runs/0/sharing").asText()).isEqualTo("PROCESS");
    assertThat(json.at("/overall/recall").asDouble()).isEqualTo(1 / 3.0);
    assertThat(json.at("/classes/1/precision").isNull()).as("no van was found").isTrue();
    assertThat(json.at("/classes/3/recall").isNull()).as("there is no chair").isTrue();
  }

  private static GroundTruth truth(String label) {
    return new GroundTruth(label, 10, 10, 40, 30, false);
  }

  private static Detection found(String label) {
    return new Detection(label, 0, 0.9f, 10, 10, 40, 30);
  }
}
