package io.euge.detection.head;

import io.euge.model.Model;
import io.euge.model.ModelException;
import java.util.Optional;

/**
 * The numbers after the classes of a box in its output: the coefficients of its mask, then
 * keypoints.
 *
 * @param prototypes of which masks are made; empty if there are no masks
 * @param keypoints empty if there are none
 */
public record BoxParts(Optional<Prototypes> prototypes, Optional<KeypointLayout> keypoints) {
  /** Boxes alone. */
  public static final BoxParts NONE = new BoxParts(Optional.empty(), Optional.empty());

  private static final String PROTOTYPES = "prototypes";
  private static final String COEFFICIENTS = "coefficients";
  private static final String MASK_HEIGHT = "mask_height";
  private static final String MASK_WIDTH = "mask_width";
  private static final String KEYPOINTS = "keypoints";
  private static final String KEYPOINT_NUMBERS = "keypoint_numbers";

  /** Returns parts that are masks. */
  public static BoxParts masks(Prototypes prototypes) {
    return new BoxParts(Optional.of(prototypes), Optional.empty());
  }

  /** Returns parts that are keypoints. */
  public static BoxParts keypoints(int count, int numbers) {
    return new BoxParts(Optional.empty(), Optional.of(new KeypointLayout(count, numbers)));
  }

  /** Returns how many numbers of a box are coefficients; the keypoints follow them. */
  public int coefficients() {
    return prototypes.map(Prototypes::count).orElse(0);
  }

  /** Returns how many numbers these are. */
  public int numbers() {
    return coefficients() + keypoints.map(layout -> layout.count() * layout.numbers()).orElse(0);
  }

  /**
   * Reads the parts from the line of a head; a line of another tool's model has none.
   *
   * @throws ModelException if they cannot be understood
   */
  public static BoxParts read(HeadLine line) {
    BoxParts parts =
        new BoxParts(
            line.has(PROTOTYPES)
                ? Optional.of(
                    new Prototypes(
                        line.text(PROTOTYPES),
                        line.count(COEFFICIENTS),
                        line.count(MASK_HEIGHT),
                        line.count(MASK_WIDTH)))
                : Optional.empty(),
            line.has(KEYPOINTS)
                ? Optional.of(
                    new KeypointLayout(line.count(KEYPOINTS), line.count(KEYPOINT_NUMBERS)))
                : Optional.empty());
    if (parts
        .keypoints()
        .filter(layout -> !KeypointLayout.isPossible(layout.count(), layout.numbers()))
        .isPresent()) {
      throw line.unreadable();
    }
    return parts;
  }

  /** Adds the parts to the line of a head. */
  public HeadLine addTo(HeadLine line) {
    prototypes.ifPresent(
        each ->
            line.with(PROTOTYPES, each.output())
                .with(COEFFICIENTS, each.count())
                .with(MASK_HEIGHT, each.height())
                .with(MASK_WIDTH, each.width()));
    keypoints.ifPresent(
        each -> line.with(KEYPOINTS, each.count()).with(KEYPOINT_NUMBERS, each.numbers()));
    return line;
  }

  /** Returns the first line of a head, without masks. */
  public static String withoutMasks(String line) {
    return HeadLine.parse(line)
        .without(PROTOTYPES, COEFFICIENTS, MASK_HEIGHT, MASK_WIDTH)
        .toString();
  }

  /** Describes the parts for people, as text that follows the head's; may be empty. */
  public String describe() {
    return prototypes
            .map(each -> ", masks of %dx%d cells".formatted(each.width(), each.height()))
            .orElse("")
        + keypoints.map(each -> ", %d keypoints".formatted(each.count())).orElse("");
  }

  /**
   * Checks that a model has the numbers and outputs that these need.
   *
   * @param rest the numbers of a box behind its classes
   * @throws ModelException if it has not
   */
  public void check(Model model, int rest) {
    prototypes.ifPresent(
        each -> HeadChecks.output(model, each.output(), each.count(), each.height(), each.width()));
    if (numbers() > rest) {
      throw new ModelException(
          "%s describes %d numbers behind the classes of a box, and its graph has %d; import the model again"
              .formatted(model.graph(), numbers(), rest));
    }
  }
}
