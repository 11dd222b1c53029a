package io.euge.cli.count;

import io.euge.counting.layout.CountingLayout;
import io.euge.counting.table.CountEvent;
import io.euge.counting.table.CountOptions;
import io.euge.counting.table.CountRow;
import io.euge.counting.table.LabeledEvents;
import io.euge.counting.table.TrackedVideo;
import io.euge.counting.table.VideoCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Counts one video after another and collects the rows. */
final class Counting implements TrackSource.Videos {
  private final CountedVideos videos;
  private final CountOptions options;
  private final boolean detailed;
  private final List<CountRow> rows = new ArrayList<>();
  private final List<CountRow> details = new ArrayList<>();

  /**
   * Creates an empty count.
   *
   * @param detailed whether to also collect rows by label and direction
   */
  Counting(CountedVideos videos, CountOptions options, boolean detailed) {
    this.videos = videos;
    this.options = options;
    this.detailed = detailed;
  }

  @Override
  public void add(TrackedVideo video, Function<CountingLayout, List<LabeledEvents>> tracks) {
    CountingLayout layout = videos.layout(video);
    List<LabeledEvents> found = tracks.apply(layout);
    videos.addLabels(found);
    rows.addAll(VideoCounts.of(video, found, layout, options));
    if (detailed) {
      CountOptions all = new CountOptions(options.interval(), true, true);
      details.addAll(VideoCounts.of(video, found, layout, all));
    }
  }

  /** Sorts the rows by the names of the videos. */
  void sort() {
    Comparator<CountRow> order =
        Comparator.comparing(CountRow::camera).thenComparing(CountRow::video);
    rows.sort(order);
    details.sort(order);
  }

  List<CountRow> rows() {
    return rows;
  }

  /** Returns the rows by label and direction, if requested. */
  List<CountRow> details() {
    return details;
  }

  /** Returns the total count of an event. */
  long sum(CountEvent event) {
    return rows.stream().filter(row -> row.key().event() == event).mapToLong(CountRow::count).sum();
  }
}
