package io.euge.detection.importing;

import io.euge.model.UnsupportedInputException;
import io.euge.model.importing.Finding.Source;
import io.euge.model.importing.ModelDescription;
import io.euge.model.spec.Dimension;
import io.euge.model.spec.InputSize;
import io.euge.model.spec.InputSpec;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out the size of the image that a graph takes. */
final class InputSizes {
  private static final Pattern ULTRALYTICS =
      Pattern.compile("[\\[(]?(\\d{1,9})(?:, *(\\d{1,9}))?,?[\\])]?");

  private final ImageGuess image;
  private final Map<String, String> metadata;

  InputSizes(ImageGuess image, Map<String, String> metadata) {
    this.image = image;
    this.metadata = metadata;
  }

  /**
   * Returns the size.
   *
   * @throws Unresolved if it is not known or cannot be
   */
  Sourced<InputSize> resolve(Statements said) {
    Optional<Sourced<InputSize>> given = said.of("input-size", ModelDescription::inputSize);
    Dimension width = image.width();
    Dimension height = image.height();
    if (!width.isDynamic() && !height.isDynamic()) {
      requirePossible(width.size(), height.size());
      InputSize size = new InputSize((int) width.size(), (int) height.size());
      if (given.isPresent() && !given.get().value().equals(size)) {
        throw new Unresolved(
            "its input has %s pixels, fixed in the graph, and the %s input-size says %s: leave that out, or export the model in that size"
                .formatted(size, given.get().source().label(), given.get().value()));
      }
      return new Sourced<>(size, Source.SHAPE);
    }
    Sourced<InputSize> size =
        given
            .or(this::ofMetadata)
            .orElseThrow(
                () ->
                    new Unresolved(
                        "the size of its input is not fixed: give input-size, " + InputSize.FORM));
    requirePossible(size.value().width(), size.value().height());
    requireSame("width", width, size.value().width());
    requireSame("height", height, size.value().height());
    requireStride(size.value());
    return size;
  }

  /** Returns whether nothing says the size. */
  boolean isOpen(Statements said) {
    return (image.width().isDynamic() || image.height().isDynamic())
        && ofMetadata().isEmpty()
        && said.of("input-size", ModelDescription::inputSize).isEmpty();
  }

  private static void requirePossible(long width, long height) {
    if (!InputSize.isSide(width)
        || !InputSize.isSide(height)
        || InputSpec.CHANNELS * width * height > UnsupportedInputException.MAX_BYTES) {
      throw new Unresolved(
          "its input has %dx%d pixels, and a frame can have sides from 1 to %d and at most %d bytes: export the model with a smaller input"
              .formatted(width, height, InputSize.MOST, UnsupportedInputException.MAX_BYTES));
    }
  }

  private static void requireSame(String side, Dimension dimension, int given) {
    if (!dimension.isDynamic() && dimension.size() != given) {
      throw new Unresolved(
          "the %s of its input is %d, fixed in the graph, and input-size says %d: give that"
              .formatted(side, dimension.size(), given));
    }
  }

  private void requireStride(InputSize size) {
    String text = metadata.getOrDefault("stride", "");
    int stride = text.matches("\\d{1,4}") ? Math.max(1, Integer.parseInt(text)) : 1;
    if (size.width() % stride != 0 || size.height() % stride != 0) {
      throw new Unresolved(
          "input-size is %s, and its metadata says that both sides are multiples of %d: give such a size"
              .formatted(size, stride));
    }
  }

  /** Ultralytics writes height and width, or one number for both. */
  private Optional<Sourced<InputSize>> ofMetadata() {
    Matcher size = ULTRALYTICS.matcher(metadata.getOrDefault("imgsz", "").strip());
    if (!size.matches()) {
      return Optional.empty();
    }
    int height = Integer.parseInt(size.group(1));
    int width = size.group(2) == null ? height : Integer.parseInt(size.group(2));
    requirePossible(width, height);
    return Optional.of(new Sourced<>(new InputSize(width, height), Source.METADATA));
  }
}
