package io.euge.cli.console;

import io.euge.OptionException;
import io.euge.detection.family.Heads;
import io.euge.model.importing.ModelDescription;
import io.euge.model.importing.Preprocessing;
import io.euge.model.importing.PreprocessingKeys;
import io.euge.model.labels.Labels;
import io.euge.model.spec.InputSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that describe a model whose file lacks the information. */
public final class ModelArguments {
  @Option(
      names = "--head",
      order = HelpSections.MODEL,
      paramLabel = "FAMILY",
      description = "The model family, if the file does not show it.")
  private String head;

  @Option(
      names = "--labels",
      order = HelpSections.MODEL,
      paramLabel = "FILE|NAME,...",
      description = "The class names, in order: " + Labels.FORM + ".")
  private String labels;

  @Option(
      names = "--preprocessing",
      order = HelpSections.MODEL,
      paramLabel = "KEY=VALUE,...",
      description =
          "Preprocessing of frames: fit, fill, channels, range, scale, mean, std, layout.")
  private String preprocessing;

  @Option(
      names = "--input-size",
      order = HelpSections.MODEL,
      paramLabel = "WxH",
      description = "The input size, if the model accepts several: " + InputSize.FORM + ".")
  private String inputSize;

  /**
   * Returns the description.
   *
   * @throws OptionException if values are invalid; the message has all of them
   */
  public ModelDescription description() {
    OptionException.checkAll(
        () -> read(head, Heads::requireFamily),
        () -> read(labels, Labels::parse),
        () -> read(inputSize, InputSize::parse),
        () -> read(preprocessing, PreprocessingKeys::parse));
    return new ModelDescription(
        read(head, Heads::requireFamily),
        read(labels, Labels::parse),
        read(inputSize, InputSize::parse),
        read(preprocessing, PreprocessingKeys::parse).orElse(Preprocessing.NONE));
  }

  private static <T> Optional<T> read(String text, Function<String, T> parser) {
    return Optional.ofNullable(text).map(parser);
  }

  /** Returns the options as arguments for another command. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    add(arguments, "--head", head);
    add(arguments, "--labels", labels);
    add(arguments, "--preprocessing", preprocessing);
    add(arguments, "--input-size", inputSize);
    return arguments;
  }

  private static void add(List<String> arguments, String name, String value) {
    if (value != null) {
      arguments.add(name);
      arguments.add(value);
    }
  }
}
