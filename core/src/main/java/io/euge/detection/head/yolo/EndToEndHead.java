package io.euge.detection.head.yolo;

import io.euge.detection.head.BoxParts;
import io.euge.detection.head.BoxFilter;
import io.euge.detection.head.Head;
import io.euge.detection.head.HeadChecks;
import io.euge.detection.head.HeadLine;
import io.euge.detection.head.Postprocessor;

import io.euge.model.Model;
import java.util.List;

/**
 * The head of networks that choose their boxes themselves: YOLOv10, YOLO26. One output {@code [N,
 * rows, numbers]}; the numbers of a row are left, top, right and bottom in pixels of the input,
 * confidence, class, and then parts such as keypoints.
 *
 * @param output the tensor's name
 * @param rows the most boxes of a frame
 * @param numbers of a row
 * @param classes how many
 * @param parts what follows the class
 */
public record EndToEndHead(String output, int rows, int numbers, int classes, BoxParts parts)
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
                    .with("classes", classes))
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
  public void check(Model model) {
    HeadChecks.output(model, output, rows, numbers);
    HeadChecks.labels(model, classes);
    parts.check(model, numbers - BOX_NUMBERS);
  }
}
