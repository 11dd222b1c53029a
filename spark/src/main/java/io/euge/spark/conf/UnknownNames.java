package io.euge.spark.conf;

import io.euge.NearestNames;
import io.euge.Printable;
import java.util.ArrayList;
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

  /** The most names in one message. */
  private static final int MOST = 5;

  private UnknownNames() {}

  /** Returns errors for the names that are no option of a reader. */
  static List<String> ofOptions(Collection<String> given, Collection<ConfigEntry<?>> known) {
    List<String> names = known.stream().map(ConfigEntry::name).toList();
    List<String> unknown =
        given.stream()
            .filter(name -> !SPARK_OPTIONS.contains(name.toLowerCase(Locale.ROOT)))
            .filter(name -> names.stream().noneMatch(name::equalsIgnoreCase))
            .toList();
    return errors("option", "", unknown, names, "give one of " + String.join(", ", names));
  }

  /**
   * Returns errors for the keys of Euge's in Spark's configuration that are no setting. Options of
   * any kind of reader can be there.
   */
  static List<String> ofSettings(Collection<String> given) {
    List<String> names = ConfigEntries.all().stream().map(ConfigEntry::name).toList();
    Set<String> known =
        ConfigEntries.all().stream()
            .flatMap(entry -> Stream.concat(Stream.of(entry.name()), entry.formerName().stream()))
            .collect(Collectors.toSet());
    List<String> unknown =
        given.stream()
            .filter(key -> key.startsWith(ConfigEntry.PREFIX))
            .map(key -> key.substring(ConfigEntry.PREFIX.length()))
            .filter(name -> !known.contains(name))
            .sorted()
            .toList();
    return errors("setting", ConfigEntry.PREFIX, unknown, names, "docs/configuration.md lists all");
  }

  /** Returns one error for each name that is near a known one, and one for all others together. */
  private static List<String> errors(
      String kind, String prefix, List<String> unknown, List<String> names, String otherwise) {
    List<String> errors = new ArrayList<>();
    List<String> far = new ArrayList<>();
    for (String typed : unknown) {
      String quoted = "'" + prefix + Printable.of(typed) + "'";
      NearestNames.nearest(typed, names)
          .ifPresentOrElse(
              near ->
                  errors.add(
                      "there is no %s %s; did you mean '%s'?"
                          .formatted(kind, quoted, prefix + near)),
              () -> far.add(quoted));
    }
    if (!far.isEmpty()) {
      String more = far.size() > MOST ? " and " + (far.size() - MOST) + " more" : "";
      String listed = far.stream().limit(MOST).collect(Collectors.joining(", "));
      errors.add("there is no %s %s; %s".formatted(kind, listed + more, otherwise));
    }
    return errors;
  }
}
