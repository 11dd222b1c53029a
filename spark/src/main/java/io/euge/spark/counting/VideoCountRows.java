package io.euge.spark.counting;

import io.euge.counting.layout.LinesFile;
import io.euge.counting.table.CountOptions;
import io.euge.counting.table.LabeledEvents;
import io.euge.counting.table.TrackedVideo;
import io.euge.counting.table.VideoCounts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** The counts of the videos of one partition. It holds what the tracks of one video did. */
final class VideoCountRows implements Iterator<Row> {
  private final Iterator<CountedTrack> tracks;
  private final LinesFile lines;
  private final CountOptions options;
  private final ZoneId zone;
  private CountedTrack ahead;
  private Iterator<Row> rows = Collections.emptyIterator();

  /**
   * @param tracks those of a video one after another
   */
  VideoCountRows(
      Iterator<CountedTrack> tracks, LinesFile lines, CountOptions options, ZoneId zone) {
    this.tracks = tracks;
    this.lines = lines;
    this.options = options;
    this.zone = zone;
    ahead = tracks.hasNext() ? tracks.next() : null;
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext() && ahead != null) {
      rows = video();
    }
    return rows.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return rows.next();
  }

  private Iterator<Row> video() {
    CountedTrack first = ahead;
    List<LabeledEvents> found = new ArrayList<>();
    while (ahead != null && ahead.video().equals(first.video())) {
      ahead.events().ifPresent(found::add);
      ahead = tracks.hasNext() ? tracks.next() : null;
    }
    TrackedVideo video =
        new TrackedVideo(
            first.video(),
            first.camera() == null ? "" : first.camera(),
            Optional.ofNullable(first.start())
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone)),
            first.width(),
            first.height(),
            first.seconds());
    return VideoCounts.of(
            video,
            found,
            lines.layout(video.camera(), video.fileName(), video.width(), video.height()),
            options)
        .stream()
        .map(CountsSchema::row)
        .iterator();
  }
}
