package io.euge.spark.errors;

import io.euge.video.Segment;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.util.AccumulatorV2;

/**
 * Brings the errors of videos from the tasks to the driver. Spark merges those of successful tasks;
 * a segment that is read twice, by a second action or a stage that runs again, is kept once.
 */
public final class VideoErrorAccumulator extends AccumulatorV2<VideoError, List<VideoError>> {
  private static final long serialVersionUID = 1L;

  /** A corrupt video may have an error in each packet: this many of each segment are enough. */
  static final int MAX_PER_SEGMENT = 100;

  private record Place(String video, Segment segment) implements Serializable {
    static final Comparator<Place> ORDER =
        Comparator.comparing(Place::video)
            .thenComparing(
                Place::segment,
                Comparator.nullsFirst(Comparator.comparingLong(Segment::firstFrame)));
  }

  /** The first errors of one reading of a place, and the number of all. */
  private static final class PlaceErrors implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ArrayList<VideoError> first = new ArrayList<>();
    private long count;
  }

  /** Null during deserialization, when Spark's heartbeat may already read it. */
  private HashMap<Place, PlaceErrors> places = new HashMap<>();

  private Map<Place, PlaceErrors> places() {
    return places == null ? Map.of() : places;
  }

  /** Synchronized since Spark's heartbeat may serialize it while the task adds. */
  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
  }

  @Override
  public synchronized boolean isZero() {
    return places().isEmpty();
  }

  @Override
  public synchronized VideoErrorAccumulator copy() {
    VideoErrorAccumulator copy = new VideoErrorAccumulator();
    copy.merge(this);
    return copy;
  }

  @Override
  public synchronized void reset() {
    places = new HashMap<>();
  }

  @Override
  public synchronized void add(VideoError error) {
    PlaceErrors errors =
        places.computeIfAbsent(
            new Place(error.video(), error.segment()), place -> new PlaceErrors());
    errors.count++;
    if (errors.first.size() < MAX_PER_SEGMENT) {
      errors.first.add(error);
    }
  }

  /** Keeps the reading of a place that has more errors: the other may have ended early. */
  @Override
  public void merge(AccumulatorV2<VideoError, List<VideoError>> other) {
    Map<Place, PlaceErrors> others = ((VideoErrorAccumulator) other).snapshot();
    synchronized (this) {
      others.forEach(
          (place, errors) -> places.merge(place, errors, (a, b) -> a.count >= b.count ? a : b));
    }
  }

  private synchronized Map<Place, PlaceErrors> snapshot() {
    Map<Place, PlaceErrors> copies = new HashMap<>();
    places()
        .forEach(
            (place, errors) -> {
              PlaceErrors copy = new PlaceErrors();
              copy.first.addAll(errors.first);
              copy.count = errors.count;
              copies.put(place, copy);
            });
    return copies;
  }

  /** Removes the errors of earlier readings of these videos. */
  synchronized void remove(Collection<String> videos) {
    Set<String> removed = Set.copyOf(videos);
    places.keySet().removeIf(place -> removed.contains(place.video()));
  }

  /**
   * Returns the errors ordered by video and segment, at most {@link #MAX_PER_SEGMENT} of each
   * segment in the order of reading; if there were more, one more element has their number.
   */
  @Override
  public synchronized List<VideoError> value() {
    List<VideoError> all = new ArrayList<>();
    places().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Place.ORDER))
        .forEach(place -> addTo(all, place.getValue()));
    return all;
  }

  private static void addTo(List<VideoError> all, PlaceErrors errors) {
    all.addAll(errors.first);
    if (errors.count > MAX_PER_SEGMENT) {
      VideoError last = errors.first.get(MAX_PER_SEGMENT - 1);
      String more =
          "%,d more errors in this segment are not listed"
              .formatted(errors.count - MAX_PER_SEGMENT);
      all.add(
          new VideoError(
              last.video(),
              last.camera(),
              last.segment(),
              last.stage(),
              last.seconds(),
              last.time(),
              last.code(),
              more));
    }
  }

  /** Returns the number of errors, including those that are not listed. */
  synchronized long count() {
    return places().values().stream().mapToLong(errors -> errors.count).sum();
  }

  /** Returns the videos with an error, in order. */
  synchronized Set<String> videos() {
    Set<String> videos = new TreeSet<>();
    places().keySet().forEach(place -> videos.add(place.video()));
    return videos;
  }
}
