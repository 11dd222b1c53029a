package io.euge.detection.head.ssd;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Boxes;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.Plausibility;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import io.euge.model.importing.GraphAdapter;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The head of SSD with decoded boxes: probabilities and corners of each prior box. The corners are
 * left, top, right and bottom.
 *
 * @param scores the output of probabilities {@code [N, priors, columns]}
 * @param boxes the output of corners {@code [N, priors, 4]}
 * @param priors how many
 * @param classes how many; the last columns, after that of the background if there is one
 * @param background whether the first column is the background
 * @param unit whether boxes are in parts of the input, from 0 to 1, and not in its pixels
 */
public record SsdHead(
    String scores, String boxes, int priors, int classes, boolean background, boolean unit)
    implements Head {
  static final String FAMILY = "ssd";

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return List.of(
        HeadLine.of(FAMILY)
            .with("scores", scores)
            .with("boxes", boxes)
            .with("priors", priors)
            .with("classes", classes)
            .with("background", background)
            .with("unit", unit)
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of(
        "%s and %s of %d priors, boxes of %s, %d classes%s"
            .formatted(
                scores,
                boxes,
                priors,
                unit ? "0 to 1" : "pixels",
                classes,
                background ? " after the background" : ""));
  }

  int columns() {
    return background ? classes + 1 : classes;
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new SsdPostprocessor(this, model, filter);
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer probabilities = outputs.apply(model.outputIndex(scores));
    FloatBuffer corners = outputs.apply(model.outputIndex(boxes));
    return Plausibility.probabilities(scores, probabilities, 0, columns(), columns())
        .or(() -> unnamedBackground(probabilities))
        .or(() -> Boxes.of(unit).problem(corners, 0, 4, 4))
        .or(() -> Boxes.cornerProblem(corners, priors, 4));
  }

  /** What is the best of nearly all boxes in a test image is no object. */
  private Optional<String> unnamedBackground(FloatBuffer probabilities) {
    int nothing = 0;
    for (int prior = 0; prior < priors && !background; prior++) {
      nothing += probabilities.get(prior * columns()) > 0.5f ? 1 : 0;
    }
    return nothing > 0.9 * priors
        ? Optional.of(
            "the first class of its output %s is found nearly everywhere, as a background is: give labels without one for it"
                .formatted(GraphAdapter.givenName(scores)))
        : Optional.empty();
  }

  @Override
  public void check(Model model) {
    HeadChecks.output(model, scores, priors, columns());
    HeadChecks.output(model, boxes, priors, 4);
    HeadChecks.labels(model, classes);
  }
}
