package io.euge.spark.conf;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that a user may have meant. */
public final class NearestName {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private NearestName() {}

  /**
   * Returns the name with the least edit distance to what was typed; case, {@code -}, {@code _} and
   * {@code .} do not count. Empty if more than a third of the characters differ.
   */
  public static Optional<String> of(String typed, Collection<String> names) {
    return names.stream()
        .filter(name -> 3 * distance(name, typed) <= Math.max(name.length(), typed.length()))
        .min(Comparator.comparing(name -> distance(name, typed)));
  }

  private static int distance(String name, String typed) {
    return DISTANCE.apply(plain(name), plain(typed));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
  }
}
