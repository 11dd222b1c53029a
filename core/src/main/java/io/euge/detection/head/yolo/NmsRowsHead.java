package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Boxes;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.Postprocessor;
import io.euge.model.Model;
import io.euge.model.importing.GraphAdapter;
import io.euge.model.importing.OutputUse;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The head of graphs with suppression in them, as YOLOv7 exports them: one output {@code [n, 7]}.
 * The numbers of a row are the frame in the batch, left, top, right and bottom in pixels of the
 * input, class and confidence.
 *
 * @param output the tensor's name
 * @param rows that are read; fewer are filled up with rows of {@link OutputUse#NO_ROW}
 * @param classes how many
 */
public record NmsRowsHead(String output, int rows, int classes) implements Head {
  static final String FAMILY = "nms-rows";

  /** The numbers of a row. */
  static final int NUMBERS = 7;

  @Override
  public String family() {
    return FAMILY;
  }

  @Override
  public List<String> lines() {
    return List.of(
        HeadLine.of(FAMILY)
            .with("output", output)
            .with("rows", rows)
            .with("classes", classes)
            .toString());
  }

  @Override
  public List<String> describe() {
    return List.of("%s, suppressed in the graph, %d classes".formatted(output, classes));
  }

  @Override
  public Postprocessor postprocessor(Model model, BoxFilter filter) {
    return new NmsRowsPostprocessor(this, model, filter);
  }

  @Override
  public boolean endToEnd() {
    return true;
  }

  @Override
  public Optional<String> problem(Model model, IntFunction<FloatBuffer> outputs) {
    FloatBuffer tensor = outputs.apply(model.outputIndex(output));
    for (int base = 0; base < tensor.limit() && tensor.get(base) >= 0; base += NUMBERS) {
      float classId = tensor.get(base + 5);
      float confidence = tensor.get(base + 6);
      if (tensor.get(base) != 0) {
        return Optional.of("its rows begin with %s, not a frame".formatted(tensor.get(base)));
      } else if (classId != Math.rint(classId) || classId < 0 || classId >= classes) {
        return Optional.of(
            "its output %s names a class %s".formatted(GraphAdapter.givenName(output), classId));
      } else if (!(confidence >= 0 && confidence <= 1)) {
        return Optional.of(
            "its output %s scores a class with %s"
                .formatted(GraphAdapter.givenName(output), confidence));
      }
    }
    return tensor.get(0) < 0 ? Optional.empty() : Boxes.PIXELS.problem(tensor, 1, 4, NUMBERS);
  }

  @Override
  public void check(Model model) {
    HeadChecks.output(model, output, rows, NUMBERS);
    HeadChecks.labels(model, classes);
  }
}
