package io.euge.cli.console;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_PARAMETER_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_SYNOPSIS;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Formats the help of every command: required arguments, the options in sections ({@link
 * HelpSection}) with the most common first, and an example, which is the footer of the command's
 * annotation.
 */
public final class HelpLayout {
  private static final String EXAMPLE = "%nExample:%n";

  private HelpLayout() {}

  /** Sets the layout for a command and its subcommands. */
  public static void install(CommandLine command) {
    Map<String, IHelpSectionRenderer> renderers = command.getHelpSectionMap();
    renderers.put(SECTION_KEY_SYNOPSIS, HelpLayout::synopsis);
    renderers.put(SECTION_KEY_PARAMETER_LIST, help -> "");
    renderers.put(SECTION_KEY_OPTION_LIST, HelpLayout::sections);
    if (command.getCommandSpec().usageMessage().footer().length > 0) {
      command.getCommandSpec().usageMessage().footerHeading(EXAMPLE);
    }
    command.getCommandSpec().usageMessage().commandListHeading("%nCommands:%n");
    command.getSubcommands().values().forEach(HelpLayout::install);
  }

  /** Returns the required arguments, in a valid order. */
  private static String synopsis(Help help) {
    CommandSpec command = help.commandSpec();
    List<String> words = new ArrayList<>(List.of(command.qualifiedName().split(" ")));
    command.positionalParameters().stream()
        .filter(ArgSpec::required)
        .forEach(parameter -> words.add(label(help, parameter)));
    command.options().stream()
        .filter(ArgSpec::required)
        .forEach(option -> words.add(option.longestName() + label(help, option)));
    words.add("[OPTIONS]");
    command.positionalParameters().stream()
        .filter(parameter -> !parameter.required())
        .forEach(parameter -> words.add(label(help, parameter)));
    if (!command.subcommands().isEmpty()) {
      words.add("COMMAND");
    }
    return wrapped(words, command.usageMessage().width());
  }

  private static String label(Help help, ArgSpec argument) {
    return help.parameterLabelRenderer()
        .renderParameterLabel(argument, help.ansi(), List.of())
        .toString()
        .strip();
  }

  /** Wraps words after "Usage: " and indents continuation lines by the same width. */
  private static String wrapped(List<String> words, int width) {
    String indent = " ".repeat("Usage: ".length());
    StringBuilder text = new StringBuilder();
    int column = indent.length();
    for (String word : words) {
      if (column > indent.length() && column + 1 + word.length() > width) {
        text.append(System.lineSeparator()).append(indent);
        column = indent.length();
      } else if (column > indent.length()) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
    }
    return text.append(System.lineSeparator()).toString();
  }

  private static String sections(Help help) {
    CommandSpec command = help.commandSpec();
    Map<HelpSection, List<OptionSpec>> sections = new EnumMap<>(HelpSection.class);
    command.options().stream()
        .filter(option -> !option.hidden())
        .forEach(
            option ->
                sections
                    .computeIfAbsent(HelpSection.of(option), section -> new ArrayList<>())
                    .add(option));
    StringBuilder text = new StringBuilder();
    List<PositionalParamSpec> parameters = new ArrayList<>(command.positionalParameters());
    if (!parameters.isEmpty() && !sections.containsKey(HelpSection.INPUT)) {
      text.append(heading("Arguments")).append(arguments(help, parameters, List.of()));
      parameters.clear();
    }
    sections.forEach(
        (section, options) -> {
          text.append(heading(sections.size() == 1 ? "Options" : section.title()))
              .append(arguments(help, parameters, options));
          parameters.clear();
        });
    return text.toString();
  }

  private static String heading(String title) {
    return "%n%s:%n".formatted(title);
  }

  private static Layout arguments(
      Help help, List<PositionalParamSpec> parameters, List<OptionSpec> options) {
    // All sections use the width of the longest option, so that they are aligned.
    Layout layout = help.createDefaultLayout();
    layout.addAllPositionalParameters(parameters, help.parameterLabelRenderer());
    layout.addAllOptions(options, help.parameterLabelRenderer());
    return layout;
  }
}
