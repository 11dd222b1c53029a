package io.euge;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the names that a user may have meant. */
public final class NearestNames {
  /** Shorter than this, one edit makes a different word of a name: the first letter must agree. */
  private static final int SHORT = 4;

  /** One edit for so many characters. */
  private static final int PER_EDIT = 4;

  private NearestNames() {}

  /**
   * Returns the names that what was typed begins, and those that differ from it in one character of
   * four, in one of a shorter name; the nearest first. Two neighbors in the wrong order are one
   * difference. Case, {@code -}, {@code _} and {@code .} do not count.
   */
  public static List<String> of(String typed, Collection<String> names) {
    String plainTyped = plain(typed);
    return names.stream()
        .filter(name -> isNear(plain(name), plainTyped))
        .sorted(Comparator.comparing(name -> distance(plain(name), plainTyped)))
        .toList();
  }

  /** Returns the first of {@link #of}; empty if there is none. */
  public static Optional<String> nearest(String typed, Collection<String> names) {
    return of(typed, names).stream().findFirst();
  }

  private static boolean isNear(String name, String typed) {
    if (name.isEmpty() || typed.isEmpty()) {
      return false;
    }
    if (typed.length() >= SHORT - 1 && name.startsWith(typed)) {
      return true;
    }
    int length = Math.max(name.length(), typed.length());
    return distance(name, typed) <= Math.max(1, length / PER_EDIT)
        && (length >= SHORT || (typed.length() > 1 && name.charAt(0) == typed.charAt(0)));
  }

  /** Returns the optimal string alignment distance: Levenshtein's, with swaps of neighbors. */
  private static int distance(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
        edits[i][j] = Math.min(least, edits[i - 1][j - 1] + changed);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          edits[i][j] = Math.min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
      }
    }
    return edits[a.length()][b.length()];
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
  }
}
