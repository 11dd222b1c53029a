package io.euge.spark.source.stream;

import io.euge.spark.errors.VideoError;
import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.VideoSplits;
import io.euge.video.VideoException.Code;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An entry of the log of a stream.
 *
 * @param opened the videos that were opened for this batch, with all their segments; those that
 *     cannot be opened have none
 * @param errors why they cannot be opened
 * @param segments how many segments the batch reads, of those that wait since earlier batches and
 *     then of those opened now
 * @param failed the videos of the batch before, of which nothing was read there or earlier, since
 *     they could no longer be opened
 */
record LoggedBatch(
    List<VideoSplits> opened, List<VideoError> errors, int segments, List<Recording> failed) {
  LoggedBatch {
    opened = List.copyOf(opened);
    errors = List.copyOf(errors);
    failed = failed == null ? List.of() : List.copyOf(failed); // Null in logs of earlier versions.
  }

  /** Returns an entry that only notes which videos could no longer be opened. */
  static LoggedBatch ofFailures(List<Recording> failed) {
    return new LoggedBatch(List.of(), List.of(), 0, failed);
  }

  /** Returns the videos that their storage did not permit to open. */
  Stream<Recording> forbidden() {
    Set<String> paths =
        errors.stream()
            .filter(error -> error.code() == Code.UNREADABLE)
            .map(VideoError::video)
            .collect(Collectors.toSet());
    return opened.stream().map(VideoSplits::video).filter(video -> paths.contains(video.path()));
  }

  /** Returns whether there is nothing to note. */
  boolean isEmpty() {
    return opened.isEmpty() && segments == 0 && failed.isEmpty();
  }
}
