package io.euge.spark.conf;

import io.euge.NearestNames;
import io.euge.Printable;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Errors about names that nothing has. */
final class UnknownNames {
  /** Keys that Spark itself puts among a reader's options. */
  private static final Set<String> SPARK_OPTIONS = Set.of("path", "paths");

  private static final String LIST = "; docs/configuration.md lists all";

  private UnknownNames() {}

  /** Returns an error for each name that is no option of a reader. */
  static List<String> ofOptions(Collection<String> given, Collection<ConfigEntry<?>> known) {
    List<String> names = known.stream().map(ConfigEntry::name).toList();
    return given.stream()
        .filter(name -> !SPARK_OPTIONS.contains(name.toLowerCase(Locale.ROOT)))
        .filter(name -> !names.contains(name.toLowerCase(Locale.ROOT)))
        .map(name -> error("option", "", name, names, "; give one of " + String.join(", ", names)))
        .toList();
  }

  /**
   * Returns an error for each key of Euge's in Spark's configuration that is no setting. Options of
   * any kind of reader can be there.
   */
  static List<String> ofSettings(Collection<String> given) {
    List<String> names = ConfigEntries.all().stream().map(ConfigEntry::name).toList();
    Set<String> known =
        ConfigEntries.all().stream()
            .flatMap(entry -> Stream.concat(Stream.of(entry.name()), entry.formerName().stream()))
            .collect(Collectors.toSet());
    return given.stream()
        .filter(key -> key.startsWith(ConfigEntry.PREFIX))
        .map(key -> key.substring(ConfigEntry.PREFIX.length()))
        .filter(name -> !known.contains(name))
        .sorted()
        .map(name -> error("setting", ConfigEntry.PREFIX, name, names, LIST))
        .toList();
  }

  private static String error(
      String kind, String prefix, String typed, List<String> names, String otherwise) {
    return "there is no %s '%s'%s"
        .formatted(
            kind,
            prefix + Printable.of(typed),
            NearestNames.of(typed, names).stream()
                .findFirst()
                .map(name -> "; did you mean '" + prefix + name + "'?")
                .orElse(otherwise));
  }
}
