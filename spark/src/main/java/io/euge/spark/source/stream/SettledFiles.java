package io.euge.spark.source.stream;

import io.euge.spark.conf.StreamSettings;
import io.euge.spark.recording.Recording;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the files that are no longer written: those whose modification times are old enough, and
 * that did not change between the looks of this query. The clock of a storage may be behind the
 * driver's, so that a file that is being written seems old.
 */
final class SettledFiles {
  private final StreamSettings settings;
  private Map<String, Look> looks = new HashMap<>();

  /**
   * A file as it was seen last.
   *
   * @param changed when it was seen to have changed; the start of time if it never was
   */
  private record Look(Recording file, long changed) {
    Look next(Recording seen, long now) {
      boolean same = file.bytes() == seen.bytes() && file.modified() == seen.modified();
      return new Look(seen, same ? changed : now);
    }
  }

  SettledFiles(StreamSettings settings) {
    this.settings = settings;
  }

  /**
   * Looks at all new files, and returns those that are settled.
   *
   * @param now when they were listed, in milliseconds since 1970
   */
  List<Recording> of(List<Recording> files, long now) {
    Map<String, Look> next = new HashMap<>();
    for (Recording file : files) {
      Look last = looks.get(file.path());
      next.put(file.path(), last == null ? new Look(file, 0) : last.next(file, now));
    }
    looks = next;
    long settle = settings.settle().toMillis();
    return files.stream()
        .filter(file -> StreamSettings.isSettled(file.modified(), now, settle))
        .filter(file -> now - next.get(file.path()).changed() >= settle)
        .toList();
  }
}
