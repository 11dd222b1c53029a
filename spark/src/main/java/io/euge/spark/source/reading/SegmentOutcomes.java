package io.euge.spark.source.reading;

import io.euge.spark.source.planning.VideoSegment;
import io.euge.spark.source.planning.VideoSplits;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Brings the outcome of each segment that is read from the tasks to the driver. Nothing is known of
 * a segment that was not read, or not to its end.
 */
public final class SegmentOutcomes implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What became of a segment. */
  public enum Outcome {
    /** All of it was read, without an error. */
    COMPLETE,
    /** It was opened, and had an error. */
    DAMAGED,
    /** It could not be opened, so that nothing was read. */
    UNOPENED,
    /** The same, since its storage did not permit it, or failed. */
    FORBIDDEN
  }

  private record Place(String video, long firstFrame) implements Serializable {}

  private record Entry(Place place, Outcome outcome) implements Serializable {}

  private final CollectionAccumulator<Entry> entries;

  private SegmentOutcomes(CollectionAccumulator<Entry> entries) {
    this.entries = entries;
  }

  /** Returns those of tasks that are to run. */
  public static SegmentOutcomes of(SparkContext spark) {
    CollectionAccumulator<Entry> entries = new CollectionAccumulator<>();
    spark.register(entries);
    return new SegmentOutcomes(entries);
  }

  void add(VideoSegment part, Outcome outcome) {
    entries.add(new Entry(new Place(part.video().path(), part.segment().firstFrame()), outcome));
  }

  /**
   * Returns those of some videos all of whose splits had an outcome, whenever they were read: an
   * action after the first reads them again.
   */
  public List<VideoSplits> select(List<VideoSplits> videos, Outcome outcome) {
    Map<Place, Set<Outcome>> all = new HashMap<>();
    entries
        .value()
        .forEach(
            entry ->
                all.computeIfAbsent(entry.place(), place -> EnumSet.noneOf(Outcome.class))
                    .add(entry.outcome()));
    return videos.stream()
        .filter(
            video ->
                video.splits().stream()
                    .map(split -> new Place(video.video().path(), split.segment().firstFrame()))
                    .allMatch(place -> Set.of(outcome).equals(all.get(place))))
        .toList();
  }
}
