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
 * Brings bad input from the tasks to the driver. Spark adds what tasks met that ended well; a
 * segment that was read twice all the same, for a second action or a stage that ran again, is kept
 * once.
 */
public final class BadInputs extends AccumulatorV2<BadInput, List<BadInput>> {
  private static final long serialVersionUID = 1L;

  /** A video of noise may hold an error a packet: this many of each segment tell enough. */
  static final int KEPT = 100;

  private record Place(String video, Segment segment) implements Serializable {
    static final Comparator<Place> ORDER =
        Comparator.comparing(Place::video)
            .thenComparing(
                Place::segment,
                Comparator.nullsFirst(Comparator.comparingLong(Segment::firstFrame)));
  }

  /** What one reading of a place met: the first errors, and how many there were. */
  private static final class Met implements Serializable {
    private static final long serialVersionUID = 1L;
    private final ArrayList<BadInput> first = new ArrayList<>();
    private long count;
  }

  /** Null while it is read from a stream, when Spark's heartbeat may ask already. */
  private HashMap<Place, Met> places = new HashMap<>();

  private Map<Place, Met> places() {
    return places == null ? Map.of() : places;
  }

  /** Spark's heartbeat may write it while the task adds. */
  private synchronized void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
  }

  @Override
  public synchronized boolean isZero() {
    return places().isEmpty();
  }

  @Override
  public synchronized BadInputs copy() {
    BadInputs copy = new BadInputs();
    copy.merge(this);
    return copy;
  }

  @Override
  public synchronized void reset() {
    places = new HashMap<>();
  }

  @Override
  public synchronized void add(BadInput bad) {
    Met met = places.computeIfAbsent(new Place(bad.video(), bad.segment()), place -> new Met());
    met.count++;
    if (met.first.size() < KEPT) {
      met.first.add(bad);
    }
  }

  /** Of two readings of a place the one that met more stays: the other may have ended early. */
  @Override
  public void merge(AccumulatorV2<BadInput, List<BadInput>> other) {
    Map<Place, Met> others = ((BadInputs) other).snapshot();
    synchronized (this) {
      others.forEach(
          (place, met) -> places.merge(place, met, (a, b) -> a.count >= b.count ? a : b));
    }
  }

  private synchronized Map<Place, Met> snapshot() {
    Map<Place, Met> copies = new HashMap<>();
    places()
        .forEach(
            (place, met) -> {
              Met copy = new Met();
              copy.first.addAll(met.first);
              copy.count = met.count;
              copies.put(place, copy);
            });
    return copies;
  }

  /** Forgets what earlier readings of these videos met. */
  synchronized void forget(Collection<String> videos) {
    Set<String> gone = Set.copyOf(videos);
    places.keySet().removeIf(place -> gone.contains(place.video()));
  }

  /**
   * Ordered by video and segment, at most {@link #KEPT} of each segment in the order they were met;
   * where there were more, one more row says how many.
   */
  @Override
  public synchronized List<BadInput> value() {
    List<BadInput> all = new ArrayList<>();
    places().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Place.ORDER))
        .forEach(place -> addTo(all, place.getValue()));
    return all;
  }

  private static void addTo(List<BadInput> all, Met met) {
    all.addAll(met.first);
    if (met.count > KEPT) {
      BadInput last = met.first.get(KEPT - 1);
      String more = "%,d more errors in this segment are not listed".formatted(met.count - KEPT);
      all.add(
          new BadInput(
              last.video(), last.segment(), last.stage(), last.seconds(), last.code(), more));
    }
  }

  /** How many errors there were, those that are not kept too. */
  synchronized long count() {
    return places().values().stream().mapToLong(met -> met.count).sum();
  }

  /** The videos something is wrong with, in order. */
  synchronized Set<String> videos() {
    Set<String> videos = new TreeSet<>();
    places().keySet().forEach(place -> videos.add(place.video()));
    return videos;
  }
}
