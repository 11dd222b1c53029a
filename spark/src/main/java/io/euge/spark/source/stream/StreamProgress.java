package io.euge.spark.source.stream;

import io.euge.spark.recording.Recording;
import io.euge.spark.source.planning.VideoSplits;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The progress of a stream of videos, by its log. */
public final class StreamProgress {
  private final Backlog backlog;
  private final Set<String> unfinished = new HashSet<>();
  private double secondsDone;
  private double secondsLeft;

  private StreamProgress(Backlog backlog) {
    this.backlog = backlog;
    this.secondsDone = backlog.seconds();
  }

  /**
   * Reads the log of a stream with one source.
   *
   * @param checkpoint of the stream, as Spark has it
   * @param batches how many of its batches are done
   * @throws io.euge.EugeException if the log cannot be read
   */
  public static StreamProgress read(Path checkpoint, long batches, Configuration hadoop) {
    BatchLog log = new BatchLog(new Path(checkpoint, "sources/0").toString(), hadoop);
    BatchLog.Compacted start = log.compacted(batches - 1);
    StreamProgress progress = new StreamProgress(start.backlog());
    long number = start.number() + 1;
    Optional<LoggedBatch> entry = log.read(number);
    while (entry.isPresent()) {
      progress.add(entry.get(), number < batches);
      number++;
      entry = log.read(number);
    }
    progress.addLeft(progress.backlog.waiting());
    return progress;
  }

  private void add(LoggedBatch entry, boolean done) {
    List<VideoSplits> videos = backlog.take(entry);
    if (done) {
      secondsDone += Backlog.seconds(videos);
    } else {
      addLeft(videos);
    }
  }

  private void addLeft(List<VideoSplits> videos) {
    secondsLeft += Backlog.seconds(videos);
    videos.forEach(video -> unfinished.add(video.video().path()));
  }

  /** Returns the number of videos that were found so far. */
  public long videos() {
    return backlog.readable() + backlog.unreadable().size();
  }

  /** Returns the videos that were opened, and of which a segment is not done. */
  public Set<String> unfinished() {
    return new TreeSet<>(unfinished);
  }

  /** Returns the videos that could not be opened when they were tried last. */
  public Set<String> unreadable() {
    return new TreeSet<>(backlog.unreadable());
  }

  /**
   * Returns whether a file is to be opened yet, since it is new or was bad and has changed. One
   * that its storage does not permit to read is not, although it is tried again.
   */
  public boolean isNew(Recording file) {
    return backlog.isNew(file) && !backlog.isForbidden(file.path());
  }

  /** Returns the last time of change of all files that were found so far; 0 if there is none. */
  public long newest() {
    return backlog.newest();
  }

  /** Returns about how long the segments are that are done, in seconds of video. */
  public double secondsDone() {
    return secondsDone;
  }

  /** Returns about how long the segments are that are left, in seconds of video. */
  public double secondsLeft() {
    return secondsLeft;
  }
}
