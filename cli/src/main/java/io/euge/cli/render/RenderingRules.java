package io.euge.cli.render;

import io.euge.OptionException;
import io.euge.detection.ClassNames;
import io.euge.detection.Detection;
import io.euge.rendering.FrameAnnotations;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rules for which detections are drawn as boxes and which are blurred.
 *
 * @param drawn labels whose boxes are drawn
 * @param blurred labels whose boxes are blurred
 * @param confidence threshold of detections
 */
record RenderingRules(Set<String> drawn, Set<String> blurred, double confidence) {
  RenderingRules {
    drawn = Set.copyOf(drawn);
    blurred = Set.copyOf(blurred);
    if (!(confidence >= 0 && confidence < 1)) {
      throw new OptionException("--confidence is " + confidence + ": give a number in [0, 1)");
    }
  }

  /**
   * Parses the user's options.
   *
   * @param classes to draw, by label or index; empty for all that are not blurred
   * @param blur classes to blur, by label or index
   * @param known the labels by class index
   * @param owner of the classes, for error messages
   * @throws OptionException for a class that does not exist
   */
  static RenderingRules of(
      List<String> classes,
      List<String> blur,
      double confidence,
      SortedMap<Integer, Set<String>> known,
      String owner) {
    Set<String> blurred = ClassNames.labels(blur, known, owner);
    Set<String> drawn =
        classes.isEmpty()
            ? known.values().stream()
                .flatMap(Set::stream)
                .filter(label -> !blurred.contains(label))
                .collect(Collectors.toSet())
            : ClassNames.labels(classes, known, owner);
    return new RenderingRules(drawn, blurred, confidence);
  }

  /** Returns the labels of a model by class index. */
  static SortedMap<Integer, Set<String>> classes(List<String> labels) {
    SortedMap<Integer, Set<String>> classes = new TreeMap<>();
    for (int i = 0; i < labels.size(); i++) {
      classes.put(i, Set.of(labels.get(i)));
    }
    return classes;
  }

  /** Returns the same rules without boxes. */
  RenderingRules withoutBoxes() {
    return new RenderingRules(Set.of(), blurred, confidence);
  }

  /** Returns the annotations for a frame with these detections. */
  FrameAnnotations annotations(List<Detection> found) {
    return new FrameAnnotations(
        boxes(found), List.of(), hidden(found).stream().map(RenderingRules::box).toList());
  }

  List<Detection> boxes(List<Detection> found) {
    return found.stream().filter(one -> counts(one, drawn)).toList();
  }

  List<Detection> hidden(List<Detection> found) {
    return found.stream().filter(one -> counts(one, blurred)).toList();
  }

  private boolean counts(Detection found, Set<String> labels) {
    return found.confidence() >= confidence && labels.contains(found.label());
  }

  static Rectangle2D box(Detection found) {
    return new Rectangle2D.Double(found.x(), found.y(), found.width(), found.height());
  }
}
