package io.euge.cli.render;

import io.euge.cli.console.HelpSections;
import java.util.List;
import picocli.CommandLine.Option;

/** The option for the classes that are blurred in images and videos. */
public final class BlurOption {
  @Option(
      names = "--blur",
      order = HelpSections.OUTPUT,
      split = ",",
      paramLabel = "CLASS",
      description =
          "Blur the boxes of these classes, labels or numbers, beyond recognition, as in --blur"
              + " person,face. Frames that the table lacks are blurred too.")
  private List<String> classes = List.of();

  /** Returns labels or class indexes; empty if nothing is blurred. */
  public List<String> classes() {
    return List.copyOf(classes);
  }
}
