package io.euge.spark.counting;

import io.euge.counting.table.LabeledEvents;
import io.euge.counting.table.TrackedVideo;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The events of the tracks of one video.
 *
 * @param any one of them, which knows the video
 * @param events of all of them
 */
public record VideoTracks(CountedTrack any, List<LabeledEvents> events) {
  /**
   * Returns the videos one after another.
   *
   * @param tracks those of a video one after another
   */
  public static Iterator<VideoTracks> of(Iterator<CountedTrack> tracks) {
    return new Iterator<>() {
      private CountedTrack ahead = tracks.hasNext() ? tracks.next() : null;

      @Override
      public boolean hasNext() {
        return ahead != null;
      }

      @Override
      public VideoTracks next() {
        if (ahead == null) {
          throw new NoSuchElementException();
        }
        CountedTrack first = ahead;
        List<LabeledEvents> events = new ArrayList<>();
        while (ahead != null && ahead.video().equals(first.video())) {
          ahead.events().ifPresent(events::add);
          ahead = tracks.hasNext() ? tracks.next() : null;
        }
        return new VideoTracks(first, events);
      }
    };
  }

  /** Returns the address of the video. */
  public String address() {
    return any.video();
  }

  /**
   * Returns the video.
   *
   * @param name by which it is known
   * @param zone of the clock by which intervals are cut
   */
  public TrackedVideo video(String name, ZoneId zone) {
    return new TrackedVideo(
        name,
        any.camera() == null ? "" : any.camera(),
        Optional.ofNullable(any.start())
            .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atZone(zone)),
        any.width(),
        any.height(),
        any.seconds());
  }
}
