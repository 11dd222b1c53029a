package io.euge.cli.console;

import java.util.Arrays;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The sections of a command's help, in order. An option selects its section with picocli's {@code
 * order}; within a section, options are in the order of declaration.
 */
enum HelpSection {
  HARDWARE("Hardware", HelpSections.HARDWARE),
  INPUT("Input", HelpSections.INPUT),
  SAMPLING("Sampling", HelpSections.SAMPLING),
  MODEL("Model", HelpSections.MODEL),
  OUTPUT("Output", HelpSections.OUTPUT),
  TUNING("Tuning", HelpSections.TUNING),
  CLUSTER("Cluster", HelpSections.CLUSTER),
  /**
   * Options without a section: all options of a small command, and those that every command has.
   */
  GENERAL("General", -1);

  private final String title;
  private final int order;

  HelpSection(String title, int order) {
    this.title = title;
    this.order = order;
  }

  String title() {
    return title;
  }

  static HelpSection of(OptionSpec option) {
    return Arrays.stream(values())
        .filter(section -> section.order == option.order())
        .findFirst()
        .orElse(GENERAL);
  }
}
