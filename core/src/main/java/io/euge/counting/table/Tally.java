package io.euge.counting.table;

import io.euge.counting.Occupancy;
import io.euge.counting.ZoneVisit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The vehicles of one key in one interval. */
final class Tally {
  private final List<ZoneVisit> visits = new ArrayList<>();
  private long count;
  private double measured;
  private long measurements;

  void add() {
    count++;
  }

  /** Adds a vehicle whose speed or time in a zone may be known. */
  void add(OptionalDouble value) {
    count++;
    if (value.isPresent()) {
      measured += value.getAsDouble();
      measurements++;
    }
  }

  void add(ZoneVisit visit) {
    count++;
    visits.add(visit);
  }

  CountRow row(TrackedVideo video, Interval interval, CountKey key) {
    OptionalDouble mean =
        measurements == 0 ? OptionalDouble.empty() : OptionalDouble.of(measured / measurements);
    return new CountRow(
        video.name(),
        video.camera(),
        interval,
        interval.observed(video.seconds()),
        key,
        count,
        key.event() == CountEvent.CROSSING ? mean : OptionalDouble.empty(),
        key.event() == CountEvent.EXIT ? mean : OptionalDouble.empty(),
        key.event() == CountEvent.PRESENCE
            ? Optional.of(occupancy(video, interval))
            : Optional.empty());
  }

  private Occupancy occupancy(TrackedVideo video, Interval interval) {
    return Occupancy.of(
        visits, Math.max(interval.begin(), 0), Math.min(interval.end(), video.seconds()));
  }
}
