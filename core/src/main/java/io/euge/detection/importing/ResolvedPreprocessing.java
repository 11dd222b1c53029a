package io.euge.detection.importing;

import io.euge.detection.head.Recognition;
import io.euge.model.importing.Finding;
import io.euge.model.importing.Finding.Source;
import io.euge.model.importing.Preprocessing;
import io.euge.model.spec.ElementType;
import io.euge.model.spec.FrameFit;
import io.euge.model.spec.InputSize;
import io.euge.model.spec.InputSpec;
import io.euge.model.spec.InputSpec.ColorOrder;
import io.euge.model.spec.Normalization;
import io.euge.model.spec.ValueRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How a frame becomes the image that a graph takes: what is said of it, and for the rest what is
 * usual for the family.
 */
final class ResolvedPreprocessing {
  private static final List<Float> ZEROS = Collections.nCopies(InputSpec.CHANNELS, 0f);
  private static final List<Float> ONES = Collections.nCopies(InputSpec.CHANNELS, 1f);

  private final ImageGuess image;
  private final Sourced<FrameFit.Mode> fit;
  private final Sourced<Integer> fill;
  private final Sourced<ColorOrder> channels;
  private final Sourced<ValueRange> range;
  private final Sourced<List<Float>> mean;
  private final Sourced<List<Float>> std;

  /**
   * Decides on each part.
   *
   * @throws Unresolved if what is said cannot be
   */
  ResolvedPreprocessing(ImageGuess image, Statements said, Recognition recognition) {
    this.image = image;
    fit = orUsual(said.ofPreprocessing("fit", Preprocessing::fit), recognition.fit().mode());
    fill = orUsual(said.ofPreprocessing("fill", Preprocessing::fill), recognition.fit().fill());
    channels =
        orUsual(said.ofPreprocessing("channels", Preprocessing::channels), recognition.colors());
    Normalization usual = takesBytes() ? Normalization.NONE : recognition.normalization();
    Optional<Sourced<ValueRange>> saidRange = said.ofPreprocessing("range", Preprocessing::range);
    Optional<Sourced<List<Float>>> saidMean = said.ofPreprocessing("mean", Preprocessing::mean);
    Optional<Sourced<List<Float>>> saidStd = said.ofPreprocessing("std", Preprocessing::std);
    // A mean of the user belongs to his own deviation, not to the family's.
    boolean own = saidRange.isPresent() || saidMean.isPresent() || saidStd.isPresent();
    range = orUsual(saidRange, ValueRange.ofScale(usual.scale()));
    mean = orUsual(saidMean, own ? ZEROS : usual.mean());
    std = orUsual(saidStd, own ? ONES : usual.standardDeviation());
    check();
  }

  private static <T> Sourced<T> orUsual(Optional<Sourced<T>> said, T usual) {
    return said.orElseGet(() -> new Sourced<>(usual, Source.FAMILY));
  }

  private boolean takesBytes() {
    return image.tensor().type() == ElementType.UINT8;
  }

  private void check() {
    if (takesBytes() && !normalization().equals(Normalization.NONE)) {
      throw new Unresolved(
          "its input takes bytes as they are, and its preprocessing has a range, scale, mean or std: leave these out");
    }
    for (float each : mean.value()) {
      if (each < range.value().low() || each > range.value().high()) {
        throw new Unresolved(
            "its preprocessing has a mean of %s outside its range %s: give both for the same scale of values"
                .formatted(each, text(range.value())));
      }
    }
  }

  /** Returns the input of the graph. */
  InputSpec input(InputSize size, boolean batches) {
    return new InputSpec(
        image.tensor().name(),
        size.width(),
        size.height(),
        image.layout(),
        image.tensor().type(),
        channels.value(),
        normalization(),
        frameFit(),
        batches);
  }

  FrameFit frameFit() {
    return new FrameFit(fit.value(), fill.value());
  }

  private Normalization normalization() {
    double low = range.value().low();
    return new Normalization(
        (float) range.value().scale(),
        mean.value().stream().map(each -> (float) (each - low)).toList(),
        std.value());
  }

  /** Returns the same as a sidecar says it. */
  Preprocessing description() {
    return new Preprocessing(
        Optional.of(fit.value()),
        Optional.of(fill.value()),
        Optional.of(channels.value()),
        takesBytes() ? Optional.empty() : Optional.of(range.value()),
        takesBytes() ? Optional.empty() : Optional.of(mean.value()),
        takesBytes() ? Optional.empty() : Optional.of(std.value()),
        Optional.of(image.layout()));
  }

  /** Returns each part with its source. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("layout", image.layout().name(), Source.SHAPE));
    findings.add(fit.finding("fit", FrameFit.Mode::label));
    if (fit.value() != FrameFit.Mode.STRETCHED) {
      findings.add(fill.finding("fill"));
    }
    findings.add(channels.finding("channels"));
    if (!takesBytes()) {
      findings.add(range.finding("range", ResolvedPreprocessing::text));
      findings.add(mean.finding("mean", ResolvedPreprocessing::text));
      findings.add(std.finding("std", ResolvedPreprocessing::text));
    }
    return findings;
  }

  private static String text(ValueRange range) {
    return number(range.low()) + ".." + number(range.high());
  }

  private static String text(List<Float> numbers) {
    return numbers.stream()
        .map(each -> each == Math.rint(each) ? number(each) : each.toString())
        .collect(Collectors.joining(", "));
  }

  private static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
