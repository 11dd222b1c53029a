package io.euge.spark.conf;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the names that a user may have meant. */
public final class NearestNames {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private NearestNames() {}

  /**
   * Returns the names of which at most a third of the characters differ from what was typed, the
   * nearest first. Case, {@code -}, {@code _} and {@code .} do not count.
   */
  public static List<String> of(String typed, Collection<String> names) {
    return names.stream()
        .filter(name -> 3 * distance(name, typed) <= Math.max(name.length(), typed.length()))
        .sorted(Comparator.comparing(name -> distance(name, typed)))
        .toList();
  }

  private static int distance(String name, String typed) {
    return DISTANCE.apply(plain(name), plain(typed));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
  }
}
