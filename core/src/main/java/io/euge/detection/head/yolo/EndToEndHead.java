package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.BoxParts;
import io.euge.detection.head.Boxes;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.Plausibility;
import io.euge.detection.head.Postprocessor;
import io.euge.detection.head.Rows;
import io.euge.model.Model;
import io.euge.model.importing.GraphAdapter;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The head of networks that choose their boxes themselves: YOLOv10, YOLO26. One output {@code [N,
 * rows, numbers]}; the numbers of a row are left, top, right and bottom in pixels of the input,
 * confidence, class, and then parts such as keypoints.
 *
 * @param output the tensor's name
 * @param rows the most boxes of a frame
 * @param numbers of a row
 * @param classes how many
 * @param unit whether boxes are in parts of the input, from 0 to 1, and not in its pixels
 * @param parts what follows the class
 */
public record EndToEndHead(
    String output, int rows, int numbers, int classes, boolean unit, BoxParts parts)
    implements Head {
  static final String FAMILY = "end-to-end";

  /** The numbers of a row before its parts. */
  static final int BOX_NUMBERS = 6;

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return List.of(
        parts
            .addTo(
                HeadLine.of(FAMILY)
                    .with("output", output)
                    .with("rows", rows)
                    .with("numbers", numbers)
                    .with("classes", classes)
                    .with("unit", unit))
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of(
        "%s, at most %d boxes, %d classes".formatted(output, rows, classes) + parts.describe());
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new EndToEndPostprocessor(this, model, filter);
  }

  @Override
  public boolean endToEnd() {
    return true;
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer tensor = found(outputs.apply(model.outputIndex(output)));
    Optional<String> problem = Plausibility.probabilities(output, tensor, 4, 1, numbers);
    for (int i = 5; i < tensor.limit() && problem.isEmpty(); i += numbers) {
      float classId = tensor.get(i);
      if (classId != Math.rint(classId) || classId < 0 || classId >= classes) {
        problem =
            Optional.of(
                "its output %s names a class %s"
                    .formatted(GraphAdapter.givenName(output), classId));
      }
    }
    return problem.or(() -> misplaced(tensor));
  }

  private Optional<String> misplaced(FloatBuffer tensor) {
    if (Plausibility.largest(tensor, 4, 1, numbers) > 0) {
      return Boxes.of(unit)
          .problem(tensor, 0, 4, numbers)
          .or(() -> Boxes.cornerProblem(tensor, tensor.limit() / numbers, numbers));
    }
    // Suppression in the graph left nothing: boxes are in pixels, as its usual exports have them.
    return unit ? Optional.of("it finds nothing whose box lies from 0 to 1") : Optional.empty();
  }

  /** Returns the rows that the graph gave. */
  private FloatBuffer found(FloatBuffer tensor) {
    int end = tensor.limit();
    for (int i = 0; i < end; i += numbers) {
      if (isNone(tensor.get(i), tensor.get(i + 4))) {
        end = i;
      }
    }
    return tensor.duplicate().limit(end);
  }

  /** Returns whether a row is one that the graph did not give. */
  static boolean isNone(float first, float confidence) {
    return Rows.isNone(first) && Rows.isNone(confidence);
  }

  @Override
  public void check(Model model) {
    HeadChecks.output(model, output, rows, numbers);
    HeadChecks.labels(model, classes);
    parts.check(model, numbers - BOX_NUMBERS);
  }
}
