package io.euge.cli.checkpoint;

import io.euge.EugeException;
import io.euge.Quantity;
import io.euge.spark.conf.StreamSettings;
import io.euge.spark.recording.Recording;
import io.euge.spark.sink.CommittedTable;
import io.euge.spark.sink.TableTotals;
import io.euge.spark.source.stream.StreamProgress;
import io.euge.spark.storage.VideoFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The progress of the job of a checkpoint.
 *
 * @param totals of its table
 * @param videos number of videos found so far
 * @param unreadable number of these videos that could not be opened
 * @param unfinished number of these videos with incomplete segments
 * @param fresh number of new videos, which the job has not found yet
 * @param unsettled number of new videos that are not read yet because they were modified recently
 * @param settle how long a video must be unmodified
 * @param unlisted why inputs of the job cannot be listed, a sentence each
 * @param left estimated remaining time; empty if nothing is done yet, or nothing is left
 */
public record CheckpointProgress(
    TableTotals totals,
    long videos,
    long unreadable,
    long unfinished,
    long fresh,
    long unsettled,
    Duration settle,
    List<String> unlisted,
    Optional<Duration> left) {
  /** The key of the number of frames among the counts of a table. */
  public static final String FRAMES = "frames";

  /**
   * Reads a checkpoint and lists new videos.
   *
   * @throws EugeException if there is no checkpoint, or a file of it cannot be read
   */
  static CheckpointProgress of(CheckpointFiles files, Configuration hadoop) {
    JobIdentity job = files.requireJob();
    RunRecord run =
        files.run().orElseGet(() -> RunRecord.first(List.of(), 0, null, TableTotals.none()));
    try {
      String table = job.table(files.directory());
      TableTotals totals = CommittedTable.totals(table, hadoop);
      StreamProgress stream =
          StreamProgress.read(
              files.directory(), CommittedTable.committed(table, job.id(), hadoop), hadoop);
      List<String> unlisted = new ArrayList<>();
      List<Recording> listed = list(run, hadoop, unlisted);
      long now = System.currentTimeMillis();
      long oldest = StreamSettings.oldest(run.maxFileAgeMillis(), stream.newest(), now);
      List<Recording> fresh =
          listed.stream().filter(stream::isNew).filter(file -> file.modified() >= oldest).toList();
      long unsettled =
          fresh.stream()
              .filter(file -> !StreamSettings.isSettled(file.modified(), now, run.settleMillis()))
              .count();
      return new CheckpointProgress(
          totals,
          stream.videos(),
          stream.unreadable().size(),
          stream.unfinished().size(),
          fresh.size() - unsettled,
          unsettled,
          Duration.ofMillis(run.settleMillis()),
          unlisted,
          left(stream, totals, fresh.size() - unsettled));
    } catch (IOException e) {
      throw files.failure("read", e);
    }
  }

  /** Lists the videos of all inputs that can be listed, each once. */
  private static List<Recording> list(RunRecord run, Configuration hadoop, List<String> unlisted) {
    Map<String, Recording> videos = new LinkedHashMap<>();
    for (String input : run.inputs()) {
      try {
        new VideoFiles(hadoop)
            .listWhatIsThere(List.of(input))
            .forEach(video -> videos.putIfAbsent(video.path(), video));
      } catch (EugeException e) {
        unlisted.add(e.getMessage());
      }
    }
    return List.copyOf(videos.values());
  }

  private static Optional<Duration> left(StreamProgress stream, TableTotals totals, long fresh) {
    double known = stream.secondsDone() + stream.secondsLeft();
    double each = stream.videos() == 0 ? 0 : known / stream.videos();
    double left = stream.secondsLeft() + fresh * each;
    return left <= 0 || stream.secondsDone() <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (totals.millis() * left / stream.secondsDone())));
  }

  /** Returns the number of readable videos that are complete. */
  public long done() {
    return videos - unreadable - unfinished;
  }

  /** Returns the number of frames in the table. */
  public long frames() {
    return totals.counts().getOrDefault(FRAMES, 0L);
  }

  /** Returns a sentence about files that are left for the next run; empty if there are none. */
  public Optional<String> unsettledNotice() {
    return unsettled == 0
        ? Optional.empty()
        : Optional.of(
            "%s changed within %d s and left for the next run, for %s may still be written (--settle)"
                .formatted(
                    unsettled == 1 ? "1 file was" : Quantity.of(unsettled, "file") + " were",
                    settle.toSeconds(),
                    unsettled == 1 ? "it" : "they"));
  }
}
