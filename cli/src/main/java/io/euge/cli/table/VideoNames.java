package io.euge.cli.table;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Creates short names for the videos of a table: the file name, with directories where it is
 * ambiguous.
 */
public final class VideoNames {
  private final Map<String, String> names;

  private VideoNames(Map<String, String> names) {
    this.names = names;
  }

  /**
   * Names videos.
   *
   * @param videos their URIs, as in tables
   */
  public static VideoNames of(Collection<String> videos) {
    Map<String, String> names = new HashMap<>();
    Set<String> open = new TreeSet<>(videos);
    for (int parts = 1; !open.isEmpty(); parts++) {
      Map<String, List<String>> called = new HashMap<>();
      for (String video : open) {
        called.computeIfAbsent(last(video, parts), any -> new ArrayList<>()).add(video);
      }
      Set<String> unnamed = new HashSet<>();
      called.forEach(
          (name, same) -> {
            if (same.size() == 1) {
              names.put(same.get(0), name);
            } else {
              unnamed.addAll(same);
            }
          });
      open.retainAll(unnamed);
    }
    return new VideoNames(names);
  }

  private static String last(String video, int parts) {
    int at = video.length();
    for (int i = 0; i < parts && at >= 0; i++) {
      at = video.lastIndexOf('/', at - 1);
    }
    return video.substring(at + 1);
  }

  /** Returns the name of one of the videos. */
  public String of(String video) {
    return names.get(video);
  }
}
