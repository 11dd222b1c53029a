package io.euge.spark.conf;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of docs/configuration.md, as the declared entries say that they must be. */
final class ConfigurationPage {
  private static final String FORMER = "| earlier key | key |\n|---|---|\n";

  private ConfigurationPage() {}

  /** Returns a group's heading and table. */
  static String section(ConfigGroup group) {
    String what = group.isOption() ? "option" : "setting";
    return ConfigEntries.all().stream()
        .filter(entry -> entry.group() == group)
        .map(ConfigurationPage::row)
        .collect(
            Collectors.joining(
                "",
                "### "
                    + group.title()
                    + "\n\n| "
                    + what
                    + " | takes | default | meaning |\n"
                    + "|---|---|---|---|\n",
                ""));
  }

  /** Returns the table of the keys that earlier releases had. */
  static String formerKeys() {
    return ConfigEntries.all().stream()
        .flatMap(
            entry ->
                entry.formerKey().stream()
                    .map(former -> "| `" + former + "` | `" + entry.key() + "` |\n"))
        .collect(Collectors.joining("", FORMER, ""));
  }

  private static String row(ConfigEntry<?> entry) {
    String name = entry.group().isOption() ? entry.name() : entry.key();
    String unset =
        entry.defaultText().map(text -> "`" + text + "`").orElse(entry.whenUnset().text());
    return Stream.of("`" + name + "`", entry.form(), unset, entry.documentation())
        .collect(Collectors.joining(" | ", "| ", " |\n"))
        .replace("|  |", "| |");
  }
}
