package io.euge.spark.source.planning;

import io.euge.spark.source.planning.PlannedVideo.Part;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.InputPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tasks of a scan.
 *
 * @param listed how many videos there are, those that cannot hold a wanted frame too
 */
public record ScanPlan(int listed, List<PlannedVideo> videos) {
  private static final Logger LOG = LoggerFactory.getLogger(ScanPlan.class);

  private record Task(VideoPartition partition, double seconds) {}

  /**
   * One task a segment. Long ones come first, so that none of them is what the cluster waits for in
   * the end; those of about a length stay in the order of videos and time.
   *
   * @param segmentSeconds the length of a segment, by which lengths are alike; 0 for a second
   */
  public InputPartition[] longestFirst(double segmentSeconds) {
    double unit = segmentSeconds > 0 ? segmentSeconds : 1;
    return tasks()
        .sorted(Comparator.comparingLong((Task task) -> -Math.round(task.seconds / unit)))
        .map(Task::partition)
        .toArray(InputPartition[]::new);
  }

  /** One task a segment, in the order of videos and time. */
  public InputPartition[] inOrder() {
    return tasks().map(Task::partition).toArray(InputPartition[]::new);
  }

  private Stream<Task> tasks() {
    return videos.stream()
        .flatMap(
            video ->
                video.parts().stream()
                    .map(part -> new Task(partition(video, part), part.seconds())));
  }

  private static VideoPartition partition(PlannedVideo video, Part part) {
    return new VideoPartition(video.path(), part.segment());
  }

  /** Videos that are read. */
  public long read() {
    return videos.stream().filter(video -> !video.parts().isEmpty()).count();
  }

  /** Long videos that could not be split. */
  public long unsplit() {
    return videos.stream().filter(video -> video.notice() != null).count();
  }

  public long frames() {
    return PlannedVideo.frames(videos);
  }

  /** Tells in one line which long videos are one task each. */
  public void logUnsplit() {
    videos.stream()
        .filter(video -> video.notice() != null)
        .findFirst()
        .ifPresent(
            first ->
                LOG.warn(
                    "{} of {} videos could not be split; the first is {}: {}",
                    unsplit(),
                    listed,
                    first.path(),
                    first.notice()));
  }

  /** For people. */
  public String description() {
    return "videos read " + read() + " of " + listed + ", segments " + tasks().count();
  }
}
