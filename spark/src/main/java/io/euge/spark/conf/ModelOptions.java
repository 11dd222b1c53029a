package io.euge.spark.conf;

import io.euge.EugeException;
import io.euge.detection.family.Heads;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Preprocessing;
import io.euge.model.importing.PreprocessingKeys;
import io.euge.model.labels.Labels;
import io.euge.model.spec.InputSize;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The options that describe a model where its file does not. */
public final class ModelOptions {
  public static final ConfigEntry<Optional<String>> HEAD =
      entry("head", "the name of a family", "The model family, if the file does not show it");

  public static final ConfigEntry<Optional<String>> LABELS =
      entry("labels", Labels.FORM, "The class names in order, if the file has none");

  public static final ConfigEntry<Optional<String>> PREPROCESSING =
      entry(
          "preprocessing",
          PreprocessingKeys.FORM,
          "Preprocessing of frames, where it differs from that of the family");

  public static final ConfigEntry<Optional<String>> INPUT_SIZE =
      entry("input-size", InputSize.FORM, "The input size, if the model accepts several");

  private ModelOptions() {}

  private static ConfigEntry<Optional<String>> entry(
      String name, String form, String documentation) {
    return ConfigEntry.withDefault(
        ConfigGroup.DETECTION,
        name,
        ValueType.text(form).optional(),
        "",
        Optional::empty,
        documentation);
  }

  /** Returns all of them, in the order of the documentation. */
  public static List<ConfigEntry<Optional<String>>> all() {
    return List.of(HEAD, LABELS, PREPROCESSING, INPUT_SIZE);
  }

  /** Reads a reader's description of its model; the parser keeps what is wrong. */
  public static ModelDescription of(ConfParser parser) {
    return new ModelDescription(
        read(parser, HEAD, Heads::requireFamily),
        read(parser, LABELS, Labels::parse),
        read(parser, INPUT_SIZE, InputSize::parse),
        read(parser, PREPROCESSING, PreprocessingKeys::parse).orElse(Preprocessing.NONE));
  }

  /** The message of the parser of a value says more than the form. */
  private static <T> Optional<T> read(
      ConfParser parser, ConfigEntry<Optional<String>> entry, Function<String, T> read) {
    try {
      return parser.value(entry).map(read);
    } catch (EugeException e) {
      parser.error(e.getMessage());
      return Optional.empty();
    }
  }
}
