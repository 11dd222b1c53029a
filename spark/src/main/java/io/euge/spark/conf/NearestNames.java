package io.euge.spark.conf;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the names that a user may have meant. */
public final class NearestNames {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private NearestNames() {}

  /**
   * Returns the names of which at most a third of the characters differ from what was typed, the
   * nearest first. Case, {@code -}, {@code _} and {@code .} do not count, and two exchanged letters
   * are one difference.
   */
  public static List<String> of(String typed, Collection<String> names) {
    return names.stream()
        .filter(name -> 3 * distance(name, typed) <= Math.max(name.length(), typed.length()))
        .sorted(Comparator.comparing(name -> distance(name, typed)))
        .toList();
  }

  private static int distance(String name, String typed) {
    String plain = plain(name);
    String other = plain(typed);
    int distance = DISTANCE.apply(plain, other);
    return distance == 2 && isSwapped(plain, other) ? 1 : distance;
  }

  private static boolean isSwapped(String name, String typed) {
    int at = StringUtils.indexOfDifference(name, typed);
    return name.length() == typed.length()
        && at + 1 < name.length()
        && name.charAt(at) == typed.charAt(at + 1)
        && name.charAt(at + 1) == typed.charAt(at)
        && name.substring(at + 2).equals(typed.substring(at + 2));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
  }
}
