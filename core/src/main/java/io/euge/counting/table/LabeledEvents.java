package io.euge.counting.table;

import io.euge.counting.PathEnds;
import io.euge.counting.Speed;
import io.euge.counting.TrackEvents;
import io.euge.counting.TrackPath;
import io.euge.counting.layout.CountingLayout;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The events of one vehicle, with its label.
 *
 * @param label its class
 * @param speeds in meters per second at each crossing; NaN where it is unknown
 */
public record LabeledEvents(String label, TrackEvents events, List<Double> speeds)
    implements Serializable {
  public LabeledEvents {
    speeds = List.copyOf(speeds);
  }

  /**
   * Returns what a vehicle did on its way.
   *
   * @param end the time of the video's last frame
   */
  public static LabeledEvents of(String label, TrackPath path, CountingLayout layout, double end) {
    TrackPath within = path.within(layout);
    TrackEvents events = TrackEvents.of(path, layout, PathEnds.ofSeconds(end));
    List<Double> speeds =
        layout
            .plane()
            .map(
                plane ->
                    events.crossings().stream()
                        .map(one -> Speed.at(one.seconds(), within, plane).orElse(Double.NaN))
                        .toList())
            .orElseGet(() -> Collections.nCopies(events.crossings().size(), Double.NaN));
    return new LabeledEvents(label, events, speeds);
  }

  OptionalDouble speed(int crossing) {
    double speed = speeds.get(crossing);
    return Double.isNaN(speed) ? OptionalDouble.empty() : OptionalDouble.of(speed);
  }
}
